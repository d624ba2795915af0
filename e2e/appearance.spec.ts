import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { sections } from '@/lib/values';
import { expect, test } from './fixtures';

const themes = ['light', 'dark'] as const;
const widths = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** A view by the name of its baseline, its address, and what is there once it is painted. */
interface View {
  name: string;
  query: string;
  painted: (page: Page) => Locator;
}

/** A token in another colour than plain text: the highlighter of the language has been loaded and has run. */
const editorToken = '.monaco-editor .view-line span[class*="mtk"]:not(.mtk1)';
const editorLine = (page: Page) => page.locator(editorToken).first();
const views: readonly View[] = [
  ...sections.map(({ id }) => ({ name: id, query: `section=${id}`, painted: editorLine })),
  {
    name: 'picture',
    query: 'section=clickstack&tab=picture',
    painted: (page) => page.locator('.react-flow__node').first(),
  },
  {
    name: 'findings',
    query: 'section=findings',
    painted: (page) => page.getByText('Observer image without ClickStack support').first(),
  },
  {
    name: 'sizing',
    query: 'section=sizing',
    painted: (page) => page.getByText('Disk for each ClickHouse server'),
  },
  {
    name: 'differences',
    query: 'section=gateway&tab=differences',
    painted: (page) =>
      page
        .getByRole('tabpanel', { name: 'Differences' })
        .filter({ hasText: 'nothing differs' })
        .locator(editorToken)
        .first(),
  },
];

for (const theme of themes) {
  for (const { name, query, painted } of views) {
    test(`should look as before and pass axe: ${name}, ${theme}`, async ({ studio, page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.goto(`/?${query}`);
      await expect(painted(page)).toBeVisible({ timeout: 20_000 });
      await expect(studio.status).toContainText(/\d+ objects/);
      await page.evaluate(() => document.fonts.ready);
      await page.mouse.move(0, 0);
      for (const viewport of widths) {
        await page.setViewportSize(viewport);
        await expect(page).toHaveScreenshot(`${name}-${theme}-${viewport.width}.png`, {
          mask: [page.getByTestId('render-time')],
          // The scroll bars of the two editors fade in and out by a timer of their own.
          ...(name === 'differences' ? { maxDiffPixelRatio: 0.006 } : {}),
        });
      }
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual(
        [],
      );
    });
  }
}

test('should switch the theme and remember it', async ({ studio, page }) => {
  await studio.open('global');
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('should remember the widths of the panes', async ({ studio, page }) => {
  await studio.open('global');
  const separator = page.getByRole('separator', { name: 'Width of the form' });
  const before = await separator.boundingBox();
  if (!before) throw new Error('the separator is not on the page');
  await page.mouse.move(before.x, before.y + 300);
  await page.mouse.down();
  await page.mouse.move(before.x - 60, before.y + 300, { steps: 4 });
  await page.mouse.up();
  const dragged = await separator.boundingBox();
  expect(dragged?.x).toBeLessThan(before.x - 40);
  await page.reload();
  await studio.ready();
  const after = await separator.boundingBox();
  expect(Math.abs((after?.x ?? 0) - (dragged?.x ?? 0))).toBeLessThan(3);
});

test('should not move the form when a message appears', async ({ studio }) => {
  await studio.open('clickstack');
  const below = studio.row('clickstack.storage.storageClass');
  await studio.control('clickstack.storage.size').scrollIntoViewIfNeeded();
  const before = await below.boundingBox();
  await studio.control('clickstack.storage.size').fill('200GB');
  await expect(studio.control('clickstack.storage.size')).toHaveAttribute('aria-invalid', 'true');
  const after = await below.boundingBox();
  expect(after?.y).toBe(before?.y);
});
