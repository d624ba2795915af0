import { fields, sections } from '@/lib/values';
import { expect, test } from './fixtures';

for (const section of sections) {
  test(`should have a labelled control for every field of ${section.title}`, async ({ studio, page }) => {
    await studio.open(section.id);
    // All folds at once, and those inside them, until none is closed. A badge of a finding opens no fold.
    await expect
      .poll(() =>
        page.getByRole('form').evaluate((form) => {
          const closed = form.querySelectorAll<HTMLElement>(
            'button[aria-expanded="false"]:not([aria-haspopup])',
          );
          for (const button of closed) button.click();
          return closed.length;
        }),
      )
      .toBe(0);

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
