// npm run bench:heap -- --minutes N: edits the plane for N minutes (default 60) the way a person does, one edit
// each 400 ms, and compares the heap of the page and of its workers after a tenth of the time with the heap at
// the end, both after a collection. Exits 1 when either grew by more than a tenth. `--port N` when 3221 is taken.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import config from '../playwright.config';
import { watchHeaps, type Heaps } from './heap-watch';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, port: { type: 'string', default: '3221' } },
});
const { port } = values;
const duration = Number(values.minutes) * 60_000;
const allowedGrowth = 1.1;
/** The heap is read this often; the first reading, after a tenth of the time, is what the last is held against. */
const readings = 10;

const server = spawn(
  process.execPath,
  [join(import.meta.dirname, '..', 'scripts', 'serve.mjs'), '--port', port],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  const address = `http://127.0.0.1:${port}/?section=gateway`;
  await untilServed(address);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  let faults = 0;
  page.on('pageerror', (error) => {
    faults += 1;
    console.error(error);
  });
  const readHeaps = await watchHeaps(page);
  await page.goto(address);
  await page.locator('.view-line', { hasText: 'apiVersion' }).first().waitFor();
  const started = Date.now();
  const heaps: Heaps[] = [];
  let edits = 0;
  while (Date.now() - started < duration) {
    await edit(page, edits);
    edits += 1;
    if (Date.now() - started >= (duration / readings) * (heaps.length + 1)) {
      heaps.push(await readHeaps());
      report(`${edits} edits`, heaps.at(-1));
    }
    await sleep(300);
  }
  const [early, late] = [heaps[0], await readHeaps()];
  report(`${edits} edits in ${values.minutes} minutes`, late);
  const growth = early ? Math.max(late.page / early.page, late.workers / early.workers) : Infinity;
  console.log(
    `grew ${growth.toFixed(2)} x after the first tenth (at most ${allowedGrowth}), ${faults} errors`,
  );
  process.exitCode = growth <= allowedGrowth && faults === 0 ? 0 : 1;
} finally {
  await browser.close();
  server.kill();
}

function report(when: string, heaps: Heaps | undefined): void {
  const megabytes = (bytes = 0): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  console.log(`${when}: page ${megabytes(heaps?.page)}, workers ${megabytes(heaps?.workers)}`);
}

/** Returns once the server answers; throws after half a minute. */
async function untilServed(address: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (
      await fetch(address).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await sleep(200);
  }
  throw new Error(`the studio does not answer at ${address}`);
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
