// npm run bench:heap -- --minutes N: edits the plane for N minutes (default 60) the way a person does, one edit
// each 400 ms, and compares the heap of the page after a tenth of the time with the heap at the end, both
// after a collection. Exits 1 when it grew by more than a tenth.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import config from '../playwright.config';

const port = '3221';
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' } } });
const duration = Number(values.minutes) * 60_000;
const allowedGrowth = 1.1;

const server = spawn(
  process.execPath,
  [join(import.meta.dirname, '..', 'scripts', 'serve.mjs'), '--port', port],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  await sleep(3000);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`http://127.0.0.1:${port}/?section=gateway`);
  await page.locator('.view-line', { hasText: 'apiVersion' }).first().waitFor();
  const session = await page.context().newCDPSession(page);
  const started = Date.now();
  let edits = 0;
  let early = 0;
  while (Date.now() - started < duration) {
    await edit(page, edits);
    edits += 1;
    if (early === 0 && Date.now() - started > duration / 10) early = await heapOf(session);
    await sleep(300);
  }
  const late = await heapOf(session);
  const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  console.log(
    `${edits} edits in ${values.minutes} minutes: heap ${megabytes(early)} after a tenth, ${megabytes(late)} at the end, ` +
      `${(late / early).toFixed(2)} x (at most ${allowedGrowth})`,
  );
  process.exitCode = late / early <= allowedGrowth ? 0 : 1;
} finally {
  await browser.close();
  server.kill();
}

/** One edit: numbers, switches, undo and redo, another section, another tab, in turn. */
async function edit(page: Page, count: number): Promise<void> {
  const tabs = ['Manifests', 'Picture', 'values.yaml', 'Notes'];
  switch (count % 8) {
    case 0:
    case 4:
      await page.locator('[id="field-gateway-replicas"]').fill(String(1 + (count % 7)));
      return;
    case 1:
      await page
        .getByText(count % 16 === 1 ? 'Minimal' : 'Standard', { exact: true })
        .first()
        .click();
      return;
    case 2:
      await page.keyboard.press('Control+z');
      return;
    case 3:
      await page.keyboard.press('Control+Shift+z');
      return;
    case 5:
      await page.getByRole('tab', { name: tabs[Math.floor(count / 8) % tabs.length] ?? 'Manifests' }).click();
      return;
    case 6:
      await page
        .getByRole('navigation')
        .getByRole('button', { name: /^ClickStack/ })
        .click();
      return;
    default:
      await page
        .getByRole('navigation')
        .getByRole('button', { name: /^Gateway/ })
        .click();
  }
}

/** Returns the bytes that the page's scripts hold after everything unreachable was collected. */
async function heapOf(session: CDPSession): Promise<number> {
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}
