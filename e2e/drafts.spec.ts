import type { Page } from '@playwright/test';
import { sensitivePaths } from '@/lib/values';
import { expect, test } from './fixtures';
import { StudioPage } from './studio-page';

const menu = async (page: Page, item: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name: 'Values', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
};
const kept = (page: Page) => expect(page.getByTestId('draft-status')).toHaveText('draft saved');
const notice = (page: Page) => page.getByRole('status', { name: 'Notice' });

test('should bring the last draft back after a reload', async ({ page, studio }) => {
  await studio.open('gateway');
  await studio.control('gateway.replicas').fill('4');
  await kept(page);
  await page.reload();
  await expect(notice(page)).toContainText('Your last draft is back');
  await expect(studio.control('gateway.replicas')).toHaveValue('4');
});

test('should keep the work of two tabs that have the same draft open', async ({ page, studio, context }) => {
  await studio.open('gateway');
  await studio.control('gateway.replicas').fill('4');
  await kept(page);
  const otherPage = await context.newPage();
  const other = new StudioPage(otherPage);
  await other.open('gateway');
  await expect(other.control('gateway.replicas')).toHaveValue('4');
  await other.control('gateway.replicas').fill('5');
  await kept(otherPage);
  await menu(otherPage, 'Drafts');
  const otherDrafts = otherPage.getByRole('list', { name: 'Drafts' });
  await expect(otherDrafts.getByRole('listitem')).toHaveCount(1);
  await otherPage.keyboard.press('Escape');

  await page.bringToFront();
  await studio.control('gateway.replicas').fill('6');
  await expect(notice(page)).toContainText('is kept as Copy of Untitled');
  await otherPage.bringToFront();
  await other.control('gateway.replicas').fill('7');
  await otherPage.waitForTimeout(1500);

  // Each tab gets its own work back, and each finds the other's among the drafts.
  await page.reload();
  await expect(studio.control('gateway.replicas')).toHaveValue('6');
  await otherPage.reload();
  await expect(other.control('gateway.replicas')).toHaveValue('7');
  await menu(otherPage, 'Drafts');
  await expect(otherDrafts.getByRole('listitem')).toHaveCount(2);
  await otherDrafts.getByRole('button', { name: /^Copy of Untitled/ }).press('Enter');
  await expect(other.control('gateway.replicas')).toHaveValue('6');
});

test('should keep what each tab begins when both keep lists of drafts', async ({ page, studio, context }) => {
  await studio.open('gateway');
  const otherPage = await context.newPage();
  const other = new StudioPage(otherPage);
  await other.open('gateway');
  await other.control('gateway.replicas').fill('5');
  await kept(otherPage);
  await page.bringToFront();
  await studio.control('gateway.replicas').fill('6');
  await kept(page);
  await menu(page, 'Drafts');
  await expect(page.getByRole('list', { name: 'Drafts' }).getByRole('listitem')).toHaveCount(2);
});

