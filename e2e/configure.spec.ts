import { expect, test } from './fixtures';

test('should show a complete, valid plane at first sight', async ({ studio }) => {
  await studio.open('global');
  await expect(studio.status).toContainText('all values at their defaults');
  for (const component of ['ClickStack', 'Gateway', 'HyperDX', 'Observer']) {
    await expect(studio.tree.getByRole('treeitem', { name: component }).first()).toBeVisible();
  }
});

test('should change replicas and bring Keeper in when minimal becomes standard', async ({ studio, page }) => {
  await studio.open('clickstack', '&object=StatefulSet/clickstack');
  await page.getByRole('radiogroup', { name: 'Installation mode' }).getByText('Minimal').click();
  await studio.expectManifest(/^ {2}replicas: 1$/m);
  await studio.object('ConfigMap clickstack-config').click();
  await studio.expectManifest(/^kind: ConfigMap$/m);
  expect(await studio.manifest()).not.toContain('keeper_server');

  await page.getByRole('radiogroup', { name: 'Installation mode' }).getByText('Standard').click();
  await studio.expectManifest('keeper_server');
  await studio.object('StatefulSet clickstack').first().click();
  await studio.expectManifest(/^ {2}replicas: 3$/m);
});

const edits = [
  {
    section: 'global',
    path: 'global.imageRegistry',
    text: 'mirror.example.com',
    object: 'Deployment/hyperdx',
    expected: 'mirror.example.com/',
  },
  {
    section: 'clickstack',
    path: 'clickstack.replicas.standard',
    text: '5',
    object: 'StatefulSet/clickstack',
    expected: /^ {2}replicas: 5$/m,
  },
  {
    section: 'gateway',
    path: 'gateway.service.otlpGrpcPort',
    text: '14317',
    object: 'Service/otlp-gateway',
    expected: 'port: 14317',
  },
  {
    section: 'hyperdx',
    path: 'hyperdx.frontendUrl',
    text: 'https://hyperdx.example.com',
    object: 'Deployment/hyperdx',
    expected: 'https://hyperdx.example.com',
  },
  {
    section: 'observer',
    path: 'observer.replicas',
    text: '2',
    object: 'Deployment/observer',
    expected: /^ {2}replicas: 2$/m,
  },
];

for (const { section, path, text, object, expected } of edits) {
  test(`should change the manifest with ${path}`, async ({ studio }) => {
    await studio.open(section, `&object=${object}`);
    const control = await studio.find(path);
    await control.fill(text);
    await studio.expectManifest(expected);
    await expect(studio.row(path)).toHaveAttribute('data-changed', 'true');
    await expect(studio.status).toContainText('1 value changed');
  });
}

test('should add objects when network policies are switched on', async ({ studio }) => {
  await studio.open('networkPolicy');
  await expect(studio.object('NetworkPolicy')).toHaveCount(0);
  await studio.control('networkPolicy.enabled').check({ force: true });
  await expect(studio.object('NetworkPolicy').first()).toBeVisible();
});

test('should ask cert-manager for a certificate once a part serves TLS', async ({ studio }) => {
  await studio.open('certManager');
  await studio.control('certManager.enabled').check({ force: true });
  await expect(studio.object('Issuer').first()).toBeVisible();
  await (await studio.find('clickstack.tls.enabled')).check({ force: true });
  await expect(studio.object('Certificate clickstack-tls')).toBeVisible();
});

test('should show what monitoring gets under a heading of its own', async ({ studio }) => {
  const monitors = studio.tree.getByRole('treeitem', { name: 'ServiceMonitor' });
  await studio.open('monitoring');
  for (const part of ['serviceMonitors', 'alerts', 'dashboards'])
    await studio.control(`monitoring.${part}.enabled`).check({ force: true });
  await expect(studio.object('PrometheusRule plane-alerts')).toBeVisible();
  await expect(monitors).toHaveCount(2);
  await studio.expectManifest('alert: PlaneIngestionLag');
});

test('should say what is wrong with a quantity and keep the last good preview', async ({ studio, page }) => {
  const path = 'clickstack.storage.size';
  await studio.open('clickstack', '&object=StatefulSet/clickstack');
  const control = await studio.find(path);
  await control.fill('200GB');
  await expect(studio.row(path)).toContainText(
    '200GB is not a Kubernetes quantity. Did you mean 200Gi or 200G?',
  );
  await expect(control).toHaveAttribute('aria-invalid', 'true');
  await expect(studio.banner).toContainText('Size in standard mode');
  expect(await studio.manifest()).toContain('storage: 200Gi');

  await control.fill('250Gi');
  await expect(studio.banner).toBeHidden();
  await studio.expectManifest('storage: 250Gi');

  await page.getByRole('combobox', { name: 'Unit of Size in standard mode' }).selectOption('Ti');
  await studio.expectManifest('storage: 250Ti');
});

