import { Gunzip } from 'fflate';
import { decodeUtf8 } from '../../base';
import { failChart } from './errors';
import type { ChartFile } from './load';
import { withoutMark } from './packed';

/** Helm 4's bounds on an unpacked chart; Helm 3 has none, but a browser needs them. */
const maxChartSize = 100 * 1024 * 1024;
const maxFileSize = 5 * 1024 * 1024;
const blockSize = 512;

/**
 * Returns the files of a packed chart, with the archive's top directory removed from their paths.
 * Throws a `ChartError` with Helm's message for what is no gzipped tar, for paths that leave the
 * chart, and for archives beyond Helm 4's size limits.
 */
export function readChartArchive(bytes: Uint8Array): ChartFile[] {
  if (bytes.length < 10) failChart('chart-archive', bytes.length === 0 ? 'EOF' : 'unexpected EOF');
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) failChart('chart-archive', 'gzip: invalid header');
  const files: ChartFile[] = [];
  for (const entry of readTar(unzip(bytes))) {
    const path = innerPath(entry.path);
    if (entry.data.length > maxFileSize) {
      failChart(
        'chart-archive',
        `decompressed chart file ${JSON.stringify(entry.path)} is larger than the maximum file size ${maxFileSize}`,
      );
    }
    files.push({ path, data: entry.data });
  }
  if (files.length === 0) failChart('chart-archive', 'no files in chart archive');
  return files;
}

function unzip(bytes: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Gunzip((chunk) => {
    size += chunk.length;
    if (size > maxChartSize) {
      failChart('chart-archive', `decompressed chart is larger than the maximum size ${maxChartSize}`);
    }
    chunks.push(chunk);
  });
  try {
    // In pieces, so that an archive that unpacks to far too much is noticed on the way.
    const piece = 64 * 1024;
    for (let at = 0; at < bytes.length; at += piece) {
      stream.push(bytes.subarray(at, at + piece), at + piece >= bytes.length);
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'StudioError') throw error;
    failChart('chart-archive', 'unexpected EOF');
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

interface TarEntry {
  path: string;
  data: Uint8Array;
}

/** The regular files of a tar: ustar prefixes, pax paths and GNU long names are understood. */
function readTar(tar: Uint8Array): TarEntry[] {
  const entries: TarEntry[] = [];
  let longPath: string | undefined;
  for (let at = 0; at + blockSize <= tar.length;) {
    const header = tar.subarray(at, at + blockSize);
    if (header.every((byte) => byte === 0)) break;
    const size = readSize(header);
    const start = at + blockSize;
    if (start + size > tar.length) failChart('chart-archive', 'unexpected EOF');
    const data = tar.subarray(start, start + size);
    at = start + Math.ceil(size / blockSize) * blockSize;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'x' || type === 'L') {
      longPath = type === 'x' ? (paxPath(decodeUtf8(data)) ?? longPath) : cString(data);
      continue;
    }
    const path = longPath ?? headerPath(header);
    longPath = undefined;
    const isFile = type === '0' || type === '\0' || type === '7';
    if (isFile && !path.endsWith('/')) entries.push({ path, data: withoutMark(data) });
  }
  return entries;
}

function readSize(header: Uint8Array): number {
  const field = header.subarray(124, 136);
  if (((field[0] ?? 0) & 0x80) !== 0) {
    let size = (field[0] ?? 0) & 0x7f;
    for (const byte of field.subarray(1)) size = size * 256 + byte;
    return size;
  }
  const text = cString(field).trim();
  const size = text === '' ? 0 : Number.parseInt(text, 8);
  if (!Number.isFinite(size) || size < 0) failChart('chart-archive', 'archive/tar: invalid tar header');
  return size;
}

function headerPath(header: Uint8Array): string {
  const name = cString(header.subarray(0, 100));
  const isUstar = cString(header.subarray(257, 263)).startsWith('ustar');
  const prefix = isUstar ? cString(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function cString(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeUtf8(end < 0 ? bytes : bytes.subarray(0, end));
}

/** pax records are `LENGTH KEY=VALUE\n`. */
function paxPath(records: string): string | undefined {
  return /^\d+ path=(.*)$/m.exec(records)?.[1];
}

function innerPath(name: string): string {
  const delimiter = name.includes('\\') ? '\\' : '/';
  const parts = name.split(delimiter);
  const inner = parts.slice(1).join('/');
  if (inner.startsWith('/')) failChart('chart-archive', 'chart illegally contains absolute paths');
  const path = cleanPath(inner);
  if (path === '.') {
    failChart(
      'chart-archive',
      `chart illegally contains content outside the base directory: ${JSON.stringify(name)}`,
    );
  }
  if (path.startsWith('..')) failChart('chart-archive', 'chart illegally references parent directory');
  if (/^[a-zA-Z]:\//.test(path)) failChart('chart-archive', 'chart contains illegally named files');
  if (parts[0] === 'Chart.yaml') failChart('chart-archive', 'chart yaml not in base directory');
  return path;
}

/** Go's path.Clean. */
function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else kept.push(part);
  }
  return kept.length === 0 ? '.' : kept.join('/');
}
