import { chromium, type Page } from '@playwright/test';
import config from '../playwright.config';
import { figuresOf, milliseconds, type Row } from './statistics';

declare global {
  interface Window {
    /** Milliseconds from each key press to the frame that paints the changed preview. */
    keystrokes?: number[];
  }
}

/** The time from a key press in a field to the painted preview, in a real Chromium. */
export async function benchPage(baseUrl: string): Promise<Row[]> {
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${baseUrl}/?section=clickstack`);
    await page.locator('.view-line', { hasText: 'apiVersion' }).first().waitFor();
    const field = page.getByRole('textbox', { name: 'Administrator', exact: false }).first();
    await field.waitFor();
    await watchPreview(page);
    await field.click();
    for (let press = 0; press < 60; press++) {
      await page.keyboard.press('x');
      await page.waitForTimeout(120);
    }
    const samples = await page.evaluate(() => window.keystrokes ?? []);
    if (samples.length < 30) throw new Error(`only ${samples.length} of 60 key presses changed the preview`);
    const figures = figuresOf(samples.slice(5));
    return [
      { what: 'key press to painted preview, p50', value: milliseconds(figures.p50) },
      {
        what: 'key press to painted preview, p95',
        value: milliseconds(figures.p95),
        ratio: `${(figures.p95 / figures.p50).toFixed(1)} x of p50`,
        budget: '50 ms',
        kept: figures.p95 < 50,
      },
    ];
  } finally {
    await browser.close();
  }
}

/** Starts the clock when a key arrives and stops it in the frame after the editor's lines changed. */
async function watchPreview(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.keystrokes = [];
    let pressed: number | undefined;
    window.addEventListener('keydown', () => (pressed = performance.now()), { capture: true });
    const lines = document.querySelector('.view-lines');
    if (!lines) throw new Error('the preview has no lines');
    new MutationObserver(() => {
      if (pressed === undefined) return;
      const started = pressed;
      pressed = undefined;
      requestAnimationFrame(() => {
        // The frame callback runs before the paint; a message task runs right after it.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.keystrokes?.push(performance.now() - started);
        channel.port2.postMessage(null);
      });
    }).observe(lines, { childList: true, subtree: true, characterData: true });
  });
}
