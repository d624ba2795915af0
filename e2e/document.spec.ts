import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** The text of the editor. Its lines are painted in pieces, so the model behind them is asked. */
const editorText = async (page: Page): Promise<string> => {
  await page.locator('[data-values-editor] .view-lines').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+c');
  await page.keyboard.press('ArrowLeft');
  return page.evaluate(() => navigator.clipboard.readText());
};

/** Puts text where the caret is, as a paste does: typing would indent and close brackets by itself. */
const paste = async (page: Page, text: string): Promise<void> => {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('ControlOrMeta+v');
};

const typeIntoEditor = async (page: Page, text: string): Promise<void> => {
  await page.locator('[data-values-editor] .view-lines').click();
  await page.keyboard.press('ControlOrMeta+a');
  await paste(page, text);
};

const written =
  '# our plane\ngateway:\n    replicas: 2   # two, for the drain\nprometheus: {enabled: true}\n';

test.beforeEach(async ({ page, studio }) => {
  await page.goto('/?section=gateway&tab=values');
  await expect(page.locator('[data-values-editor] .monaco-editor')).toBeVisible({ timeout: 30_000 });
  await expect(studio.status).toContainText(/\d+ objects/);
});

test('should edit the text in place from the form, and the form from the text', async ({ page, studio }) => {
  await typeIntoEditor(page, written);
  await expect(studio.control('gateway.replicas')).toHaveValue('2');

  await studio.control('gateway.replicas').fill('5');
  await expect(async () => {
    expect(await editorText(page)).toBe(written.replace('replicas: 2', 'replicas: 5'));
  }).toPass();

  await page.keyboard.press('ControlOrMeta+Home');
  await paste(page, 'observer: {replicas: 3}\n');
  await expect(studio.status).toContainText('2 values changed');
  await expect(studio.control('gateway.replicas')).toHaveValue('5');
});

test('should undo and redo across form and text to the same bytes', async ({ page, studio }) => {
  await typeIntoEditor(page, written);
  await expect(studio.control('gateway.replicas')).toHaveValue('2');
  await studio.control('gateway.replicas').fill('5');
  await expect(studio.status).toContainText('1 value changed');

  await page.keyboard.press('ControlOrMeta+z');
  await expect(studio.control('gateway.replicas')).toHaveValue('2');
  await expect(studio.control('gateway.replicas')).toBeFocused();
  expect(await editorText(page)).toBe(written);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(studio.control('gateway.replicas')).toHaveValue('1');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(studio.control('gateway.replicas')).toHaveValue('5');
  expect(await editorText(page)).toBe(written.replace('replicas: 2', 'replicas: 5'));
});

test('should keep the form at the last good values while the text cannot be read', async ({
  page,
  studio,
}) => {
  await typeIntoEditor(page, written);
  await expect(studio.control('gateway.replicas')).toHaveValue('2');
  await page.keyboard.press('ControlOrMeta+End');
  await paste(page, 'broken: "');

  const notice = page.getByRole('alert').filter({ hasText: 'values.yaml cannot be read' });
  await expect(notice).toContainText(/Line \d+, column \d+/);
  await expect(page.getByRole('list', { name: 'Problems in values.yaml' })).toContainText(/\d+:\d+/);
  await studio.control('gateway.replicas').fill('7');
  await expect(studio.control('gateway.replicas')).toHaveValue('2');
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(notice).toBeHidden();
  expect(await editorText(page)).toBe(written);
});

test('should name problems at their place and go there', async ({ page }) => {
  await typeIntoEditor(page, 'clickstack:\n  storage:\n    size: 200GB\n  tls: {enabled: true}\n');
  const problems = page.getByRole('list', { name: 'Problems in values.yaml' });
  await expect(problems.getByRole('button')).toHaveCount(2);
  await expect(problems).toContainText('3:11');
  await expect(problems).toContainText('TLS needs a Secret with a certificate');
  await problems.getByRole('button').first().press('Enter');
  await page.keyboard.type('9');
  await expect(async () => expect(await editorText(page)).toContain('size: 9200GB')).toPass();
});

test('should complete keys and explain them', async ({ page }) => {
  await typeIntoEditor(page, 'gateway:\n  ');
  await page.keyboard.press('Control+Space');
  const suggestions = page.locator('.suggest-widget.visible');
  await expect(suggestions).toContainText('autoscaling', { timeout: 20_000 });
  await page.keyboard.press('Escape');
  await paste(page, 'replicas: 2');
  await page
    .locator('.view-line span span', { hasText: /^replicas$/ })
    .first()
    .hover();
  await expect(page.locator('.monaco-hover').first()).toContainText('survive the loss', { timeout: 20_000 });
});

test('should let the keyboard through the editor', async ({ page }) => {
  await page.locator('[data-values-editor] .view-lines').click();
  await page.keyboard.press('Tab');
  await expect(page.locator('[data-values-editor] :focus')).toHaveCount(0);
});

test('should save values.yaml with the keyboard', async ({ page }) => {
  await typeIntoEditor(page, written);
  const saving = page.waitForEvent('download');
  await page.keyboard.press('ControlOrMeta+s');
  const stream = await (await saving).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toBe(written);
});

const file = (name: string, text: string) => ({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) });

