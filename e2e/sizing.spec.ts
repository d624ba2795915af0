import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures';

const box = 'textbox';

test('should size as stated: figure, formula and source follow the input', async ({ studio, page }) => {
  await page.goto('/?section=sizing');
  const disk = page.getByRole('listitem').filter({ hasText: 'Disk for each ClickHouse server' });
  await page.getByRole(box, { name: 'Amount of logs' }).fill('100');
  await page.getByRole(box, { name: 'Amount of traces' }).fill('0');
  await page.getByRole(box, { name: 'Amount of metrics' }).fill('0');
  await page.getByRole(box, { name: 'Growth' }).fill('0');
  await page.getByRole(box, { name: 'Copies of a log record' }).fill('1');
  await expect(disk).toContainText('420 GB');
  await expect(disk).toContainText(
    '(logs 100 GB/day × 30 d) ÷ 10 compression × 1.4 room for merges = 420 GB',
  );
  await expect(disk.getByRole('link', { name: /estimating resources/ })).toHaveAttribute(
    'href',
    /clickhouse\.com/,
  );
  await expect(
    page.getByRole('img', { name: /Data on one server over 12 months: from 0 to 300 GB/ }),
  ).toBeVisible();
  await page.getByText('As a table').click();
  await expect(page.getByRole('cell', { name: '12 months' })).toBeVisible();
  // 86.4 GB of 1,000 bytes are 1,000 events a second.
  await page.getByRole('combobox', { name: 'Unit of logs' }).selectOption('events/s');
  await page.getByRole(box, { name: 'Amount of logs' }).fill('1000');
  await expect(disk).toContainText('logs 86.4 GB/day');
  expect(await studio.page.title()).not.toBe('');
});

test('should refuse what is no number and keep the last good figures', async ({ page }) => {
  await page.goto('/?section=sizing');
  const servers = page.getByRole(box, { name: 'ClickHouse servers' });
  await servers.fill('12');
  await expect(page.getByRole('alert').filter({ hasText: 'Between 1 and 9.' })).toBeVisible();
  await expect(page.getByText(/× 3 servers, each with all data/)).toBeVisible();
  await servers.blur();
  await expect(servers).toHaveValue('3');
});

test('should cost by the prices of the user', async ({ page }) => {
  await page.goto('/?section=sizing');
  const cost = page.getByRole('region', { name: 'Cost' });
  await expect(cost).toContainText('The prices are examples');
  await cost.getByRole(box, { name: 'vCPU' }).fill('0');
  await cost.getByRole(box, { name: 'GiB of memory' }).fill('0');
  await cost.getByRole(box, { name: 'TB of volume' }).fill('1000');
  await cost.getByRole(box, { name: 'Currency' }).fill('EUR');
  await expect(cost.getByRole('columnheader', { name: 'EUR a month' })).toBeVisible();
  const total = await cost.getByRole('row', { name: /^Together/ }).innerText();
  const disk = await cost.getByRole('row', { name: /^ClickHouse disk/ }).innerText();
  expect(total.split(/\s+/).at(-1)).toBe(disk.split(/\s+/).at(-1));
});

test('should show every change before it applies, and take it back', async ({ studio, page }) => {
  await studio.open('clickstack');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Sizing' }).click();
  await page.getByRole('button', { name: 'Review changes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Review changes' });
  const row = dialog.getByRole('row', { name: /Size in standard mode/ });
  await expect(row).toContainText('clickstack.storage.size');
  await expect(row).toContainText('200Gi');
  await expect(row).toContainText('1100Gi');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('the plane has these values')).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: /^ClickStack/ })
    .click();
  await expect(studio.control('clickstack.storage.size')).toHaveValue('1100');
  await expect(studio.status).toContainText('11 values changed');
  await page.getByRole('status', { name: 'Notice' }).getByRole('button', { name: 'Undo' }).click();
  await expect(studio.control('clickstack.storage.size')).toHaveValue('200');
  await expect(studio.status).toContainText('all values at their defaults');
});

test('should remember the statement in this browser, and let findings look at it', async ({
  studio,
  page,
}) => {
  await page.goto('/?section=sizing');
  await page.getByRole(box, { name: 'Amount of logs' }).fill('750');
  await page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: /^Findings/ })
    .click();
  await expect(page.getByRole('article', { name: /^PS801/ })).toBeVisible();
  await page.reload();
  await studio.ready();
  await expect(page.getByRole('article', { name: /^PS801/ })).toBeVisible();
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Sizing' }).click();
  await expect(page.getByRole(box, { name: 'Amount of logs' })).toHaveValue('750');
  const stored = await page.evaluate(() => JSON.stringify({ ...window.localStorage }));
  expect(stored).toContain('plane-studio.sizing');
  expect(stored).not.toMatch(/password|token|secret/i);
  await page.getByRole('button', { name: 'Example' }).click();
  await expect(page.getByRole(box, { name: 'Amount of logs' })).toHaveValue('50');
});

for (const theme of ['light', 'dark'] as const) {
  test(`should have nothing serious for axe: sizing, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.goto('/?section=sizing');
    await expect(page.getByRole('heading', { name: 'Proposal' })).toBeVisible();
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual(
        [],
      );
    };
    await check();
    await page.getByRole('button', { name: 'Review changes' }).click();
    await expect(page.getByRole('dialog', { name: 'Review changes' })).toBeVisible();
    await check();
  });
}
