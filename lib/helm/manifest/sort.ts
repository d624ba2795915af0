import { StudioError } from '../../base';
import { trimSpaceStart } from '../space';
import { warningText } from '../log-line';
import { compareText } from '../text';
import type { HelmProfile } from '../value';
import { TextError } from '../yaml';
import { readManifestHead, type ManifestHead } from './head';
import { readHook, type HookInfo } from './hook';
import { compareKinds } from './kind-order';
import { splitManifest, type ManifestDocument } from './split';

/** One object of a rendered chart. */
export interface RenderedDocument {
  /** The template it comes from: `chart/templates/x.yaml`. */
  source: string;
  /** Its place among the documents of its file, from 0. */
  index: number;
  apiVersion: string;
  kind: string;
  name: string;
  /** As the document says; empty when it leaves that to the release. */
  namespace: string;
  /** The document as Helm prints it below its `# Source:` line. */
  text: string;
  /** Where `text` starts in the rendered text of its template. */
  templateOffset: number;
  /** Where `text` starts in the manifest. */
  startOffset: number;
  isHook: boolean;
  hook?: HookInfo;
}

/** A rendered document that is no YAML object; `message` is Helm's. */
export class ManifestError extends StudioError<'manifest-yaml'> {}

/** Remembers the heads of documents, so that a text that did not change is not read again. */
export type HeadCache = Map<string, ManifestHead>;

/** What sorting knows besides the texts. */
export interface SortOptions {
  profile: HelmProfile;
  heads: HeadCache;
  warn: (message: string) => void;
}

/**
 * Returns the documents of the rendered texts, ordinary objects and hooks each in Helm's install
 * order. Partials and files without text are left out, hooks with unknown events dropped. Throws a
 * `ManifestError` for a document that Helm cannot read.
 */
export function sortManifests(
  texts: ReadonlyMap<string, string>,
  options: SortOptions,
): { objects: RenderedDocument[]; hooks: RenderedDocument[] } {
  const objects: RenderedDocument[] = [];
  const hooks: RenderedDocument[] = [];
  for (const source of [...texts.keys()].sort(compareText)) {
    if (source.slice(source.lastIndexOf('/') + 1).startsWith('_')) continue;
    for (const [index, read] of documentsOf(source, texts.get(source) ?? '', options).entries()) {
      const { document } = read;
      const head = (read.head ??= headOf(document.text, source, options));
      const hook = readHook(head);
      if (hook && 'unknown' in hook) {
        const sentence = `info: skipping unknown hook: ${JSON.stringify(hook.unknown)}`;
        const attributes = { hookTypes: hook.unknown };
        options.warn(
          warningText(options.profile, sentence, { message: 'skipping unknown hooks', attributes }),
        );
        continue;
      }
      const { apiVersion, kind, name, namespace } = head;
      const rendered = {
        source,
        index,
        apiVersion,
        kind,
        name,
        namespace,
        text: document.text,
        templateOffset: document.start,
        startOffset: 0,
      };
      if (hook) hooks.push({ ...rendered, isHook: true, hook });
      else objects.push({ ...rendered, isHook: false });
    }
  }
  const byKind = (a: RenderedDocument, b: RenderedDocument): number =>
    compareKinds(a.kind, b.kind, options.profile);
  return { objects: objects.sort(byKind), hooks: hooks.sort(byKind) };
}

/** A document, with its head once that has been read. */
interface ReadDocument {
  readonly document: ManifestDocument;
  head: ManifestHead | undefined;
}

/** What a file of a chart held in the render before. */
interface KnownFile {
  readonly text: string;
  readonly documents: readonly ReadDocument[];
}

/** The files that were seen with each cache of heads; most are the same from render to render. */
const knownFiles = new WeakMap<HeadCache, Map<string, KnownFile>>();

function documentsOf(source: string, text: string, options: SortOptions): readonly ReadDocument[] {
  let files = knownFiles.get(options.heads);
  if (!files) {
    files = new Map();
    knownFiles.set(options.heads, files);
  }
  const known = files.get(source);
  if (known?.text === text) return known.documents;
  const split = trimSpaceStart(text) === '' ? [] : splitManifest(text, options.profile);
  const documents = split.map((document) => ({ document, head: undefined }));
  files.set(source, { text, documents });
  return documents;
}

const cacheLimit = 2000;

function headOf(text: string, source: string, options: SortOptions): ManifestHead {
  const { heads, profile } = options;
  const known = heads.get(text);
  if (known) return known;
  try {
    const head = readManifestHead(text, profile);
    if (heads.size >= cacheLimit) heads.clear();
    heads.set(text, head);
    return head;
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const pos = error.pos ? { pos: { ...error.pos, file: source } } : {};
    throw new ManifestError('manifest-yaml', `YAML parse error on ${source}: ${error.message}`, {
      subject: source,
      ...pos,
    });
  }
}