test('should report on a file before it replaces the values, undoably', async ({ page, studio }) => {
  await typeIntoEditor(page, written);
  await expect(studio.control('gateway.replicas')).toHaveValue('2');
  await page
    .getByTestId('values-file')
    .setInputFiles(
      file('old.yaml', 'gateway:\n  replicas: 4\n  colour: red\nfluentBit: {}\nopenSearch: {address: x}\n'),
    );
  const dialog = page.getByRole('dialog', { name: 'Open old.yaml' });
  await expect(dialog).toContainText('1 setting understood');
  await expect(dialog.getByRole('region', { name: 'Renamed' })).toContainText('Use observer.openSearch.');
  await expect(dialog.getByRole('region', { name: 'Unknown' })).toContainText('gateway.colour');
  await expect(dialog.getByRole('region', { name: 'No longer part of the plane' })).toContainText(
    'fluentBit',
  );
  await expect(studio.control('gateway.replicas')).toHaveValue('2');
  await dialog.getByRole('button', { name: 'Replace my values' }).press('Enter');
  await expect(studio.control('gateway.replicas')).toHaveValue('4');
  await page.getByRole('status', { name: 'Notice' }).getByRole('button', { name: 'Undo' }).click();
  await expect(studio.control('gateway.replicas')).toHaveValue('2');
});

for (const { what, upload, message } of [
  { what: 'text that is no YAML', upload: file('a.yaml', 'a: b: c'), message: /Line 1, column 4/ },
  { what: '5 MB', upload: file('big.yaml', '# x\n'.repeat(1_310_720)), message: /5\.0 MB/ },
  {
    what: 'an alias bomb',
    upload: file(
      'bomb.yaml',
      `a: &a [x]\n${[...'bcdefghijk'].map((key, index) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcdefghij'[index]}`).join()}]`).join('\n')}`,
    ),
    message: /aliases/,
  },
  {
    what: "another chart's values",
    upload: file('nginx.yaml', 'image: nginx\nservice: {port: 80}\n'),
    message: /another chart/,
  },
  {
    what: 'a broken bundle',
    upload: file('plane.tgz', 'not a bundle'),
    message: /cannot be unpacked|cannot be read|single value|map, not text/,
  },
]) {
  // prettier-ignore
  test(`should refuse ${what} and leave the work alone`, async ({ page, studio }) => {
    await typeIntoEditor(page, written);
    await expect(studio.control('gateway.replicas')).toHaveValue('2');
    await page.getByTestId('values-file').setInputFiles(upload);
    await expect(page.getByText(message).first()).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText(/Your values are as they were/).first()).toBeVisible();
    await page.keyboard.press('Escape');
    expect(await editorText(page)).toBe(written);
  });
}

test('should take a file that is dropped and text that is pasted', async ({ page }) => {
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['observer:\n  replicas: 3\n'], 'dropped.yaml', { type: 'text/yaml' }));
    return data;
  });
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await expect(page.getByText('Drop a values.yaml or a bundle')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(page.getByRole('dialog', { name: 'Open dropped.yaml' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'observer:\n  replicas: 3\n');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await expect(page.getByRole('dialog', { name: 'Open The pasted text' })).toBeVisible();
});

test('should show differences against the defaults and an opened file', async ({ page, studio }) => {
  await studio.control('gateway.replicas').fill('4');
  await page.getByRole('tab', { name: 'Differences' }).click();
  const list = page.getByRole('list', { name: 'What differs' });
  await expect(list.getByRole('button', { name: /Deployment\s*otlp-gateway\s*changed/ })).toBeVisible({
    timeout: 20_000,
  });
  await list.getByRole('button', { name: /Deployment\s*otlp-gateway/ }).press('Enter');
  await expect(page.locator('.monaco-diff-editor')).toContainText('replicas: 4');

  await page.getByRole('button', { name: 'Open a file or bundle' }).click();
  await page.getByTestId('values-file').setInputFiles(file('other.yaml', 'gateway:\n  replicas: 4\n'));
  await expect(page.getByRole('combobox', { name: 'Compared with' })).toHaveValue('file');
  await expect(page.getByText('nothing differs')).toBeVisible();
  await studio.control('gateway.replicas').fill('5');
  await expect(page.getByText('objects: 1 changed')).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`should have no serious accessibility fault in the editor, differences and dialogs (${scheme})`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${what}: ${id} ${nodes[0]?.html}`)).toEqual([]);
    };
    await typeIntoEditor(page, 'gateway:\n  replicas: many\n');
    await expect(page.getByRole('list', { name: 'Problems in values.yaml' })).toBeVisible();
    await check('editor');
    await typeIntoEditor(page, written);
    await page.getByRole('tab', { name: 'Differences' }).click();
    await expect(page.locator('.monaco-diff-editor .view-line').first()).toBeVisible({ timeout: 20_000 });
    await check('differences');
    await page.getByRole('button', { name: 'Values', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Start from a template' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await check('templates');
    await page.keyboard.press('Escape');
    await page
      .getByTestId('values-file')
      .setInputFiles(file('old.yaml', 'gateway: {replicas: 4, colour: red}\n'));
    await expect(page.getByRole('dialog', { name: 'Open old.yaml' })).toBeVisible();
    await check('report');
  });
}
