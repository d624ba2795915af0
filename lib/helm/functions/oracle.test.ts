import { describe, expect, it } from 'vitest';
import { isAccepted } from '../testing/accepted-differences';
import { probeExpressions } from './testing/expressions';
import { compareWithHelm, helmBinary, profiles } from './testing/probe';

const expressions = [...new Set(probeExpressions())].filter((expression) => !isAccepted(expression));

describe.each(profiles.map((profile, turn) => ({ profile, turn })))('Helm $profile', ({ profile, turn }) => {
  it.skipIf(!helmBinary(profile))(
    'agrees on every function',
    () => {
      // Refusals need a process each: some for each version here, all of them in `npm run oracle`.
      const { differences, compared } = compareWithHelm(expressions, profile, { every: 60, from: turn });
      expect(differences).toEqual([]);
      expect(compared).toBeGreaterThan(3000);
    },
    240_000,
  );
});
