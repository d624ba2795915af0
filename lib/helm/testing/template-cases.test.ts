import { describe, expect, it } from 'vitest';
import { compareTemplates } from './batch';
import { hasOracle, profiles } from './helm-oracle';
import { templateCases, templateValues } from './template-cases';

describe.skipIf(!hasOracle())('text/template against the real Helm', () => {
  it.each(profiles.map((profile, turn) => ({ profile, turn })))(
    'renders and refuses what Helm $profile does',
    ({ profile, turn }) => {
      const tables = { templates: templateCases, values: templateValues };
      // A third of the refusals for each version; `npm run oracle` asks all versions about all of them.
      const differences = compareTemplates(profile, tables, (i) => i % profiles.length === turn);
      expect(differences.map((one) => ({ template: templateCases[one.probe], ...one }))).toEqual([]);
    },
    120_000,
  );
});
