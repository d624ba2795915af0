import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';

const palette = (page: Page): Locator => page.getByRole('combobox', { name: 'Command palette' });
const options = (page: Page): Locator => page.getByRole('listbox', { name: 'Commands' }).getByRole('option');
const chosen = (page: Page): Locator => options(page).and(page.locator('[aria-selected="true"]'));

/** Returns what types words into the palette of the page and takes the first command found. */
const runIn = (page: Page) => async (words: string) => {
  await page.keyboard.press('Control+k');
  await palette(page).fill(words);
  await page.keyboard.press('Enter');
  await expect(palette(page)).toHaveCount(0);
};

test('should jump to a field by its path, with the keyboard alone', async ({ studio, page }) => {
  await studio.open('global');
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeFocused();
  await page.keyboard.type('hyperdx.signing.ttl');
  await expect(chosen(page)).toContainText('HyperDX');
  await page.keyboard.press('Enter');
  await expect(studio.control('hyperdx.signing.ttl')).toBeFocused();
  await expect(palette(page)).toHaveCount(0);
});

test('should jump to an object and to a section', async ({ studio, page }) => {
  await studio.open('global');
  await page.getByRole('button', { name: 'Command palette' }).click();
  await palette(page).fill('statefulset mongodb');
  await page.keyboard.press('Enter');
  await expect(studio.object('StatefulSet hyperdx-mongodb')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+k');
  await palette(page).fill('network policy');
  await page
    .getByRole('option', { name: /^Network policy/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Network policy', level: 2 })).toBeVisible();
});

test('should do what the page can do', async ({ studio, page }) => {
  await studio.open('global');
  const run = runIn(page);
  await run('minimal mode');
  await expect(page.getByRole('radio', { name: 'Minimal' }).first()).toBeChecked();
  await run('dark theme');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await run('show notes');
  await expect(page.getByRole('tab', { name: 'Notes' })).toHaveAttribute('aria-selected', 'true');
  await run('copy values');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('installationMode: minimal');
  await run('not rendered');
  await expect(page.getByRole('region', { name: 'Not rendered' })).toBeVisible();
  await run('download');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('should jump to a finding, and fix it', async ({ studio, page }) => {
  await studio.open('findings');
  await expect(page.getByRole('article')).toHaveCount(7);
  const run = runIn(page);
  await run('PS214');
  await expect(studio.control('gateway.replicas')).toBeFocused();
  await run('fix PS214');
  await expect(studio.control('gateway.replicas')).toHaveValue('2');
});

test('should do what the menu of the values does, and go to every place', async ({ studio, page }) => {
  await studio.open('gateway');
  const run = runIn(page);
  const chooser = page.waitForEvent('filechooser');
  await run('open a file');
  expect((await chooser).isMultiple()).toBe(false);
  await run('start from a template');
  await expect(page.getByRole('dialog')).toContainText('Laptop');
  await page.keyboard.press('Escape');
  await run('drafts');
  await expect(page.getByRole('dialog', { name: 'Drafts in this browser' })).toBeVisible();
  await page.keyboard.press('Escape');
  const saved = page.waitForEvent('download');
  await run('save values');
  expect((await saved).suggestedFilename()).toBe('values.yaml');
  await run('share link');
  await expect(page.getByRole('status', { name: 'Notice' })).toContainText('Link copied.');
  await run('sizing');
  await expect(page.getByRole('heading', { name: 'Sizing', level: 2 })).toBeVisible();
  await run('show differences');
  await expect(page.getByRole('tab', { name: 'Differences' })).toHaveAttribute('aria-selected', 'true');
  await run('show summary');
  await expect(page.getByRole('tab', { name: 'Summary' })).toHaveAttribute('aria-selected', 'true');
});

test('should open above the editor and over a field that has the focus', async ({ studio, page }) => {
  await studio.open('gateway');
  await page.getByRole('textbox', { name: 'Rendered manifests' }).focus();
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(palette(page)).toHaveCount(0);
  await studio.control('gateway.replicas').focus();
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(studio.control('gateway.replicas')).toBeFocused();
});

test('should move with the arrow keys and say when nothing matches', async ({ studio, page }) => {
  await studio.open('global');
  await page.keyboard.press('Control+k');
  await expect(chosen(page)).toHaveAttribute('id', 'command-0');
  await page.keyboard.press('ArrowDown');
  await expect(chosen(page)).toHaveAttribute('id', 'command-1');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.type('zebra');
  await expect(page.getByText('Nothing matches “zebra”')).toBeVisible();
});

test('should list the shortcuts', async ({ studio, page }) => {
  await studio.open('global');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Find a field');
  await page.keyboard.press('Escape');
  await studio.search.focus();
  await page.keyboard.type('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(studio.search).toHaveValue('?');
});

test('should dismiss a hint and remember it', async ({ studio, page }) => {
  await studio.open('global');
  const hint = page.getByText('A complete plane already');
  await expect(hint).toBeVisible();
  await hint.locator('..').getByRole('button', { name: 'Dismiss the hint' }).click();
  await expect(hint).toHaveCount(0);
  await page.reload();
  await studio.ready();
  await expect(hint).toHaveCount(0);
  await expect(page.getByText('Ctrl K finds everything')).toBeVisible();
});

test('should sum the plane up, on paper too, without secrets', async ({ studio, page }) => {
  await studio.open('gateway');
  await (await studio.find('gateway.replicas')).fill('4');
  await (await studio.find('clickstack.credentials.password')).fill('marked-secret-1234');
  await page.getByRole('tab', { name: 'Summary' }).click();
  const summary = page.getByRole('region', { name: 'Summary of the plane' });
  await expect(summary.getByRole('row', { name: /gateway\.replicas/ })).toContainText('4');
  await expect(summary.getByRole('row', { name: /Gateway Deployment/ })).toContainText('changed');
  await expect(summary.getByRole('img', { name: /^The parts of the plane/ })).toBeVisible();
  expect(await page.locator('body').textContent()).not.toContain('marked-secret');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeHidden();
  await expect(
    page.locator('.paper-root').getByRole('heading', { name: 'Changed values', includeHidden: true }),
  ).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`should pass axe with the palette open: ${theme}`, async ({ studio, page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await studio.open('global');
    await page.keyboard.press('Control+k');
    await expect(palette(page)).toBeFocused();
    await page.keyboard.type('replicas');
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  });
}
