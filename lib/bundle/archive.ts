import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { gzipSync } from 'fflate';
import { packTar } from 'modern-tar';
import { compareCodePoints } from './order';

/** A file of a bundle: `path` is relative to the bundle's folder, with `/` as separator. */
export interface BundleFile {
  path: string;
  data: Uint8Array;
  /** Whether the file is a program to run. Default: false. */
  executable?: boolean;
  /** The SHA-256 digest of `data`, where it is known already. */
  digest?: string;
}

/**
 * Returns a `.tgz` of `files` below `folder`. The same files give the same bytes, in the browser and
 * in Node: entries are sorted, times are zero, owners are root, and the gzip header names no system.
 */
export async function packArchive(files: readonly BundleFile[], folder: string): Promise<Uint8Array> {
  const entries = [...files]
    .sort((a, b) => compareCodePoints(a.path, b.path))
    .map(({ path, data, executable }) => ({
      header: {
        name: `${folder}/${path}`,
        size: data.length,
        type: 'file' as const,
        mode: executable ? 0o755 : 0o644,
        mtime: new Date(0),
        uid: 0,
        gid: 0,
        uname: 'root',
        gname: 'root',
      },
      body: data,
    }));
  return gzipSync(await packTar(entries), { level: 9, mtime: 0 });
}

/** Returns the SHA-256 digest of `data` as lower-case hex. */
export function sha256Hex(data: Uint8Array): string {
  return bytesToHex(sha256(data));
}

/** Returns the file with its digest, so that it is not computed again; `data` must not change any more. */
export function withDigest(file: BundleFile): BundleFile {
  return { ...file, digest: sha256Hex(file.data) };
}

/** Returns the text of a SHA256SUMS file, in the form that `sha256sum --check` reads. */
export function printChecksums(files: readonly BundleFile[]): string {
  return [...files]
    .sort((a, b) => compareCodePoints(a.path, b.path))
    .map(({ path, data, digest }) => `${digest ?? sha256Hex(data)}  ${path}\n`)
    .join('');
}
