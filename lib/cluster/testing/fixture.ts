import { encodeUtf8 } from '../../base';
import { loadChartDirectory, seededEntropy, type Chart } from '../../helm';
import { executePlan, makePlan, type ApplyEvent, type ExecuteOptions, type Plan, type PlanResult } from '..';
import type { Cancellation } from '../cancellation';
import { decodeRecord } from '../record/history';
import type { ClusterSession } from '../session';
import { FakeCluster } from './fake-cluster';

/** A session on a cluster in memory, whose clock moves only when somebody sleeps. */
export interface TestSession extends ClusterSession {
  readonly cluster: FakeCluster;
  /** Lets time pass. */
  advance(milliseconds: number): void;
}

/** Returns a session on a fresh cluster, or another studio's session on the same one. */
export function testSession(other?: TestSession, holder = 'studio-a'): TestSession {
  let now = Date.UTC(2026, 0, 1);
  const cluster = other?.cluster ?? new FakeCluster(() => now);
  const sleepers = new Set<{ at: number; wake: () => void }>();
  // Nothing here waits for the outside: when a macrotask comes, everybody who is awake has gone as far as
  // possible, and the first sleeper's time has come.
  const pump = (): void => {
    const [first] = [...sleepers].sort((a, b) => a.at - b.at);
    if (!first) return;
    now = Math.max(now, first.at);
    first.wake();
    setImmediate(pump);
  };
  const clock = {
    now: () => now,
    sleep: (milliseconds: number, cancellation?: Cancellation): Promise<void> =>
      new Promise((resolve) => {
        const sleeper = {
          at: now + milliseconds,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        cancellation?.onCancel(sleeper.wake);
        setImmediate(pump);
      }),
  };
  let seed = 1;
  const entropy = {
    now: () => now,
    randomBytes: (count: number) => seededEntropy((seed += 1)).randomBytes(count),
  };
  return { cluster, clock, entropy, holder, running: new Set(), advance: (by) => void (now += by) };
}

/** Where tests release to. */
export const target = { releaseName: 'demo', namespace: 'demo' };

/** Returns a chart of the given templates. */
export function chartOf(templates: Readonly<Record<string, string>>, values = 'color: red\n'): Chart {
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: demo\nversion: 1.0.0\n',
    'values.yaml': values,
    ...Object.fromEntries(Object.entries(templates).map(([name, text]) => [`templates/${name}`, text])),
  };
  return loadChartDirectory(Object.entries(files).map(([path, text]) => ({ path, data: encodeUtf8(text) })));
}

/** Returns a ConfigMap template with one entry. */
export function configMap(name: string, entry = 'color: {{ .Values.color }}', extra = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${extra}data:\n  ${entry}\n`;
}

/** Returns the plan in a result. Throws with Helm's message when there is none. */
export function planIn(result: PlanResult): Plan {
  if (!result.ok) throw new Error(result.message);
  return result.plan;
}

/** Plans an install or upgrade of `chart`. */
export async function plan(session: TestSession, chart: Chart, overrides: unknown = {}): Promise<Plan> {
  return planIn(await makePlan(session, { target, chart, overrides }));
}

/** Executes a plan and returns its events and the last one. */
export async function run(session: TestSession, planned: Plan, options: ExecuteOptions = {}) {
  const events: ApplyEvent[] = [];
  for await (const event of executePlan(session, planned, options)) events.push(event);
  const finished = events.at(-1);
  if (finished?.type !== 'finished') throw new Error('the last event is not `finished`');
  return { events, finished };
}

/** Plans and executes. */
export async function apply(session: TestSession, chart: Chart, overrides: unknown = {}) {
  return run(session, await plan(session, chart, overrides));
}

/** Returns revision and status of every record: `1 superseded`. Throws when a label says something else. */
export async function records({ cluster }: TestSession): Promise<string[]> {
  const secrets = await cluster.list({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: '',
    labelSelector: 'owner=helm',
  });
  return secrets
    .map((secret) => {
      const { version, info } = decodeRecord(secret);
      if (secret.metadata.labels?.status !== info.status)
        throw new Error(`label and status of ${version} differ`);
      return { version, text: `${version} ${info.status}` };
    })
    .sort((a, b) => a.version - b.version)
    .map(({ text }) => text);
}
