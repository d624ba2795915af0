/**
 * helm/core: Helm in TypeScript without its extras (see `extras`). Loads charts, merges values, executes templates and prints what
 * `helm template` prints, byte for byte, for Helm 3.17, 4.1 and 4.2. It knows Helm and Go's templates;
 * it knows nothing of any particular chart, imports nothing of this project but positions and UTF-8,
 * and runs the same in a browser and in Node.
 */
export {
  ChartError,
  loadChartArchive,
  loadChartDirectory,
  type Chart,
  type ChartErrorCode,
  type ChartFile,
  type ChartMetadata,
  type LoadOptions,
} from './chart';
export type { CapabilityOptions } from './capabilities';
export type { Limits, LookupQuery, LookupResolver } from './engine';
export { seededEntropy } from './entropy';
export { ManifestError, type HookEvent, type HookInfo, type RenderedDocument } from './manifest';
export {
  parsePath,
  printPath,
  type FrameUse,
  type LineUse,
  type Origin,
  type PathStep,
  type PathUse,
  type Provenance,
  type Relation,
  type Skipped,
  type TemplatePlace,
} from './provenance';
export {
  renderChart,
  type Rendered,
  type RenderFailure,
  type RenderFailureCode,
  type RenderOptions,
  type RenderResult,
} from './render';
export { type Absence, type DocumentLine, type DocumentLineUse, type RenderTrace } from './render-trace';
export { bytesOfText, textOfBytes } from './text';
export type { CertificateRequest, CertificateSource, Entropy, HelmProfile, Value } from './value';
export { fromPlain, toPlain, ValuesError, type UserValues, type ValuesErrorCode } from './values';
export { readYaml, TextError, writeYaml } from './yaml';
export { decodeBase64 } from './yaml/base64';
