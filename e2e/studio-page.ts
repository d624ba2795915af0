import { expect, type Locator, type Page } from '@playwright/test';

/** The studio as a user handles it. */
export class StudioPage {
  readonly page: Page;
  readonly tree: Locator;
  readonly search: Locator;
  readonly banner: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole('tree', { name: 'Objects' });
    this.search = page.getByRole('combobox', { name: 'Find a field' });
    this.banner = page.getByRole('status').filter({ hasText: 'Last good preview' });
    this.status = page.getByRole('contentinfo', { name: 'Status' });
  }

  /** Opens a section and waits until its preview is painted. */
  async open(section: string, query = ''): Promise<void> {
    await this.page.goto(`/?section=${section}${query}`);
    await this.ready();
  }

  async ready(): Promise<void> {
    await expect(this.page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 20_000 });
    await expect(this.status).toContainText(/\d+ objects/);
  }

  /** The control of a values path. */
  control(path: string): Locator {
    return this.page.locator(`[id="field-${path.replaceAll('.', '-')}"]`);
  }

  /** The row of a values path: label, description, control, message. */
  row(path: string): Locator {
    return this.page.locator(`[data-path="${path}"]`);
  }

  /** Goes to a field the way a user does who knows its path. */
  async find(path: string): Promise<Locator> {
    await this.search.fill(path);
    await this.page.getByRole('option').first().waitFor();
    await this.search.press('Enter');
    const control = this.control(path);
    await expect(control).toBeVisible();
    await this.search.fill('');
    return control;
  }

  object(name: string): Locator {
    // States follow the name, so it is no exact match; of names that begin alike the shorter one stands first.
    return this.tree.getByRole('treeitem', { name, exact: false }).first();
  }

  /** The whole text that the editor holds, as its copy button gives it. */
  async manifest(): Promise<string> {
    await this.page.getByRole('button', { name: /^(Copy object|Copy all shown|Copied)$/ }).click();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  async expectManifest(pattern: string | RegExp): Promise<void> {
    await expect(async () => {
      expect(await this.manifest()).toMatch(pattern);
    }).toPass({ timeout: 10_000, intervals: [100, 250, 500] });
  }
}
