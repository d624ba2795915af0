import { Gunzip, gzipSync } from 'fflate';
import { decodeUtf8, encodeUtf8 } from '../../base';
import { decodeBase64, encodeBase64 } from '../yaml/base64';
import { RecordError } from './errors';
import type { Release } from './release';

/** What the API server accepts as the data of one Secret, in bytes. */
export const recordLimit = 1024 * 1024;
/** A record that unpacks to more is no record. */
const unpackedLimit = 128 * 1024 * 1024;

/**
 * Returns the payload of a record: base64 of gzip of the JSON document, as Helm writes it; the Secret's
 * own base64 comes on top. Throws a `RecordError` (`record-size`) naming what is large when the API
 * server would refuse it.
 */
export function encodeRelease(release: Release): string {
  const packed = gzipSync(encodeUtf8(JSON.stringify(release)), { level: 9, mtime: 0 });
  const payload = encodeBase64(packed);
  if (payload.length > recordLimit) failTooLarge(release, payload.length);
  return payload;
}

/** Returns the release in a payload, gzipped or not. Throws a `RecordError` for anything else. */
export function decodeRelease(payload: string): Release {
  let document: unknown;
  try {
    const bytes = decodeBase64(payload) ?? new Uint8Array();
    const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    document = JSON.parse(decodeUtf8(isZipped ? unzip(bytes) : bytes));
  } catch (error) {
    if (error instanceof RecordError) throw error;
    throw new RecordError('record-broken', 'the release record is damaged: it does not unpack to JSON');
  }
  return checkRelease(document);
}

function unzip(bytes: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Gunzip((chunk) => {
    size += chunk.length;
    if (size > unpackedLimit)
      throw new RecordError('record-broken', 'the release record unpacks to too much');
    chunks.push(chunk);
  });
  const piece = 64 * 1024;
  for (let at = 0; at < bytes.length; at += piece)
    stream.push(bytes.subarray(at, at + piece), at + piece >= bytes.length);
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function checkRelease(document: unknown): Release {
  // What is relied on is checked below; the rest of the document is carried along unseen.
  const release = document as Partial<Release> | null;
  const isWhole =
    typeof release === 'object' &&
    release !== null &&
    typeof release.name === 'string' &&
    typeof release.version === 'number' &&
    typeof release.info?.status === 'string' &&
    typeof release.chart?.metadata?.name === 'string';
  if (!isWhole)
    throw new RecordError('record-broken', 'the release record lacks name, revision, status or chart');
  return {
    ...release,
    namespace: release.namespace ?? '',
    manifest: release.manifest ?? '',
    config: release.config ?? {},
    hooks: release.hooks ?? [],
    // The four that were checked; a Partial does not remember that.
  } as Release;
}

function failTooLarge(release: Release, size: number): never {
  const sizes = [
    ['the manifest', release.manifest.length],
    ['files of the chart', (release.chart.files ?? []).reduce((sum, file) => sum + file.data.length, 0)],
    ['templates', release.chart.templates.reduce((sum, file) => sum + file.data.length, 0)],
    ['values', JSON.stringify(release.config).length],
  ] as const;
  const [largest] = [...sizes].sort((a, b) => b[1] - a[1]);
  const kib = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;
  throw new RecordError(
    'record-size',
    `the release record takes ${kib(size)}, and a Secret holds ${kib(recordLimit)}; the largest part is ${largest?.[0]} with ${kib(largest?.[1] ?? 0)} unpacked`,
    { suggestion: 'Move large files out of the chart, or split it.' },
  );
}
