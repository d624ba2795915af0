import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';

test('should download a bundle and say what is inside', async ({ studio, page }) => {
  await studio.open('global');
  await page.getByRole('button', { name: 'Download bundle' }).click();
  const dialog = page.getByRole('dialog', { name: 'Download bundle' });
  await expect(dialog.getByRole('checkbox', { name: 'Include secrets' })).not.toBeChecked();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.tgz$/);
  const bytes = await readFile(await download.path());
  expect([...bytes.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
  await expect(dialog.getByRole('status')).toContainText('SHA-256');
  await dialog.getByText(/\d+ files inside/).click();
  await expect(dialog.getByText('SHA256SUMS')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('should download nothing while a field has an error', async ({ studio, page }) => {
  await studio.open('gateway');
  await studio.control('gateway.replicas').fill('many');
  await page.getByRole('button', { name: 'Download bundle' }).click();
  const dialog = page.getByRole('dialog', { name: 'Download bundle' });
  await expect(dialog.getByText('One field has an error')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Download', exact: true })).toBeDisabled();
});
