import { build } from 'esbuild';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import type { Row } from './statistics';

const root = join(import.meta.dirname, '..');
const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB gzipped`;

/** What a browser has to load: the scripts that the page itself names, and the engine. */
export async function benchSize(baseUrl: string): Promise<Row[]> {
  const html = await (await fetch(baseUrl)).text();
  // Browsers that know modules, which all supported ones do, never load scripts marked noModule.
  const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)].filter(
    ([tag]) => !/nomodule/i.test(tag),
  );
  const sources = new Set(tags.map((match) => match[1] ?? ''));
  let firstLoad = 0;
  for (const source of sources) {
    const script = await (await fetch(new URL(source, baseUrl))).arrayBuffer();
    firstLoad += gzipSync(Buffer.from(script), { level: 9 }).length;
  }
  const core = await bundledSize('core.ts');
  const complete = await bundledSize('index.ts');
  return [
    {
      what: `first-load JavaScript, ${sources.size} files`,
      value: kilobytes(firstLoad),
      budget: '260 KiB',
      kept: firstLoad <= 260 * 1024,
    },
    {
      what: 'engine, core',
      value: kilobytes(core),
      budget: '100 KiB',
      kept: core <= 100 * 1024,
    },
    { what: 'engine with extras', value: kilobytes(complete) },
  ];
}

/** The size of a door of the engine with its libraries, bundled and gzipped. */
async function bundledSize(door: string): Promise<number> {
  const bundled = await build({
    entryPoints: [join(root, 'lib', 'helm', door)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  return gzipSync(bundled.outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}
