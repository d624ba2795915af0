import { describe, expect, it } from 'vitest';
import { chartCases } from './chart-cases';
import { dependencyCases } from './dependency-cases';
import { askEngine, askHelm, hasOracle, profiles } from './helm-oracle';
import { valueCases } from './value-cases';

if (!hasOracle()) console.warn('no helm binaries found: the comparison with Helm is skipped');

describe.skipIf(!hasOracle())('charts against the real Helm', () => {
  const cases = Object.entries({ ...chartCases, ...dependencyCases, ...valueCases });

  it.each(cases)('renders as Helm does: %s', (_, test) => {
    for (const profile of profiles) expect(askEngine(profile, test), profile).toEqual(askHelm(profile, test));
  });
});
