import { StudioError } from '../base';
import {
  capabilitiesObject,
  readKubeVersion,
  type CapabilityOptions,
  type KubeVersion,
} from './capabilities';
import type { Chart } from './chart';
import { isCompatibleRange } from './chart/version-range';
import {
  EngineMemory,
  executeTemplates,
  type EngineFailure,
  type Limits,
  type LookupResolver,
} from './engine';
import { seededEntropy } from './entropy';
import { templateFunctions } from './functions';
import {
  assembleManifest,
  sortManifests,
  type CrdFile,
  type HeadCache,
  type RenderedDocument,
  type SortOptions,
} from './manifest';
import { collectTemplates, releaseObject, valuesType } from './render-data';
import { RenderTrace } from './render-trace';
import { subchartSwitches } from './subchart-switches';
import { textOfBytes } from './text';
import { GoMap, type Entropy } from './value';
import {
  coalesceValues,
  fromPlain,
  fullPath,
  makeNode,
  mergeMaps,
  mergeUserValues,
  missingDependencies,
  processDependencies,
  type ChartNode,
  type UserValues,
} from './values';
import { validateSchemas } from './values/schema';

/** What a render depends on besides the chart. Each option means what the flag of `helm template` means. */
export interface RenderOptions extends CapabilityOptions {
  /** Default: `release-name`, as `helm template` without a name. */
  releaseName?: string;
  /** Default: `default`. */
  namespace?: string;
  /** The user's values as files and flags. Default: none. */
  values?: UserValues;
  /** The user's values as plain data, below those of `values`. Default: none. */
  overrides?: unknown;
  /** Whether `.Release.IsUpgrade` is set instead of IsInstall. Default: false. */
  isUpgrade?: boolean;
  /** `.Release.Revision`. Default: 1. */
  revision?: number;
  /** Whether the files of crds/ are part of the manifest. Default: false. */
  includeCrds?: boolean;
  /** Whether hooks of the test event are left out. Default: false. */
  skipTests?: boolean;
  /** Whether hooks are left out of the manifest text. Default: false. */
  skipHooks?: boolean;
  /** Whether the values schemas of the charts are ignored. Default: false. */
  skipSchemaValidation?: boolean;
  /** Answers `lookup`. Default: every object is absent. */
  lookup?: LookupResolver;
  /** Random bytes, the clock and certificates. Default: a fixed seed, so that renders repeat. */
  entropy?: Entropy;
  /** Bounds of the execution. Default: the engine's. */
  limits?: Partial<Limits>;
  /** Whether to record where every text comes from. Default: false. */
  trace?: boolean;
}

/** A chart rendered. */
export interface Rendered {
  ok: true;
  /** Exactly what `helm template` writes to its standard output. */
  manifest: string;
  /** The objects in install order. */
  documents: readonly RenderedDocument[];
  /** The hooks in install order; part of the manifest, after the objects. */
  hooks: readonly RenderedDocument[];
  /** The text of the root chart's NOTES.txt; empty when there is none. */
  notes: string;
  /** The files of crds/, which `helm install` applies before everything else. */
  crds: readonly CrdFile[];
  /** Warnings that Helm logs, without its time stamps. */
  warnings: readonly string[];
  /** The rendered text of every template, by name; document offsets refer to it. */
  texts: ReadonlyMap<string, string>;
  /** The values that the root chart's templates saw before they ran. */
  values: GoMap;
  /** The user's values alone, merged: what a release record keeps as its config. */
  userValues: GoMap;
  /** Present when `trace` was asked for: where every line comes from and why others are not there. */
  trace?: RenderTrace;
}

/** What kept a chart from being rendered. */
export interface RenderFailure {
  ok: false;
  code: RenderFailureCode;
  /** Helm's message as `helm template` prints it after `Error: `. */
  message: string;
  position?: { file?: string; line: number; column: number };
  warnings: readonly string[];
}

export type RenderFailureCode =
  'chart' | 'values' | 'schema' | 'release-name' | 'kube-version' | 'template' | 'limit' | 'manifest';

export type RenderResult = Rendered | RenderFailure;

