import { describe, expect, it } from 'vitest';
import { errorCases } from './error-cases';
import { askEngine, askHelm, hasOracle, profiles } from './helm-oracle';

describe.skipIf(!hasOracle())('faulty input against the real Helm', () => {
  it.each(profiles)(
    'gives the verdict and the words of Helm %s',
    (profile) => {
      for (const [i, test] of errorCases.entries())
        expect(askEngine(profile, test), `case ${i}`).toEqual(askHelm(profile, test));
    },
    240_000,
  );
});
