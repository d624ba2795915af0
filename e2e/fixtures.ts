import { test as base } from '@playwright/test';
import { StudioPage } from './studio-page';

/** A studio page whose console stays clean: an error or a refused policy fails the test. */
export const test = base.extend<{ studio: StudioPage }>({
  studio: async ({ page, context }, provide) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await provide(new StudioPage(page));
    base.expect(complaints).toEqual([]);
  },
});

export { expect } from '@playwright/test';
