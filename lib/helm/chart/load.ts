import { StudioError } from '../../base';
import { compareText, textOfBytes } from '../text';
import { GoMap, type HelmProfile } from '../value';
import { readYamlMap } from '../yaml';
import { readPackedChart, withoutMark } from './packed';
import { ChartError, failChart } from './errors';
import { applyIgnoreRules, parseIgnoreRules } from './ignore';
import { readMetadata, readRequirements, validateMetadata, type ChartMetadata } from './metadata';
import { readValuesDocuments } from './values-documents';

/** A file of a chart: its path below the chart, with slashes, and its bytes. */
export interface ChartFile {
  path: string;
  data: Uint8Array;
}

/** A loaded chart with its subcharts. Nothing in it may be changed: renders share it. */
export interface Chart {
  /** The Helm version whose rules it was loaded by and will be rendered by. */
  readonly profile: HelmProfile;
  readonly metadata: ChartMetadata;
  /** Files below templates/, in loading order; texts are Go strings. */
  readonly templates: readonly { path: string; text: string }[];
  /** Every other file: what `.Files` shows, and crds/. */
  readonly files: readonly ChartFile[];
  readonly values: GoMap;
  /** The text of values.schema.json, where there is one. */
  readonly schema: string | undefined;
  readonly dependencies: readonly Chart[];
  /** Warnings that Helm logs while loading. */
  readonly warnings: readonly string[];
}

/** Options of the loaders. */
export interface LoadOptions {
  /** Whose rules and messages to follow. Default: the newest. */
  profile?: HelmProfile;
}

/**
 * Returns the chart in a directory's files. `.helmignore` is obeyed. Throws a `ChartError` with Helm's
 * message when the chart is not one that Helm would load.
 */
export function loadChartDirectory(files: readonly ChartFile[], options: LoadOptions = {}): Chart {
  const ignore = files.find((file) => file.path === '.helmignore');
  const rules = parseIgnoreRules(ignore ? textOfBytes(ignore.data) : '');
  const sorted = [...files].sort((a, b) => compareText(walkKey(a.path), walkKey(b.path)));
  const kept = applyIgnoreRules(sorted, rules).map(({ path, data }) => ({ path, data: withoutMark(data) }));
  return loadRoot(kept, options.profile ?? '4.2');
}

/** Returns the chart in a packed .tgz. Throws as `loadChartDirectory`; `.helmignore` has no say here. */
export function loadChartArchive(bytes: Uint8Array, options: LoadOptions = {}): Chart {
  return loadRoot(readPackedChart(bytes), options.profile ?? '4.2');
}

/** Directories are walked entry by entry, so `a/b` comes before `a.txt` only if `a` sorts before `a.txt`. */
function walkKey(path: string): string {
  return path.replaceAll('/', '\0');
}

/** Helm 4 first finds out which generation of charts it has before it. */
function loadRoot(files: readonly ChartFile[], profile: HelmProfile): Chart {
  const file = files.find(({ path }) => path === 'Chart.yaml');
  if (profile !== '3.17' && file) {
    const version = named('cannot load Chart.yaml', file.path, () =>
      readYamlMap(textOfBytes(file.data), 'loader.chartBase').entries.get('apiVersion'),
    );
    if (typeof version === 'string' && !['', 'v1', 'v2', 'v3'].includes(version)) {
      failChart('chart-metadata', 'unsupported chart version', file.path);
    }
  }
  return loadFiles(files, profile);
}

function loadFiles(files: readonly ChartFile[], profile: HelmProfile): Chart {
  const loader = new Loader(profile);
  for (const file of files) if (file.path === 'Chart.yaml') loader.metadataFile(file);
  for (const file of files) loader.file(file);
  return loader.finish();
}

class Loader {
  private readonly profile: HelmProfile;
  private metadata: ChartMetadata | undefined;
  private readonly templates: { path: string; text: string }[] = [];
  private readonly files: ChartFile[] = [];
  private values = new GoMap();
  private schema: string | undefined;
  private readonly subcharts = new Map<string, ChartFile[]>();
  private readonly warnings: string[] = [];
  private readonly lockType: string;

  constructor(profile: HelmProfile) {
    this.profile = profile;
    this.lockType = profile === '3.17' ? 'chart.Lock' : 'v2.Lock';
  }

