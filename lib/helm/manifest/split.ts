import { trimSpace, trimSpaceEnd, trimSpaceStart } from '../space';
import type { HelmProfile } from '../value';

/** A document of a rendered file: its text as Helm keeps it, and where that starts in the file's text. */
export interface ManifestDocument {
  text: string;
  start: number;
}

/**
 * Returns the YAML documents of a rendered file. Helm up to 4.1 trims every document on both sides;
 * from 4.2 on the white space at the end of a file's last document stays.
 */
export function splitManifest(text: string, profile: HelmProfile): ManifestDocument[] {
  const keepsEnd = profile === '4.2';
  const from = text.length - trimSpaceStart(text).length;
  const body = keepsEnd ? text.slice(from) : trimSpace(text);
  const documents: ManifestDocument[] = [];
  let start = 0;
  for (;;) {
    const found = findSeparator(body, start);
    const end = found ? found.start : body.length;
    addDocument(documents, { raw: body.slice(start, end), start: from + start }, keepsEnd);
    if (!found) return documents;
    start = found.end;
  }
}

/**
 * The next separator: `---` at the start of the text or of a line, with all the white space before and
 * behind it. Whatever follows the dashes begins the next document, as Helm's `(?:^|\s*\n)---\s*` has it.
 */
function findSeparator(text: string, from: number): { start: number; end: number } | undefined {
  for (let at = text.indexOf('---', from); at >= 0; at = text.indexOf('---', at + 1)) {
    if (at !== 0 && (at === from || text.charCodeAt(at - 1) !== 0x0a)) continue;
    let start = at;
    while (start > from && isSpace(text.charCodeAt(start - 1))) start -= 1;
    let end = at + 3;
    while (isSpace(text.charCodeAt(end))) end += 1;
    return { start, end };
  }
  return undefined;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d || code === 0x0c;
}

function addDocument(
  documents: ManifestDocument[],
  part: { raw: string; start: number },
  keepsEnd: boolean,
): void {
  if (keepsEnd ? trimSpaceStart(part.raw) === '' : part.raw === '') return;
  const text = trimSpaceStart(part.raw);
  const start = part.start + part.raw.length - text.length;
  documents.push({ text: keepsEnd ? text : trimSpaceEnd(text), start });
}
