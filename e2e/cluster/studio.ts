// What tests of the studio's own applies share: sessions, runs, and a look at what is there.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  executePlan,
  makePlan,
  type ApplyEvent,
  type ClusterSession,
  type ExecuteOptions,
  type Plan,
  type PlanRequest,
  type PlanResult,
} from '../../lib/cluster';
import { openSession } from '../../lib/cluster/kube';
import { releaseOfSecret } from '../../lib/helm';
import { runKubectl } from './api-server';

/** The last event of a run. */
export type Finished = Extract<ApplyEvent, { type: 'finished' }>;

/** Runs `act` with a folder of its own, which is removed afterwards. */
export async function withFolder<Result>(act: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'plane-studio-e2e-'));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes texts by path below `folder`. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Opens a session to a server on plain HTTP, with little patience, so that lasting faults show soon. */
export function openThrough(url: string, folder: string): ClusterSession {
  const kubeconfig = join(folder, 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'proxy',
    contexts: [{ name: 'proxy', context: { cluster: 'proxy', user: 'nobody' } }],
    clusters: [{ name: 'proxy', cluster: { server: url } }],
    users: [{ name: 'nobody', user: {} }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  return openSession({ kubeconfig, patience: { total: 1500, pause: 20, request: 5000 } });
}

/** Returns the plan in a result. Throws with Helm's message when there is none. */
export function planIn(result: PlanResult): Plan {
  if (!result.ok) throw new Error(result.message);
  return result.plan;
}

/** Executes a plan, agreeing to whatever it needs, and returns its events. */
export async function runPlan(
  session: ClusterSession,
  plan: Plan,
  options: ExecuteOptions = {},
): Promise<{ events: ApplyEvent[]; finished: Finished }> {
  const events: ApplyEvent[] = [];
  const decisions = plan.view.needs.map(({ decision }) => decision);
  for await (const event of executePlan(session, plan, { decisions, ...options })) events.push(event);
  const last = events.at(-1);
  if (last?.type !== 'finished') throw new Error('the last event is not `finished`');
  return { events, finished: last };
}

/** Plans and executes; throws unless it succeeds. */
export async function applyNow(session: ClusterSession, request: PlanRequest): Promise<Plan> {
  const plan = planIn(await makePlan(session, request));
  const { finished } = await runPlan(session, plan);
  if (finished.outcome !== 'succeeded') throw new Error(finished.message);
  return plan;
}

/** One release record as the cluster has it: what its label says and what is inside. */
export interface SeenRecord {
  revision: number;
  label: string;
  status: string;
  manifest: string;
}

/** Returns the records of a release, oldest first, read without the studio. */
export async function readRecords(namespace: string, releaseName: string): Promise<SeenRecord[]> {
  const text = await runKubectl(
    'get',
    'secret',
    '-n',
    namespace,
    '-l',
    `owner=helm,name=${releaseName}`,
    '-o',
    'json',
  );
  // A list of Secrets, as kubectl prints it.
  const { items } = JSON.parse(text) as {
    items: { metadata: { name: string; labels: Record<string, string> }; data: Record<string, string> }[];
  };
  return items
    .map((secret) => {
      const release = releaseOfSecret(secret);
      const { version, info, manifest } = release;
      return { revision: version, label: secret.metadata.labels.status ?? '', status: info.status, manifest };
    })
    .sort((a, b) => a.revision - b.revision);
}

/** Returns `Kind/name` of everything in a namespace that somebody put there, pods and records left out. */
export async function readObjects(namespace: string): Promise<string[]> {
  const kinds = 'configmap,secret,service,serviceaccount,deployment,statefulset,job,cronjob';
  const text = await runKubectl('get', kinds, '-n', namespace, '-o', 'json');
  const { items } = JSON.parse(text) as {
    items: { kind: string; type?: string; metadata: { name: string } }[];
  };
  const always = ['ConfigMap/kube-root-ca.crt', 'ServiceAccount/default'];
  return items
    .filter(({ type }) => type !== 'helm.sh/release.v1')
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
    .filter((name) => !always.includes(name))
    .sort();
}

/** Returns generation and resourceVersion of everything the small chart makes: what an apply must not touch. */
export async function readVersions(namespace: string): Promise<Record<string, string>> {
  const kinds = 'configmap,secret,service,serviceaccount,deployment,statefulset,job';
  const text = await runKubectl('get', kinds, '-n', namespace, '-o', 'json');
  const { items } = JSON.parse(text) as {
    items: {
      kind: string;
      type?: string;
      metadata: { name: string; generation?: number; resourceVersion: string };
    }[];
  };
  return Object.fromEntries(
    items
      .filter(({ type }) => type !== 'helm.sh/release.v1')
      // Status moves versions of workloads; their generation counts what was asked for.
      .map(({ kind, metadata }) => [
        `${kind}/${metadata.name}`,
        metadata.generation === undefined ? metadata.resourceVersion : `generation ${metadata.generation}`,
      ]),
  );
}
