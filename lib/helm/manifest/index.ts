/**
 * manifest: from rendered texts to the objects that Helm would apply: documents, heads, hooks, install
 * order, and the text that `helm template` prints. It knows nothing of templates.
 */
export { assembleManifest, type CrdFile } from './assemble';
export type { HookEvent, HookInfo } from './hook';
export { compareKinds } from './kind-order';
export {
  ManifestError,
  sortManifests,
  type HeadCache,
  type RenderedDocument,
  type SortOptions,
} from './sort';
