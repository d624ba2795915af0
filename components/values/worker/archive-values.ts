import { Gunzip } from 'fflate';
import { unpackTar } from 'modern-tar';
import { decodeUtf8 } from '@/lib/base';

/** The values of a bundle, or why there are none. */
export type ArchiveValues = { ok: true; text: string } | { ok: false; message: string };

// Far more than a bundle of this plane holds, far less than what would fill a page's memory.
const largest = 32 * 1024 * 1024;

/** Returns the `values.yaml` that a bundle (`.tgz`) holds at its root. Never rejects. */
export async function valuesOfArchive(bytes: Uint8Array): Promise<ArchiveValues> {
  const broken = { ok: false, message: 'this is not a bundle: it cannot be unpacked as .tgz' } as const;
  const tar = gunzip(bytes);
  if (!tar) return broken;
  const isValues = (name: string) => /^(?:\.\/)?(?:[^/]+\/)?values\.yaml$/.test(name);
  try {
    const entries = await unpackTar(tar, { filter: ({ name }) => isValues(name) });
    const data = entries[0]?.data;
    return data
      ? { ok: true, text: decodeUtf8(data) }
      : { ok: false, message: 'this archive holds no values.yaml, so it is not a bundle of the studio' };
  } catch {
    return broken;
  }
}

function gunzip(bytes: Uint8Array): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let size = 0;
  let isWhole = false;
  try {
    const stream = new Gunzip((part, isLast) => {
      size += part.length;
      if (size > largest) throw new Error('too large');
      parts.push(part.slice());
      isWhole = isLast;
    });
    for (let at = 0; at < bytes.length; at += 65_536)
      stream.push(bytes.subarray(at, at + 65_536), at + 65_536 >= bytes.length);
  } catch {
    return undefined;
  }
  if (!isWhole) return undefined;
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
