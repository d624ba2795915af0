/**
 * helm: Helm in TypeScript. Loads charts, merges values, executes templates and prints what
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
export { compareKinds, ManifestError, type CrdFile, type HookEvent, type HookInfo, type RenderedDocument } from './manifest';
export type { Provenance } from './provenance';
export {
  renderChart,
  type Rendered,
  type RenderFailure,
  type RenderFailureCode,
  type RenderOptions,
  type RenderResult,
} from './render';
export * from './release';
export { bytesOfText, textOfBytes } from './text';
export type { CertificateRequest, CertificateSource, Entropy, HelmProfile, Value } from './value';
export { fromPlain, toPlain, ValuesError, type UserValues, type ValuesErrorCode } from './values';
export { readYaml, TextError, writeYaml } from './yaml';
export { decodeBase64 } from './yaml/base64';
