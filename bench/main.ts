// The benchmarks: `npm run bench`. Absolute figures belong to the machine; ratios within one run are
// what to compare. Exits 1 when a budget is missed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { benchBundle } from './bundle';
import { benchLarge } from './large';
import { benchPage } from './page';
import { benchRender } from './render';
import { benchSize } from './size';
import { printTable, type Row } from './statistics';

const port = '3220';
const baseUrl = `http://127.0.0.1:${port}`;
const server = spawn(process.execPath, [join(import.meta.dirname, '..', 'scripts', 'serve.mjs')], {
  env: { ...process.env, PORT: port },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const rows: Row[] = [];
try {
  rows.push(...benchRender(), ...benchLarge(), ...(await benchBundle()));
  await waitForServer();
  rows.push(...(await benchPage(baseUrl)), ...(await benchSize(baseUrl)));
} finally {
  server.kill();
}
console.log(printTable(rows));
process.exitCode = rows.some((row) => row.kept === false) ? 1 : 0;

async function waitForServer(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const isUp = await fetch(baseUrl).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return;
    await sleep(100);
  }
  throw new Error(`nothing answers at ${baseUrl}`);
}
