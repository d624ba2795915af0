import { monotonicMilliseconds } from '../base';
import {
  renderChart,
  type HelmProfile,
  type LookupResolver,
  type RenderedDocument,
  type RenderFailure,
} from '../helm/core';
import { planeChart } from './chart';
import { componentOf, type ComponentId } from './component';
import { PlaneTrace } from './trace';

/** For which release, namespace and Helm a plane is rendered. */
export interface PlaneOptions {
  /** Default: `observability-plane`. */
  releaseName?: string;
  /** Default: `openchoreo-observability-plane`, as OpenChoreo's guides have it. */
  namespace?: string;
  /** Default: the newest Helm. */
  profile?: HelmProfile;
  /** The Kubernetes version that templates see. Default: the one that Helm was built for. */
  kubeVersion?: string;
  /** Answers `lookup`, so that a plane can keep what a cluster already has. Default: nothing is there. */
  lookup?: LookupResolver;
  /** Whether the chart's values schema is ignored. Default: false. */
  skipSchemaValidation?: boolean;
  /** Whether to record where every line comes from. Default: false. */
  trace?: boolean;
}

/** One object of the rendered plane. */
export interface PlaneObject {
  /** `Kind/name`, unique within a plane. */
  id: string;
  component: ComponentId;
  kind: string;
  name: string;
  apiVersion: string;
  /** The template it comes from, e.g. `openchoreo-observability-plane/templates/gateway-service.yaml`. */
  source: string;
  /** The YAML document as Helm prints it, without its `# Source:` line. */
  text: string;
  isHook: boolean;
}

/** A rendered plane. */
export interface PlaneRender {
  ok: true;
  /** In Helm's install order, hooks last. */
  objects: readonly PlaneObject[];
  /** What `helm template` prints. */
  manifest: string;
  /** What `helm install` says at the end. */
  notes: string;
  warnings: readonly string[];
  /** How long rendering took. */
  milliseconds: number;
  /** Present when `trace` was asked for. It cannot be sent to another thread; its answers can. */
  trace?: PlaneTrace;
}

/** Why a plane does not render; `message` is Helm's. */
export interface PlaneFailure {
  ok: false;
  message: string;
  file?: string;
  line?: number;
  column?: number;
}

/** Release name and namespace when none are chosen. */
export const defaultTarget = {
  releaseName: 'observability-plane',
  namespace: 'openchoreo-observability-plane',
} as const;

/**
 * Renders the plane's chart with `overrides` over its defaults, as `helm template` would. Secret values
 * that the chart makes up are the same in every rendering, and of no use elsewhere: they come from a
 * fixed seed. Never reads a cluster unless `lookup` does.
 */
export function renderPlane(overrides: unknown, options: PlaneOptions = {}): PlaneRender | PlaneFailure {
  const started = monotonicMilliseconds();
  const result = renderChart(planeChart(options.profile ?? '4.2'), {
    releaseName: options.releaseName ?? defaultTarget.releaseName,
    namespace: options.namespace ?? defaultTarget.namespace,
    overrides,
    skipSchemaValidation: options.skipSchemaValidation ?? false,
    ...(options.kubeVersion === undefined ? {} : { kubeVersion: options.kubeVersion }),
    ...(options.lookup ? { lookup: options.lookup } : {}),
    ...(options.trace ? { trace: true } : {}),
  });
  if (!result.ok) return failureOf(result);
  const documents = [...result.documents, ...result.hooks];
  const ids = idsOf(documents);
  return {
    ok: true,
    objects: documents.map((document) => objectOf(document, ids.get(document) ?? '')),
    manifest: result.manifest,
    notes: result.notes,
    warnings: result.warnings,
    milliseconds: monotonicMilliseconds() - started,
    ...(result.trace ? { trace: new PlaneTrace(result.trace, ids) } : {}),
  };
}

function failureOf({ message, position }: RenderFailure): PlaneFailure {
  if (!position) return { ok: false, message };
  const { file, line, column } = position;
  return { ok: false, message, line, column, ...(file === undefined ? {} : { file }) };
}

function idsOf(documents: readonly RenderedDocument[]): Map<RenderedDocument, string> {
  const ids = new Map<RenderedDocument, string>();
  const taken = new Set<string>();
  for (const document of documents) {
    let id = `${document.kind}/${document.name}`;
    // Two API groups may serve the same kind; the second object then carries its group.
    if (taken.has(id)) id = `${document.apiVersion}/${id}`;
    taken.add(id);
    ids.set(document, id);
  }
  return ids;
}

function objectOf(document: RenderedDocument, id: string): PlaneObject {
  const { source, text, kind, name, apiVersion, isHook } = document;
  return { id, component: componentOf(source, text), kind, name, apiVersion, source, text, isHook };
}
