import { describe, expect, it } from 'vitest';
import { executeProbe, readCases, readGoldens, readValuesText } from './testing/probes';

describe('probes agree with the real Helm', () => {
  const goldens = readGoldens();
  const values = readValuesText();
  for (const profile of ['3.17', '4.2'] as const) {
    it.each(readCases())(`${profile} %s`, (probe) => {
      expect(executeProbe(probe, values, profile)).toBe(goldens[probe]?.[profile]);
    });
  }
});
