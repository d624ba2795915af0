import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

const card = (page: Page, id: string) => page.getByRole('article', { name: new RegExp(`^${id}:`) });
const toast = (page: Page) => page.getByRole('status', { name: 'Notice' });

test('should list what it finds, the worst first, with the reason and the fields', async ({
  studio,
  page,
}) => {
  await studio.open('findings');
  await expect(page.getByRole('heading', { name: '1 warning' })).toBeVisible();
  await expect(card(page, 'PS401')).toContainText('does not read ClickHouse');
  await expect(card(page, 'PS214')).toContainText('While the only gateway moves');
  const navigation = page.getByRole('navigation', { name: 'Sections' });
  await expect(navigation.getByRole('button', { name: /^Findings 7/ })).toBeVisible();
  await expect(navigation.getByRole('button', { name: /^Observer 1/ })).toBeVisible();
  await card(page, 'PS214').getByRole('button', { name: 'Gateway › Replicas' }).click();
  await expect(studio.control('gateway.replicas')).toBeFocused();
});

test('should fix with one click, and take it back', async ({ studio, page }) => {
  await studio.open('findings', '&object=Deployment/otlp-gateway');
  await studio.expectManifest(/^ {2}replicas: 1$/m);
  await card(page, 'PS214').getByRole('button', { name: 'Run two' }).click();
  await expect(card(page, 'PS214')).toHaveCount(0);
  await studio.expectManifest(/^ {2}replicas: 2$/m);
  await expect(studio.status).toContainText('1 value changed');
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await expect(card(page, 'PS214')).toBeVisible();
  await studio.expectManifest(/^ {2}replicas: 1$/m);
  await expect(studio.status).toContainText('all values at their defaults');
});

test('should find faults in values that do not render, and mend them', async ({ studio, page }) => {
  await studio.open('gateway');
  await (await studio.find('gateway.tls.enabled')).click({ force: true });
  await expect(studio.banner).toBeVisible();
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Findings' }).click();
  await expect(page.getByRole('heading', { name: '1 error' })).toBeVisible();
  await card(page, 'PS507').getByRole('button', { name: 'Turn TLS off' }).click();
  await expect(page.getByRole('heading', { name: '1 error' })).toHaveCount(0);
  await expect(studio.banner).toBeHidden();
});

test('should filter by word, id, field and severity, and say when nothing matches', async ({
  studio,
  page,
}) => {
  await studio.open('findings');
  const filter = page.getByRole('textbox', { name: 'Filter findings' });
  await filter.fill('ps110');
  await expect(page.getByRole('article')).toHaveCount(1);
  await filter.fill('hyperdx public url');
  await expect(card(page, 'PS309')).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(1);
  await filter.fill('zebra');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByRole('article')).toHaveCount(7);
  await page.getByText('Warnings 1', { exact: true }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
});

test('should mark the field, and show and fix the finding there', async ({ studio, page }) => {
  await studio.open('clickstack');
  await (await studio.find('clickstack.replicas.standard')).fill('2');
  const row = studio.row('clickstack.replicas.standard');
  await row.getByRole('button', { name: /^Two ClickHouse servers/ }).click();
  await expect(card(page, 'PS603')).toContainText('stops all writing');
  await page.getByRole('button', { name: 'Run three' }).click();
  await expect(studio.control('clickstack.replicas.standard')).toHaveValue('3');
  await expect(row.getByRole('button', { name: /^Two ClickHouse servers/ })).toHaveCount(0);
});

test('should find and fix with the keyboard alone', async ({ studio, page }) => {
  await studio.open('global');
  // The only warning comes first, then the advice in the order of the list.
  await page.keyboard.press('F8');
  await expect(toast(page)).toContainText('1 of 7 · PS401');
  await expect(studio.control('observer.image.repository')).toBeFocused();
  await page.keyboard.press('F8');
  await page.keyboard.press('F8');
  await expect(toast(page)).toContainText('3 of 7 · PS214');
  await expect(studio.control('gateway.replicas')).toBeFocused();
  await page.keyboard.press('Control+.');
  await expect(studio.control('gateway.replicas')).toHaveValue('2');
  await expect(toast(page)).toContainText('Done: run two.');
  // What was fixed is gone: the next one took its place, and the one before it is behind.
  await page.keyboard.press('F8');
  await expect(toast(page)).toContainText('3 of 6 · PS306');
  await page.keyboard.press('Shift+F8');
  await expect(toast(page)).toContainText('2 of 6 · PS110');
  await expect(studio.control('clickstack.storage.storageClass')).toBeFocused();
});

test('should point at the lines of a finding in the manifests', async ({ studio, page }) => {
  await studio.open('gateway');
  const config = await studio.find('gateway.config');
  await config.fill('processors:\n  memory_limiter:\n    limit_mib: 1500\n');
  await config.blur();
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Findings' }).click();
  await card(page, 'PS204').getByRole('button', { name: 'ConfigMap/otlp-gateway' }).click();
  await expect(studio.object('ConfigMap otlp-gateway')).toHaveAttribute('aria-selected', 'true');
  await expect(
    page.locator('.monaco-editor .margin-view-overlays [class*="mark"][class*="warning"]'),
  ).toHaveCount(1);
});

test('should say so when nothing is left to find', async ({ studio, page }) => {
  await studio.open('findings');
  await page.getByText('Minimal', { exact: true }).click();
  await expect(page.getByRole('article')).toHaveCount(2);
  await (await studio.find('observer.image.repository')).fill('registry.example.com/observer-clickstack');
  await (await studio.find('clickstack.replicas.minimal')).fill('3');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Findings' }).click();
  await expect(page.getByText('Nothing to fix and nothing to advise.')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`should have nothing serious for axe: findings, ${theme}`, async ({ studio, page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await studio.open('findings');
    await expect(page.getByRole('article')).toHaveCount(7);
    await page.keyboard.press('F8');
    await page
      .getByRole('navigation', { name: 'Sections' })
      .getByRole('button', { name: 'Findings' })
      .click();
    await expect(page.getByRole('article')).toHaveCount(7);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  });
}