  metadataFile(file: ChartFile): void {
    const metadata = named('cannot load Chart.yaml', file.path, () => readMetadata(textOfBytes(file.data)));
    this.metadata = metadata.apiVersion === '' ? { ...metadata, apiVersion: 'v1' } : metadata;
  }

  file(file: ChartFile): void {
    switch (file.path) {
      case 'Chart.yaml':
        return;
      case 'Chart.lock':
        named('cannot load Chart.lock', file.path, () => readYamlMap(textOfBytes(file.data), this.lockType));
        return;
      case 'values.yaml':
        this.values = named('cannot load values.yaml', file.path, () =>
          readValuesDocuments(textOfBytes(file.data), this.profile),
        );
        return;
      case 'values.schema.json':
        this.schema = textOfBytes(file.data);
        return;
      case 'requirements.yaml':
        this.requirements(file);
        return;
      case 'requirements.lock':
        named('cannot load requirements.lock', file.path, () =>
          readYamlMap(textOfBytes(file.data), this.lockType),
        );
        this.versionOneFile(
          file,
          'Warning: Dependency locking is handled in Chart.lock since apiVersion "v2". We recommend migrating to Chart.lock.',
        );
        return;
      default:
        this.otherFile(file);
    }
  }

  private requirements(file: ChartFile): void {
    const dependencies = named('cannot load requirements.yaml', file.path, () =>
      readRequirements(textOfBytes(file.data)),
    );
    if (this.metadata && dependencies) this.metadata = { ...this.metadata, dependencies };
    this.versionOneFile(
      file,
      'Warning: Dependencies are handled in Chart.yaml since apiVersion "v2". We recommend migrating dependencies to Chart.yaml.',
    );
  }

  private versionOneFile(file: ChartFile, warning: string): void {
    if (this.metadata?.apiVersion === 'v1') this.files.push(file);
    else this.warnings.push(warning);
  }

  private otherFile(file: ChartFile): void {
    if (file.path.startsWith('templates/')) {
      this.templates.push({ path: file.path, text: textOfBytes(file.data) });
    } else if (file.path.startsWith('charts/') && !file.path.endsWith('.prov')) {
      const inner = file.path.slice('charts/'.length);
      const name = inner.split('/', 1)[0] ?? '';
      const list = this.subcharts.get(name) ?? [];
      list.push({ path: inner, data: file.data });
      this.subcharts.set(name, list);
    } else this.files.push(file);
  }

  finish(): Chart {
    if (!this.metadata) return failChart('chart-metadata', 'Chart.yaml file is missing');
    const metadata = validateMetadata(this.metadata, this.profile);
    const dependencies: Chart[] = [];
    for (const [name, files] of this.subcharts) {
      const subchart = this.subchart(name, files, metadata.name);
      if (!subchart) continue;
      dependencies.push(subchart);
      this.warnings.push(...subchart.warnings);
    }
    return {
      profile: this.profile,
      metadata,
      templates: this.templates,
      files: this.files,
      values: this.values,
      schema: this.schema,
      dependencies,
      warnings: this.warnings,
    };
  }

  private subchart(name: string, files: readonly ChartFile[], parent: string): Chart | undefined {
    if (name.startsWith('_') || name.startsWith('.')) return undefined;
    return named(`error unpacking subchart ${name} in ${parent}`, name, () => {
      const first = files[0];
      if (name.endsWith('.tgz') && first) {
        if (first.path === name) return loadFiles(readPackedChart(first.data), this.profile);
        throw new Unwrapped(`error unpacking subchart tar in ${parent}: expected ${name}, got ${first.path}`);
      }
      const inner: ChartFile[] = [];
      for (const file of files) {
        const slash = file.path.indexOf('/');
        // A file directly in charts/ that is no archive belongs to no chart.
        if (slash >= 0) inner.push({ path: file.path.slice(slash + 1), data: file.data });
      }
      return loadFiles(inner, this.profile);
    });
  }
}

/** A fault whose message is complete. */
class Unwrapped extends Error {}

/** Runs `read` and puts Helm's words about what was being read in front of a fault's message. */
function named<Result>(act: string, subject: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unwrapped) return failChart('chart-file', error.message, subject);
    if (!(error instanceof StudioError)) throw error;
    const code = error instanceof ChartError ? error.code : 'chart-file';
    const pos = error.pos ? { pos: error.pos } : {};
    throw new ChartError(code, `${act}: ${error.message}`, { subject: error.subject ?? subject, ...pos });
  }
}
