import {
  fromPlain,
  renderChart,
  type LookupQuery,
  type Rendered,
  type RenderFailure,
  type Value,
} from '../../helm';
import { ClusterError, isClusterError, messageOf } from '../errors';
import { isRecord, type KubeObject } from '../object';
import type { ClusterSession } from '../session';
import type { PlanRequest } from './request';

/** A chart whose lookups lead to ever new ones is rendered this often, no more. */
const maxRounds = 10;

/** What rendering for a cluster gave: the release's texts, and the objects that the chart looked up. */
export interface ReleaseRender {
  rendered: Rendered | RenderFailure;
  lookedUp: readonly KubeObject[];
}

/**
 * Renders a chart as Helm would to install or upgrade it on this cluster: with the cluster's version and
 * kinds, real randomness, and `lookup` answered. Lookups cannot wait inside a template, so each round
 * notes what was asked, fetches it, and renders again until nothing new is asked (AP2).
 */
export async function renderForCluster(
  session: ClusterSession,
  request: PlanRequest,
  release: { isUpgrade: boolean; revision: number; missingNamespaces: ReadonlySet<string> },
): Promise<ReleaseRender> {
  const { cluster, entropy } = session;
  const [version, resources] = await Promise.all([cluster.version(), cluster.resources()]);
  const versions = new Set(
    resources.flatMap(({ apiVersion, kind }) => [apiVersion, `${apiVersion}/${kind}`]),
  );
  const answers = new Map<string, LookupAnswer>();
  for (let round = 0; ; round += 1) {
    const asked = new Map<string, LookupQuery>();
    const result = renderChart(request.chart, {
      releaseName: request.target.releaseName,
      namespace: request.target.namespace,
      isUpgrade: release.isUpgrade,
      revision: release.revision,
      kubeVersion: version.gitVersion,
      apiVersions: [...versions],
      onlyApiVersions: true,
      entropy,
      ...(request.overrides === undefined ? {} : { overrides: request.overrides }),
      ...(request.values ? { values: request.values } : {}),
      lookup: (query) => {
        const key = JSON.stringify(query);
        const known = answers.get(key);
        if (!known) asked.set(key, query);
        return known?.value ?? null;
      },
    });
    if (asked.size === 0) return finished(result, answers);
    if (round >= maxRounds) {
      throw new ClusterError(
        'invalid',
        `the chart's lookups do not come to an end after ${maxRounds} rounds`,
      );
    }
    const found = await Promise.all(
      [...asked].map(async ([key, query]) => {
        const answer = await answerLookup(session, query, release.missingNamespaces);
        answers.set(key, answer);
        return answer.value !== null;
      }),
    );
    // "Nothing is there" is what the chart was told already.
    if (found.every((isThere) => !isThere)) return finished(result, answers);
  }
}

function finished(
  rendered: Rendered | RenderFailure,
  answers: ReadonlyMap<string, LookupAnswer>,
): ReleaseRender {
  return { rendered, lookedUp: [...answers.values()].flatMap(({ objects }) => objects) };
}

interface LookupAnswer {
  value: Value;
  objects: readonly KubeObject[];
}

async function answerLookup(
  session: ClusterSession,
  query: LookupQuery,
  missingNamespaces: ReadonlySet<string>,
): Promise<LookupAnswer> {
  const { apiVersion, kind, namespace, name } = query;
  // Nothing is in a namespace that is not there; no need to ask.
  if (name !== '' && missingNamespaces.has(namespace)) return { value: null, objects: [] };
  try {
    if (name !== '') {
      const object = await session.cluster.get({ apiVersion, kind, namespace, name });
      return object ? { value: asValue(object), objects: [object] } : { value: null, objects: [] };
    }
    const objects = await session.cluster.list({ apiVersion, kind, namespace });
    const list = { apiVersion, kind: `${kind}List`, metadata: {}, items: objects };
    return { value: asValue(list), objects };
  } catch (error) {
    if (!isClusterError(error)) throw error;
    // Helm fails such a render too: an empty answer would make the chart create what exists.
    const what = `lookup ${apiVersion} ${kind} ${namespace}/${name}`;
    throw new ClusterError(error.code, `${what}: ${messageOf(error)}`, {
      cause: error,
      isTransient: error.isTransient,
      ...(error.suggestion === undefined ? {} : { suggestion: error.suggestion }),
    });
  }
}

/** What the cluster sends has integers, as in Helm; values files have none. */
function asValue(data: unknown): Value {
  return fromPlain(withIntegers(data));
}

function withIntegers(value: unknown): unknown {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(withIntegers);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withIntegers(item)]));
}