test('should report a rule over two fields on the field at fault', async ({ studio }) => {
  await studio.open('clickstack');
  await (await studio.find('clickstack.tls.enabled')).check({ force: true });
  await expect(studio.control('clickstack.tls.secretName')).toHaveAttribute('aria-invalid', 'true');
  await studio.control('clickstack.tls.secretName').fill('clickhouse-tls');
  await expect(studio.control('clickstack.tls.secretName')).not.toHaveAttribute('aria-invalid', 'true');
});

test('should reset one field', async ({ studio }) => {
  const path = 'gateway.replicas';
  await studio.open('gateway');
  await studio.control(path).fill('4');
  await studio
    .row(path)
    .getByRole('button', { name: /^Reset/ })
    .click();
  await expect(studio.control(path)).toHaveValue('1');
  await expect(studio.status).toContainText('all values at their defaults');
});

test('should show only what changed', async ({ studio, page }) => {
  await studio.open('gateway');
  await studio.control('gateway.replicas').fill('4');
  await expect(studio.status).toContainText('1 value changed');
  await page.getByRole('switch', { name: 'Changed only' }).check({ force: true });
  await expect(page.locator('[data-path]')).toHaveCount(1);
  await expect(studio.control('gateway.replicas')).toHaveValue('4');
});

test('should hide a secret, reveal it, generate it, and leave it out of values.yaml', async ({
  studio,
  page,
}) => {
  const path = 'clickstack.credentials.password';
  await studio.open('clickstack');
  // Something beside the secret, so that the text without it still has the place where it stood.
  await (await studio.find('clickstack.credentials.username')).fill('store');
  const control = await studio.find(path);
  await expect(control).toHaveAttribute('type', 'password');
  await studio
    .row(path)
    .getByRole('button', { name: /^Generate/ })
    .click();
  const secret = await control.inputValue();
  expect(secret).toMatch(/^[A-Za-z0-9]{32}$/);
  await studio
    .row(path)
    .getByRole('button', { name: /^Reveal/ })
    .click();
  await expect(control).toHaveAttribute('type', 'text');

  await page.getByRole('tab', { name: 'values.yaml' }).click();
  const copied = async () => {
    await page.getByRole('button', { name: /^(Copy values\.yaml|Copied)/ }).click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await expect(async () => expect(await copied()).toContain('credentials')).toPass();
  expect(await copied()).not.toContain(secret);
  await page.getByRole('switch', { name: 'Show secrets' }).check({ force: true });
  await expect(async () => expect(await copied()).toContain(secret)).toPass();
  expect(page.url()).not.toContain(secret);
});

test('should edit lists and maps in place with the keyboard', async ({ studio, page }) => {
  await studio.open('global', '&object=Deployment/observer');
  await studio.control('global.commonLabels').getByRole('button', { name: 'Add label' }).click();
  await page.keyboard.type('team');
  await page.keyboard.press('Tab');
  await page.keyboard.type('platform');
  await page.keyboard.press('Enter');
  await page.keyboard.type('cost-centre');
  await page.keyboard.press('Tab');
  await page.keyboard.type('obs');
  await studio.expectManifest(/team: platform[\s\S]*/);
  await studio.expectManifest('cost-centre: obs');
  await page.getByRole('button', { name: 'Remove team' }).click();
  await expect(async () => expect(await studio.manifest()).not.toContain('team: platform')).toPass();
});

test('should keep a free-form text that does not parse and say where it breaks', async ({ studio, page }) => {
  await studio.open('gateway', '&object=ConfigMap/otlp-gateway');
  const control = await studio.find('gateway.config');
  await control.fill('service:\n  telemetry:\n    metrics:\n      level: detailed\n');
  await studio.expectManifest('level: detailed');
  await control.fill('service: [1');
  await expect(studio.row('gateway.config').getByRole('alert')).toContainText(/line \d+, column \d+/);
  await expect(control).toHaveValue('service: [1');
  expect(await studio.manifest()).toContain('level: detailed');
  await page.keyboard.press('Escape');
});
