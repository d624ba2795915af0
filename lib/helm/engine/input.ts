import type { Entropy, GoFunction, GoMap, HelmProfile, Value } from '../value';
import type { Provenance } from '../provenance';
import type { EngineMemory } from './memory';

/** One template file of a chart, with the data that its chart sees. */
export interface TemplateInput {
  /** The path as Helm names it: `chart/templates/x.yaml`, `chart/charts/sub/templates/y.yaml`. */
  readonly name: string;
  readonly text: string;
  /** What `.Template.BasePath` is: the chart's `templates` directory. */
  readonly basePath: string;
  /** The top-level data: Values, Release, Chart, Files, Capabilities, Subcharts. `Template` is set in it before each file. */
  readonly data: GoMap;
}

/** What to execute and under which rules. */
export interface EngineInput {
  readonly templates: readonly TemplateInput[];
  /** Sprig's and Helm's functions; the engine adds include, tpl, required, fail and lookup itself. Pass the same map every time: parsed templates are cached by it. */
  readonly functions: ReadonlyMap<string, GoFunction>;
  readonly profile: HelmProfile;
  readonly entropy: Entropy;
  /** Whether a missing key is an error, as under `helm template --strict` style linting. Default: false. */
  readonly strict?: boolean;
  /** Whether `required` and `fail` only warn, as in `helm lint`. Default: false. */
  readonly lint?: boolean;
  /** Answers `lookup`. Default: every object is absent. */
  readonly lookup?: LookupResolver;
  readonly limits?: Partial<Limits>;
  /** Whether to record the origins of every text. Default: false. */
  readonly trace?: boolean;
  /** When tracing: values paths that decide whether the files of a `templates` directory are executed. */
  readonly switches?: ReadonlyMap<string, readonly (readonly string[])[]>;
  /**
   * What earlier executions of the same chart left, begun with `templates`. Only for executions that
   * differ in data alone: not with `lookup`, `limits`, `strict`, `lint` or an entropy that repeats nothing.
   */
  readonly memory?: EngineMemory;
  /** The values of the root chart, whose paths origins name. Default: `.Values` of the template with the shortest path. */
  readonly values?: GoMap;
}

/** Answers `lookup apiVersion kind namespace name`; an empty name asks for a list, null means not found. */
export type LookupResolver = (query: LookupQuery) => Value;
export interface LookupQuery {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Bounds of one execution. */
export interface Limits {
  /** Nodes and calls executed. Default: 20 million. */
  readonly steps: number;
  /** Units of text written, included text counted each time. Default: 256 million. */
  readonly output: number;
  /** Asked now and then whether the time is up. Default: never. */
  readonly isExpired: () => boolean;
}

/** What executing gave: texts by template name (partials have none), or why not. */
export type EngineResult = EngineSuccess | EngineFailure;
export interface EngineSuccess {
  readonly ok: true;
  /** In the order in which Helm executes the files. */
  readonly texts: ReadonlyMap<string, string>;
  /** Warnings that Helm logs, in order. */
  readonly warnings: readonly string[];
  /** Present when `trace` was asked for. */
  readonly provenance?: Provenance;
}
export interface EngineFailure {
  readonly ok: false;
  readonly code: 'TEMPLATE_PARSE' | 'TEMPLATE_EXECUTION' | 'LIMIT_REACHED';
  /** Helm's message, without the `Error: ` of its command line. */
  readonly message: string;
  /** The innermost place that the message names. */
  readonly position?: { readonly file: string; readonly line: number; readonly column: number };
}
