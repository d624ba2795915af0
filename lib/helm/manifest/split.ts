import type { HelmProfile } from '../value';

/** A document of a rendered file: its text as Helm keeps it, and where that starts in the file's text. */
export interface ManifestDocument {
  text: string;
  start: number;
}

const separator = /(?:^|\s*\n)---\s*/g;

/**
 * Returns the YAML documents of a rendered file. Helm up to 4.1 trims every document on both sides;
 * from 4.2 on the white space at the end of a file's last document stays.
 */
export function splitManifest(text: string, profile: HelmProfile): ManifestDocument[] {
  const keepsEnd = profile === '4.2';
  const from = text.length - text.trimStart().length;
  const body = keepsEnd ? text.slice(from) : text.trim();
  const documents: ManifestDocument[] = [];
  let start = 0;
  separator.lastIndex = 0;
  for (let match = separator.exec(body); ; match = separator.exec(body)) {
    const end = match ? match.index : body.length;
    addDocument(documents, { raw: body.slice(start, end), start: from + start }, keepsEnd);
    if (!match) return documents;
    start = match.index + match[0].length;
  }
}

function addDocument(
  documents: ManifestDocument[],
  part: { raw: string; start: number },
  keepsEnd: boolean,
): void {
  if (keepsEnd ? part.raw.trim() === '' : part.raw === '') return;
  const text = part.raw.trimStart();
  const start = part.start + part.raw.length - text.length;
  documents.push({ text: keepsEnd ? text : text.trimEnd(), start });
}
