import { describe, expect, it } from 'vitest';
import { acceptedDifferences } from './testing/accepted';
import { probeExpressions } from './testing/expressions';
import { compareWithHelm, helmBinary, profiles } from './testing/probe';

/** Each expression goes to one Helm version here; `npm run oracle` tries them on all three. */
const expressions = [...new Set(probeExpressions())].filter(
  (expression) => !acceptedDifferences.has(expression),
);

describe.each(profiles.map((profile, turn) => ({ profile, turn })))('Helm $profile', ({ profile, turn }) => {
  const share = expressions.filter((_, i) => i % profiles.length === turn);

  it.skipIf(!helmBinary(profile))(
    'agrees on every function',
    () => {
      const { differences, compared } = compareWithHelm(share, profile, 40);
      expect(differences).toEqual([]);
      expect(compared).toBeGreaterThan(3000);
    },
    120_000,
  );
});
