import { fields, sections } from '@/lib/values';
import { expect, test } from './fixtures';

for (const section of sections) {
  test(`should have a labelled control for every field of ${section.title}`, async ({ studio, page }) => {
    await studio.open(section.id);
    const folded = page.getByRole('form').locator('button[aria-expanded="false"]');
    for (let left = 120; left > 0 && (await folded.count()) > 0; left -= 1) await folded.first().click();

    const expected = fields().filter(({ path }) => path.startsWith(`${section.path}.`));
    const shown = await page.getByRole('form').evaluate((form) =>
      [...form.querySelectorAll<HTMLElement>('[data-path]')].map((row) => {
        const id = `field-${row.dataset['path']?.replaceAll('.', '-')}`;
        const control = document.getElementById(id);
        const label = document.getElementById(`${id}-label`)?.textContent ?? '';
        return {
          path: row.dataset['path'],
          isLabelled: control?.getAttribute('aria-labelledby') === `${id}-label`,
          label,
        };
      }),
    );
    const byPath = (left: { path?: string | undefined }, right: { path?: string | undefined }) =>
      (left.path ?? '').localeCompare(right.path ?? '');
    expect(shown.sort(byPath)).toEqual(
      expected.map(({ path, title }) => ({ path, isLabelled: true, label: title })).sort(byPath),
    );
  });
}