interface ChartCache {
  readonly heads: HeadCache;
  /** What earlier renders left; none once a template turned out to write into its data. */
  memory: EngineMemory | null;
}

const caches = new WeakMap<Chart, ChartCache>();

/**
 * Renders `chart` as `helm template` does with the Helm version that the chart was loaded for, and
 * returns the manifest or Helm's message. Never reads a cluster, a file or a clock: `lookup`, `entropy`
 * and the values' `readFile` are passed in. A chart can be rendered any number of times; what does not
 * depend on the values is remembered with it.
 */
export function renderChart(chart: Chart, options: RenderOptions = {}): RenderResult {
  const warnings: string[] = [...chart.warnings];
  try {
    return render(chart, options, warnings);
  } catch (error) {
    if (error instanceof RenderStop) return { ...error.failure, warnings };
    if (!(error instanceof StudioError)) throw error;
    // A class parameter is lost by instanceof; every code is a text.
    const code: RenderFailureCode = String(error.code).startsWith('chart') ? 'chart' : 'values';
    return {
      ok: false,
      code,
      message: error.message,
      ...(error.pos ? { position: error.pos } : {}),
      warnings,
    };
  }
}

/** Ends a render with a failure; caught by `renderChart` only. */
class RenderStop extends Error {
  readonly failure: Omit<RenderFailure, 'warnings'>;
  constructor(failure: Omit<RenderFailure, 'warnings'>) {
    super(failure.message);
    this.failure = failure;
  }
}

function stop(code: RenderFailureCode, message: string): never {
  throw new RenderStop({ ok: false, code, message });
}

/** `helm template` adds this to failures that come after it has a release to show. */
const debugHint = '\n\nUse --debug flag to render out invalid YAML';

function render(chart: Chart, options: RenderOptions, warnings: string[]): Rendered {
  const { profile } = chart;
  const warn = (message: string): void => void warnings.push(message);
  const kube = readKubeVersion(options.kubeVersion, profile);
  const userValues = userValuesOf(options, chart);
  const root = makeNode(chart);
  checkInstallable(root, warn);
  const name = options.releaseName ?? 'release-name';
  checkReleaseName(name, chart);
  processDependencies(root, userValues, { profile, warn });
  const values = coalesceValues(root, userValues, { profile, warn });
  if (!(options.skipSchemaValidation ?? false)) checkSchemas(root, values, chart);
  checkKubeVersion(chart, kube);
  const rootValues = new GoMap(values.entries, valuesType(profile));
  const release = releaseObject(name, options);
  const capabilities = capabilitiesObject(kube, options, profile);
  const collected = collectTemplates(root, rootValues, { release, capabilities, profile });
  const cache = cacheOf(chart);
  const memory = canRemember(options) ? cache.memory : null;
  const templates = memory ? memory.begin(collected) : collected;
  const result = executeTemplates({
    templates,
    ...(memory ? { memory } : {}),
    functions: templateFunctions(profile),
    profile,
    entropy: options.entropy ?? seededEntropy(1),
    values: rootValues,
    ...(options.trace ? { trace: true, switches: subchartSwitches(root) } : {}),
    ...(options.lookup ? { lookup: options.lookup } : {}),
    ...(options.limits ? { limits: options.limits } : {}),
  });
  if (memory?.isSpoiled) cache.memory = null;
  if (!result.ok) throw templateFailure(result);
  warnings.push(...result.warnings);
  const notes = result.texts.get(`${root.name}/templates/NOTES.txt`) ?? '';
  const texts = new Map([...result.texts].filter(([path]) => !path.endsWith('NOTES.txt')));
  const sorted = sortTexts(texts, { profile, heads: cache.heads, warn });
  const hooks = options.skipTests
    ? sorted.hooks.filter(({ hook }) => !hook?.events.includes('test'))
    : sorted.hooks;
  const crds = crdFiles(root);
  const printed = options.includeCrds ? crds : [];
  const manifest = assembleManifest({
    crds: printed,
    objects: sorted.objects,
    hooks: options.skipHooks ? [] : hooks,
  });
  return {
    ok: true,
    manifest,
    documents: sorted.objects,
    hooks,
    notes,
    crds,
    warnings,
    texts,
    values,
    userValues,
    ...(result.provenance
      ? { trace: new RenderTrace(result.provenance, [...sorted.objects, ...hooks]) }
      : {}),
  };
}

