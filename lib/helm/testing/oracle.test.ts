import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryCase } from './arbitrary-chart';
import { chartCases } from './chart-cases';
import { errorCases } from './error-cases';
import { askEngine, askHelm, hasOracle, profiles } from './helm-oracle';
import { arbitraryValue, arbitraryYaml, compareReaders, compareWriters } from './yaml-fuzz';

// The share of the oracle that every test run pays for; `npm run oracle` explores further.
const seed = 20261122;
const suite = hasOracle() ? describe : describe.skip;
if (!hasOracle()) console.warn('no helm binaries found: the comparison with Helm is skipped');

suite('against the real Helm', () => {
  for (const [name, test] of Object.entries(chartCases)) {
    it(`renders as Helm does: ${name}`, () => {
      for (const profile of profiles)
        expect(askEngine(profile, test), profile).toEqual(askHelm(profile, test));
    });
  }

  it('gives the verdict and the words of Helm for faulty input', () => {
    // A third of the cases for each version; together with `npm run oracle` all of them for all.
    for (const [i, test] of errorCases.entries()) {
      const profile = profiles[i % profiles.length] ?? '4.2';
      expect(askEngine(profile, test), `${profile}, case ${i}`).toEqual(askHelm(profile, test));
    }
  });

  it.each(profiles)('writes YAML as toYaml and toYamlPretty of Helm %s do', (profile) => {
    const values = fc.sample(arbitraryValue, { numRuns: 2000, seed });
    expect(compareWriters(profile, values)).toEqual([]);
    expect(compareWriters(profile, values, true)).toEqual([]);
  });

  it.each(profiles)('reads YAML as fromYaml and fromYamlArray of Helm %s do', (profile) => {
    const texts = fc.sample(arbitraryYaml, { numRuns: 2000, seed });
    expect(compareReaders(profile, texts)).toEqual([]);
    expect(compareReaders(profile, texts, true)).toEqual([]);
  });

  it('renders generated charts as Helm does', () => {
    for (const [i, test] of fc.sample(arbitraryCase, { numRuns: 60, seed }).entries()) {
      const profile = profiles[i % profiles.length] ?? '4.2';
      expect(askEngine(profile, test), `${profile}, chart ${i}`).toEqual(askHelm(profile, test));
    }
  });
});
