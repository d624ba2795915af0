import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';

const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Why this line' });
const lineWith = (page: Page, text: string): Locator =>
  page.locator('.view-line').filter({ hasText: text }).first();

test('should light up the lines of a field and go there', async ({ studio, page }) => {
  await studio.open('clickstack');
  await studio.control('clickstack.storage.size').focus();
  await expect(lineWith(page, 'storage: 200Gi')).toBeVisible();
  await expect(page.locator('[class*="valueLine"]')).toHaveCount(1);
  await expect(studio.object('StatefulSet clickstack').first()).toHaveAttribute(
    'aria-label',
    /1 lines of the field/,
  );
  await expect(studio.control('clickstack.storage.size')).toBeFocused();
  // What one types keeps the line lit and the focus where it is.
  await studio.control('clickstack.storage.size').fill('640');
  await expect(lineWith(page, 'storage: 640Gi')).toBeVisible();
  await expect(page.locator('[class*="valueLine"]')).toHaveCount(1);
  await expect(studio.control('clickstack.storage.size')).toBeFocused();
});

test('should count lines in every object that a field decides about', async ({ studio, page }) => {
  await studio.open('hyperdx', '&object=all');
  await studio.control('hyperdx.enabled').focus();
  await expect(page.locator('[class*="decidedLine"]').first()).toBeAttached();
  await expect(studio.object('Deployment hyperdx')).toHaveAttribute('aria-label', /\d+ lines of the field/);
  await expect(studio.object('Deployment observer')).toHaveAttribute('aria-label', 'Deployment observer');
});

test('should stay at an object that was chosen', async ({ studio, page }) => {
  await studio.open('clickstack', '&object=Service/otlp-gateway');
  await studio.control('clickstack.storage.size').focus();
  await expect(studio.object('StatefulSet clickstack').first()).toHaveAttribute(
    'aria-label',
    /lines of the field/,
  );
  await expect(studio.object('Service otlp-gateway')).toHaveAttribute('aria-selected', 'true');
  await expect(lineWith(page, 'kind: Service')).toBeVisible();
});

test('should say which values and which template made a line', async ({ studio, page }) => {
  await studio.open('gateway');
  await lineWith(page, 'replicas: 1').click();
  await expect(panel(page)).toContainText('Gateway › Replicas');
  await expect(panel(page)).toContainText('templates/gateway-deployment.yaml');
  await expect(panel(page)).toContainText('{{$values.replicas | int64}}');
  await panel(page).getByRole('button', { name: 'Gateway › Replicas' }).click();
  await expect(studio.control('gateway.replicas')).toBeFocused();
  await panel(page).getByRole('button', { name: 'Close the explanation' }).click();
  await expect(panel(page)).toHaveCount(0);
});

test('should show the way through includes, and what decides on literal text', async ({ studio, page }) => {
  await studio.open('clickstack', '&object=StatefulSet/clickstack');
  await lineWith(page, 'replicas: 3').click();
  await expect(panel(page)).toContainText(
    'include clickstack.replicas from templates/clickstack-statefulset.yaml',
  );
  await lineWith(page, 'apiVersion: apps/v1').click();
  await expect(panel(page)).toContainText('The chart writes this line itself');
  await expect(panel(page)).toContainText('ClickStack › Run ClickHouse');
});

test('should explain with the keyboard alone, line by line', async ({ studio, page }) => {
  await studio.open('gateway', '&object=Deployment/otlp-gateway');
  await page.getByRole('textbox', { name: 'Rendered manifests' }).focus();
  await page.keyboard.press('Control+Home');
  for (let step = 0; step < 14; step += 1) await page.keyboard.press('ArrowDown');
  await expect(page.getByText('from gateway.replicas')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('line 15');
  await page.keyboard.press('ArrowDown');
  await expect(panel(page)).toContainText('line 16');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
});

test('should tell in the line below what made the line at the pointer', async ({ studio, page }) => {
  await studio.open('gateway', '&object=Service/otlp-gateway');
  await lineWith(page, 'port: 4317').hover();
  await expect(page.getByText('from gateway.service.otlpGrpcPort')).toBeVisible();
});

test('should never show the value of a secret', async ({ studio, page }) => {
  await studio.open('clickstack');
  await (await studio.find('clickstack.credentials.password')).fill('marked-secret-1234');
  await studio.object('Secret clickstack-credentials').click();
  await lineWith(page, ' password:').click();
  await expect(panel(page)).toContainText('set, not shown');
  expect(await panel(page).textContent()).not.toContain('marked-secret');
});

test('should say why an object is not there', async ({ studio, page }) => {
  await studio.open('global');
  await studio.object('Not rendered').click();
  const absent = page.getByRole('region', { name: 'Not rendered' });
  const policy = absent.getByRole('listitem').filter({ hasText: 'network-policies.yaml' }).first();
  await expect(policy).toContainText('{{if .Values.networkPolicy.enabled}}');
  await policy.getByRole('button', { name: /^Network policy ›/ }).click();
  await expect(studio.control('networkPolicy.enabled')).toBeFocused();
  await studio.control('networkPolicy.enabled').check({ force: true });
  await expect(absent.getByText('{{if .Values.networkPolicy.enabled}}')).toHaveCount(0);
});

test('should trace only when it is asked', async ({ studio, page }) => {
  const asked: string[] = [];
  page.on('worker', (worker) => asked.push(worker.url()));
  await studio.open('gateway');
  const before = asked.length;
  await page.waitForTimeout(500);
  expect(asked.length).toBe(before);
  await lineWith(page, 'replicas: 1').click();
  await expect(panel(page)).toContainText('Gateway › Replicas');
  expect(asked.length).toBe(before + 1);
});

for (const theme of ['light', 'dark'] as const) {
  test(`should pass axe with lines lit and explained: ${theme}`, async ({ studio, page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await studio.open('gateway');
    await studio.control('gateway.replicas').focus();
    await lineWith(page, 'replicas: 1').click();
    await expect(panel(page)).toContainText('Gateway › Replicas');
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  });
}