test('should start from a template with the keyboard and keep the work among the drafts', async ({
  page,
  studio,
}) => {
  await studio.open('gateway');
  await studio.control('gateway.replicas').fill('4');
  await kept(page);
  await page.getByRole('button', { name: 'Values', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Start from a template' }).press('Enter');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Laptop/ })
    .press('Enter');
  await expect(notice(page)).toContainText('Laptop is open.');
  await expect(page.getByRole('radio', { name: 'Minimal' })).toBeChecked();
  await expect(studio.control('gateway.replicas')).toHaveValue('1');

  await menu(page, 'Drafts');
  const drafts = page.getByRole('list', { name: 'Drafts' });
  await expect(drafts.getByRole('button', { name: /^Laptop open now/ })).toBeDisabled();
  await drafts.getByRole('button', { name: /^Untitled/ }).press('Enter');
  await expect(studio.control('gateway.replicas')).toHaveValue('4');
});

test('should name, copy and delete drafts', async ({ page, studio }) => {
  await studio.open('gateway');
  await studio.control('gateway.replicas').fill('4');
  await kept(page);
  await menu(page, 'Drafts');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name of this draft' }).fill('Production');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: /^Production open now/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Save as another' }).click();
  await expect(dialog.getByRole('button', { name: /^Copy of Production open now/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Delete Production' }).click();
  await expect(dialog.getByRole('list', { name: 'Drafts' }).getByRole('listitem')).toHaveCount(1);
});

test('should share a link that its receiver reviews first', async ({ page, studio }) => {
  await studio.open('gateway');
  await studio.control('gateway.replicas').fill('4');
  await kept(page);
  await menu(page, 'Copy a share link');
  await expect(notice(page)).toContainText('Link copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#plane=1\.\w+\.[\w-]+$/);

  await page.evaluate(() => window.localStorage.clear());
  await page.goto('about:blank');
  await page.goto(link);
  const dialog = page.getByRole('dialog', { name: 'Open The shared link' });
  await expect(dialog).toContainText('left secret values out', { timeout: 20_000 });
  expect(page.url()).not.toContain('#');
  await dialog.getByRole('button', { name: 'Replace my values' }).click();
  await expect(studio.control('gateway.replicas')).toHaveValue('4');
});

for (const { what, fragment, message } of [
  { what: 'cut off', fragment: '#plane=1.abc.eJx', message: /cut off/ },
  { what: 'from a newer version', fragment: '#plane=9.abc.eJx', message: /newer Plane Studio/ },
]) {
  test(`should say that a link is ${what} and leave the work alone`, async ({ page, studio }) => {
    await studio.open('gateway');
    await studio.control('gateway.replicas').fill('4');
    await kept(page);
    await page.goto('about:blank');
    await page.goto(`/?section=gateway${fragment}`);
    await expect(notice(page)).toContainText(message, { timeout: 20_000 });
    await expect(notice(page)).toContainText('Your values are as they were');
    await expect(studio.control('gateway.replicas')).toHaveValue('4');
  });
}

test('should keep secrets out of the address, the storage and links', async ({ page, studio, context }) => {
  const secrets = new Map(sensitivePaths().map((path, index) => [path, `MARK${index}secret`]));
  const lines = (path: string, value: string) =>
    path
      .split('.')
      .map(
        (key, depth, keys) => `${'  '.repeat(depth)}${key}:${depth === keys.length - 1 ? ` ${value}` : ''}`,
      );
  await studio.open('clickstack');

  // Typed into the form, like a user: the administrator's password.
  const typed = await studio.find('clickstack.credentials.password');
  await typed.fill('MARKtyped-1');
  await kept(page);
  const stored = () =>
    page.evaluate(() =>
      JSON.stringify([
        window.location.href,
        { ...window.localStorage },
        { ...window.sessionStorage },
        document.cookie,
        window.history.state,
      ]),
    );
  expect(await stored()).not.toContain('MARK');

  // Every sensitive path of the model, by a file, with a comment and a variable that give one away.
  for (const [path, value] of secrets) {
    const isList = path.endsWith('extraConnections');
    const text = [
      '# password: MARKcomment',
      ...lines(path, isList ? `[{name: a, host: 'http://x:1', username: u, password: ${value}}]` : value),
      ...(path.startsWith('observer')
        ? []
        : ['observer:', '  extraEnv: [{name: API_TOKEN, value: MARKvariable}]']),
    ].join('\n');
    await page
      .getByTestId('values-file')
      .setInputFiles({ name: 'v.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
    await page.getByRole('dialog').getByRole('button', { name: 'Replace my values' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect.poll(() => page.evaluate(() => JSON.stringify({ ...window.localStorage }))).toContain(path);
    expect(await stored(), path).not.toContain('MARK');
  }
  await menu(page, 'Copy a share link');
  await expect(notice(page)).toContainText('left out');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).not.toContain('MARK');
  expect(JSON.stringify(await context.cookies())).not.toContain('MARK');

  // The page itself holds secrets only where they are typed: in password controls and in the document.
  await page.getByRole('tab', { name: 'Manifests' }).click();
  await page.reload();
  await expect(notice(page)).toContainText('not kept in the browser');
  expect(await page.content()).not.toContain('MARK');
});
