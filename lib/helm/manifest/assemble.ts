import { trimSpaceEnd } from '../space';
import type { RenderedDocument } from './sort';

/** A file of crds/, which is printed as it is. */
export interface CrdFile {
  source: string;
  text: string;
}

/** What of a rendered chart is printed. */
export interface ManifestParts {
  crds: readonly CrdFile[];
  objects: readonly RenderedDocument[];
  hooks: readonly RenderedDocument[];
}

/**
 * Returns what `helm template` prints: objects in install order, then hooks, each below a line with
 * its source. Sets the `startOffset` of every document.
 */
export function assembleManifest(parts: ManifestParts): string {
  let text = '';
  for (const crd of parts.crds) text += `---\n# Source: ${crd.source}\n${crd.text}\n`;
  for (const document of parts.objects) text = append(text, document);
  // Helm trims the release's manifest on both sides and ends it with one line break. There are dashes at
  // its start; at its end there is more to trim than the last text's own only if that is all white space.
  const last = parts.objects.at(-1)?.text ?? parts.crds.at(-1)?.text ?? '';
  const end = last.length - trimSpaceEnd(last).length;
  text = end === last.length ? `${trimSpaceEnd(text)}\n` : `${text.slice(0, text.length - end - 1)}\n`;
  for (const document of parts.hooks) text = append(text, document);
  return text;
}

function append(text: string, document: RenderedDocument): string {
  const head = `---\n# Source: ${document.source}\n`;
  document.startOffset = text.length + head.length;
  return `${text}${head}${document.text}\n`;
}
