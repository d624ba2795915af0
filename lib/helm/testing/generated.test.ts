import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryCase } from './arbitrary-chart';
import { compareSubcharts } from './batch';
import { askEngine, askHelm, hasOracle, profiles } from './helm-oracle';
import { arbitraryValue, arbitraryYaml, compareReaders, compareWriters } from './yaml-fuzz';

// The share of the oracle that every test run pays for; `npm run oracle` explores further.
const seed = 20261122;

describe.skipIf(!hasOracle())('generated input against the real Helm', () => {
  it.each(profiles)(
    'writes YAML as toYaml and toYamlPretty of Helm %s do',
    (profile) => {
      const values = fc.sample(arbitraryValue, { numRuns: 5000, seed });
      expect(compareWriters(profile, values)).toEqual([]);
      expect(compareWriters(profile, values.slice(0, 2000), true)).toEqual([]);
    },
    120_000,
  );

  it.each(profiles)(
    'reads YAML as fromYaml and fromYamlArray of Helm %s do',
    (profile) => {
      const texts = fc.sample(arbitraryYaml, { numRuns: 5000, seed });
      expect(compareReaders(profile, texts)).toEqual([]);
      expect(compareReaders(profile, texts.slice(0, 2000), true)).toEqual([]);
    },
    120_000,
  );

  it.each(profiles.map((profile, turn) => ({ profile, turn })))(
    'renders generated charts as Helm $profile does, side by side',
    ({ profile, turn }) => {
      const cases = fc.sample(arbitraryCase, { numRuns: 600, seed });
      // What the engine refuses needs a process each; every version gets a share.
      const asksAbout = (i: number): boolean => i % 12 === turn;
      for (let at = 0; at < cases.length; at += 60) {
        expect(compareSubcharts(profile, cases.slice(at, at + 60), asksAbout), `from ${at}`).toEqual([]);
      }
    },
    240_000,
  );

  it('renders generated charts as Helm does, each on its own', () => {
    for (const [i, test] of fc.sample(arbitraryCase, { numRuns: 60, seed }).entries()) {
      const profile = profiles[i % profiles.length] ?? '4.2';
      expect(askEngine(profile, test), `${profile}, chart ${i}`).toEqual(askHelm(profile, test));
    }
  });
});
