import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';

const picture = (page: Page): Locator => page.getByRole('region', { name: 'Picture of the plane' });
const part = (page: Page, id: string): Locator => page.locator(`[data-node="${id}"]`);

async function openPicture(page: Page, query = ''): Promise<void> {
  await page.goto(`/?section=global&tab=picture${query}`);
  await expect(part(page, 'Deployment/otlp-gateway')).toBeVisible({ timeout: 20_000 });
}

test('should draw the plane with its ports and resources', async ({ studio, page }) => {
  await openPicture(page);
  await expect(studio.status).toContainText(/\d+ objects/);
  await expect(part(page, 'StatefulSet/clickstack#2')).toContainText('clickstack-2');
  await expect(part(page, 'Deployment/otlp-gateway')).toContainText('OpenTelemetry Collector');
  await expect(part(page, 'Deployment/otlp-gateway')).toContainText('CPU 200m–1, 256–512Mi');
  await expect(picture(page).getByText('OTLP/gRPC 4317')).toBeVisible();
  await expect(picture(page).getByText('MongoDB 27017')).toBeVisible();
  await expect(picture(page).getByText(/Keeper 9181/)).toBeVisible();
});

test('should follow the values without moving what stays', async ({ studio, page }) => {
  await openPicture(page, '&section=clickstack');
  const gateway = part(page, 'Deployment/otlp-gateway');
  const before = await gateway.boundingBox();
  await (await studio.find('clickstack.storage.size')).fill('750');
  await expect(part(page, 'StatefulSet/clickstack#0')).toContainText('Disk 750Gi');
  expect(await gateway.boundingBox()).toEqual(before);
  await page.locator('header').getByText('Minimal').click();
  await expect(part(page, 'StatefulSet/clickstack')).toBeVisible();
  await expect(part(page, 'StatefulSet/clickstack#0')).toHaveCount(0);
  await expect(picture(page).getByText(/Keeper/)).toHaveCount(0);
});

test('should show OpenSearch once dual read is on', async ({ studio, page }) => {
  await openPicture(page);
  await expect(picture(page).getByText('search.example.com')).toHaveCount(0);
  await (await studio.find('observer.openSearch.address')).fill('https://search.example.com:9200');
  await (await studio.find('observer.openSearch.existingSecret')).fill('search');
  await (await studio.find('observer.telemetry.dualRead')).check({ force: true });
  await expect(picture(page).getByText('search.example.com')).toBeVisible();
  await expect(picture(page).getByText('HTTP 9200 TLS')).toBeVisible();
});

test('should show Secrets and volumes on demand', async ({ studio: _studio, page }) => {
  await openPicture(page);
  await expect(part(page, 'Secret/clickstack-credentials')).toHaveCount(0);
  await page.getByRole('switch', { name: 'Secrets' }).check({ force: true });
  await expect(part(page, 'Secret/clickstack-credentials')).toBeAttached();
  await page.getByRole('switch', { name: 'Volumes' }).check({ force: true });
  await expect(part(page, 'StatefulSet/clickstack/data')).toContainText('Disk 200Gi');
  await page.getByRole('switch', { name: 'Secrets' }).uncheck({ force: true });
  await expect(part(page, 'Secret/clickstack-credentials')).toHaveCount(0);
});

test('should lead from a part to its fields and manifests', async ({ studio, page }) => {
  await openPicture(page);
  await part(page, 'Deployment/otlp-gateway').click();
  const details = page.getByRole('complementary', { name: 'Details of otlp-gateway' });
  await expect(details).toContainText('from hyperdx: OTLP/HTTP 4318');
  await details.getByRole('button', { name: 'Gateway › Replicas' }).click();
  await expect(studio.control('gateway.replicas')).toBeFocused();
  await details.getByRole('button', { name: 'Service/otlp-gateway', exact: true }).click();
  await expect(page.getByRole('tab', { name: 'Manifests' })).toHaveAttribute('aria-selected', 'true');
  await studio.expectManifest(/^kind: Service$/m);
});

test('should be walked and opened with the keyboard alone', async ({ studio: _studio, page }) => {
  await openPicture(page);
  await page.getByRole('tab', { name: 'Picture' }).focus();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-node') ?? '');
  for (let step = 0; step < 12 && (await focused()) === ''; step += 1) await page.keyboard.press('Tab');
  expect(await focused()).toBe('callers:users');
  await page.keyboard.press('ArrowDown');
  const below = await focused();
  expect(['Deployment/hyperdx', 'Deployment/observer']).toContain(below);
  await page.keyboard.press('ArrowUp');
  expect(await focused()).toBe('callers:users');
  await page.keyboard.press('ArrowRight');
  expect(await focused()).not.toBe('callers:users');
  await page.keyboard.press('Enter');
  const details = page.getByRole('complementary', { name: /^Details of/ });
  await expect(details.getByRole('heading', { level: 3 })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(details).toHaveCount(0);
  expect(await focused()).not.toBe('');
});

test('should say the same as a list', async ({ studio: _studio, page }) => {
  await openPicture(page);
  await page.getByRole('switch', { name: 'As a list' }).check({ force: true });
  const list = page.getByRole('list', { name: 'Parts of the plane' });
  const gateway = list.getByRole('listitem').filter({ hasText: /^otlp-gateway/ });
  await expect(gateway).toContainText('to clickstack (native 9000)');
  await expect(gateway).toContainText('Applications (OTLP/gRPC 4317, OTLP/HTTP 4318)');
});

test('should save a picture that stands alone', async ({ studio: _studio, page }) => {
  await openPicture(page);
  await page.getByRole('button', { name: 'Save as SVG' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'For both themes' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('observability-plane.svg');
  const svg = await readFile(await file.path(), 'utf8');
  expect(svg).toContain('prefers-color-scheme:dark');
  const alone = await page.context().newPage();
  await alone.setContent(svg);
  await expect(alone.getByText('otlp-gateway')).toBeVisible();
  await alone.close();
});

for (const theme of ['light', 'dark'] as const) {
  test(`should pass axe and be legible at 1280: ${theme}`, async ({ studio: _studio, page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await openPicture(page);
    const line = part(page, 'Deployment/otlp-gateway').getByText('OpenTelemetry Collector');
    const height = (await line.boundingBox())?.height ?? 0;
    // Lines of 16 pixels at full scale; below three quarters of that one cannot read them.
    expect(height).toBeGreaterThanOrEqual(12);
    await part(page, 'Deployment/otlp-gateway').click();
    await expect(page.getByRole('button', { name: 'Gateway › Replicas' })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  });
}
