import { expect, test } from './fixtures';

test('should find a field by words of its title and put the focus into it', async ({ studio, page }) => {
  await studio.open('global');
  await page.keyboard.press('/');
  await expect(studio.search).toBeFocused();
  await page.keyboard.type('retention logs');
  await expect(page.getByRole('option').first()).toContainText('Retention');
  await page.keyboard.press('Enter');
  await expect(studio.control('clickstack.retention.logs')).toBeFocused();
  expect(page.url()).toContain('section=clickstack');
});

test('should open the folds around a field that is found', async ({ studio }) => {
  await studio.open('global');
  await expect(studio.control('observer.openSearch.caSecret')).toHaveCount(0);
  await studio.find('observer.openSearch.caSecret');
});

test('should say so when nothing is found', async ({ studio, page }) => {
  await studio.open('global');
  await studio.search.fill('zebra');
  await expect(page.getByText('No field matches “zebra”')).toBeVisible();
  await studio.search.press('Escape');
  await expect(page.getByRole('button', { name: 'Gateway' }).first()).toBeVisible();
});

test('should keep section, tab and object in the address', async ({ studio, page }) => {
  await studio.open('global');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Gateway' }).click();
  await studio.object('Service otlp-gateway').click();
  await page.getByRole('tab', { name: 'values.yaml' }).click();
  await expect(page).toHaveURL(/section=gateway/);
  await expect(page).toHaveURL(/tab=values/);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Gateway', level: 2 })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'values.yaml' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: 'Manifests' }).click();
  await expect(studio.object('Service otlp-gateway')).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Global', level: 2 })).toBeVisible();
});

test('should move through the objects with the arrow keys', async ({ studio, page }) => {
  await studio.open('global');
  await studio.tree.getByRole('treeitem', { name: 'All objects' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(studio.object('StatefulSet clickstack').first()).toHaveAttribute('aria-selected', 'true');
  await studio.expectManifest(/^kind: StatefulSet$/m);
});

test('should filter the objects by kind, name and text', async ({ studio, page }) => {
  await studio.open('global');
  await page.getByRole('textbox', { name: 'Filter objects' }).fill('statefulset/');
  await expect(studio.tree.getByRole('treeitem', { name: /^StatefulSet/ })).toHaveCount(2);
  await expect(studio.tree.getByRole('treeitem', { name: /^Deployment/ })).toHaveCount(0);
});

test('should go from the status line to the field at fault', async ({ studio, page }) => {
  await studio.open('observer');
  await (await studio.find('observer.service.port')).fill('99999');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Global' }).click();
  await page.getByRole('button', { name: '1 error' }).click();
  await expect(studio.control('observer.service.port')).toBeFocused();
});

test('should rename the release in place and refuse what is no name', async ({ studio, page }) => {
  await studio.open('gateway', '&object=Deployment/otlp-gateway');
  const name = page.getByRole('textbox', { name: 'Release name' });
  await name.fill('obs-prod');
  await studio.expectManifest('app.kubernetes.io/instance: obs-prod');
  await name.fill('Obs Prod');
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await name.blur();
  await expect(name).toHaveValue('obs-prod');
});

test('should reach the form from the top of the page with the keyboard alone', async ({ studio, page }) => {
  await studio.open('gateway');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the form' })).toBeFocused();
  await page.keyboard.press('Enter');
  const visited: string[] = [];
  for (let step = 0; step < 6 && !visited.includes('field-gateway-replicas'); step += 1) {
    await page.keyboard.press('Tab');
    visited.push(await page.evaluate(() => document.activeElement?.id ?? ''));
  }
  expect(visited).toContain('field-gateway-replicas');
  await page.keyboard.press('ArrowUp');
  await expect(studio.control('gateway.replicas')).toHaveValue('2');
});