function userValuesOf(options: RenderOptions, chart: Chart): GoMap {
  const given = options.values ? mergeUserValues(options.values, chart.profile) : new GoMap();
  if (options.overrides === undefined || options.overrides === null) return given;
  const plain = fromPlain(options.overrides);
  if (!(plain instanceof GoMap)) return stop('values', 'values must be a map');
  return given.entries.size === 0 ? plain : mergeMaps(plain, given);
}

function checkInstallable(root: ChartNode, warn: (message: string) => void): void {
  const { metadata, profile } = root.chart;
  if (metadata.type !== '' && metadata.type !== 'application') {
    stop('chart', `${metadata.type} charts are not installable`);
  }
  if (metadata.deprecated)
    warn(profile === '3.17' ? 'WARNING: This chart is deprecated' : 'this chart is deprecated');
  const missing = missingDependencies(root);
  if (missing.length === 0) return;
  const found = `found in Chart.yaml, but missing in charts/ directory: ${missing.join(', ')}`;
  const hint =
    profile === '4.2'
      ? "an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to fetch missing dependencies"
      : `${profile === '3.17' ? 'An' : 'an'} error occurred while checking for chart dependencies. You may need to run \`helm dependency build\` to fetch missing dependencies`;
  stop('chart', `${hint}: ${found}`);
}

const releaseName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function checkReleaseName(name: string, chart: Chart): void {
  if (name.length <= 53 && releaseName.test(name)) return;
  const reason =
    name === ''
      ? 'no name provided'
      : 'invalid release name, must match regex ^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length must not be longer than 53';
  const prefix = chart.profile === '3.17' ? '' : 'release name check failed: ';
  stop('release-name', `${prefix}release name ${JSON.stringify(name)}: ${reason}`);
}

function checkSchemas(root: ChartNode, values: GoMap, chart: Chart): void {
  const faults = validateSchemas(root, values, chart.profile);
  if (faults === '') return;
  stop(
    'schema',
    `values don't meet the specifications of the schema(s) in the following chart(s):\n${faults}`,
  );
}

function checkKubeVersion(chart: Chart, kube: KubeVersion): void {
  const wanted = chart.metadata.kubeVersion;
  if (wanted === '' || isCompatibleRange(wanted, kube.constraint, chart.profile)) return;
  stop(
    'kube-version',
    `chart requires kubeVersion: ${wanted} which is incompatible with Kubernetes ${kube.version}${debugHint}`,
  );
}

function templateFailure(failure: EngineFailure): RenderStop {
  const code = failure.code === 'LIMIT_REACHED' ? 'limit' : 'template';
  const message = failure.message + debugHint;
  return new RenderStop({
    ok: false,
    code,
    message,
    ...(failure.position ? { position: failure.position } : {}),
  });
}

function cacheOf(chart: Chart): ChartCache {
  let cache = caches.get(chart);
  if (!cache) {
    cache = { heads: new Map(), memory: new EngineMemory() };
    caches.set(chart, cache);
  }
  return cache;
}

/** Whether two renders with such options differ by what templates read, and by nothing else. */
function canRemember({ lookup, entropy, limits }: RenderOptions): boolean {
  return !lookup && !entropy && !limits;
}

function sortTexts(
  texts: ReadonlyMap<string, string>,
  options: SortOptions,
): { objects: RenderedDocument[]; hooks: RenderedDocument[] } {
  try {
    return sortManifests(texts, options);
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const message = error.message + debugHint;
    throw new RenderStop({
      ok: false,
      code: 'manifest',
      message,
      ...(error.pos ? { position: error.pos } : {}),
    });
  }
}

function crdFiles(node: ChartNode): CrdFile[] {
  const own = node.chart.files
    .filter(({ path }) => path.startsWith('crds/') && /\.(ya?ml|json)$/i.test(path))
    .map(({ path, data }) => ({ source: `${fullPath(node)}/${path}`, text: textOfBytes(data) }));
  return [...own, ...node.subcharts.flatMap(crdFiles)];
}
