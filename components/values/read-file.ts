import { askValuesWorker } from './worker/ask';

/** The text of a values file, or why the file is none. */
export type FileText = { ok: true; text: string } | { ok: false; message: string };

const largestText = 4 * 1024 * 1024;
const largestArchive = 16 * 1024 * 1024;

/** Returns the values text that a file or bundle holds. Looks at the size first; never rejects. */
export async function readValuesFile(file: File): Promise<FileText> {
  const isArchive = /\.(tgz|tar\.gz)$/i.test(file.name);
  if (file.size > (isArchive ? largestArchive : largestText)) {
    const megabytes = (file.size / 1024 / 1024).toFixed(1);
    return {
      ok: false,
      message: `${file.name} has ${megabytes} MB; the values of a plane have a few kilobytes`,
    };
  }
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    if (isGzip) return await askValuesWorker('archive', { bytes });
    if (bytes.subarray(0, 4096).includes(0)) return { ok: false, message: `${file.name} is not a text file` };
    return { ok: true, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
  } catch {
    return { ok: false, message: `${file.name} cannot be read` };
  }
}
