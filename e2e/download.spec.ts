import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  bundledObjects,
  hasTools,
  helmObjects,
  kustomizedObjects,
  unpackBundle,
} from '../lib/bundle/testing/unpacked-bundle';
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

test('should download the same bundle twice, whole and usable by the real tools', async ({
  studio,
  page,
}) => {
  test.skip(!hasTools, 'no real helm and kubectl for this platform');
  await studio.open('clickstack');
  await studio.control('clickstack.storage.size').fill('321');
  const folder = mkdtempSync(join(tmpdir(), 'plane-studio-download-'));
  try {
    const [first, second] = [await downloadBundle(page), await downloadBundle(page)];
    expect(Buffer.compare(first, second)).toBe(0);
    const bundle = unpackBundle(first, join(folder, 'bundle'));
    const check = spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], {
      cwd: bundle,
      encoding: 'utf8',
    });
    expect(check.stdout + check.stderr).toBe('');
    const bundled = bundledObjects(bundle);
    expect(bundled.join()).toContain('321Gi');
    const release = { name: 'observability-plane', namespace: 'openchoreo-observability-plane' };
    for (const objects of helmObjects(bundle, release, '4.2')) expect(objects).toEqual(bundled);
    expect(kustomizedObjects(bundle)).toHaveLength(bundled.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function downloadBundle(page: Page): Promise<Buffer> {
  await page.getByRole('button', { name: 'Download bundle' }).click();
  const dialog = page.getByRole('dialog', { name: 'Download bundle' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: /^Download( again)?$/ }).click(),
  ]);
  const bytes = await readFile(await download.path());
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  return bytes;
}
