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
  const bundled = await build({
    entryPoints: [join(root, 'lib', 'helm', 'index.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  const engine = gzipSync(bundled.outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
  return [
    {
      what: `first-load JavaScript, ${sources.size} files`,
      value: kilobytes(firstLoad),
      budget: '260 KiB',
      kept: firstLoad <= 260 * 1024,
    },
    { what: 'engine with its libraries', value: kilobytes(engine) },
  ];
}
