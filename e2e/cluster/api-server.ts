// The API server as tests talk to it: plain HTTP through `kubectl proxy`, which works with any kubeconfig.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customResourceFiles } from '../../scripts/plane-parts/custom-resources';
import { freePorts } from '../../scripts/plane-parts/ports';
import { startProgram, waitUntil } from '../../scripts/plane-parts/processes';
import { type KubernetesObject } from '../../scripts/plane-parts/rendered-chart';
import { type Ended, runProgram } from '../../scripts/plane-parts/run-program';
import { type HelmVersion, helm, kubectl } from '../../scripts/plane-parts/tools';

/** What the server said about an object that it was asked to apply without doing so. */
export interface Verdict {
  status: number;
  /** The server's message when it refused; empty otherwise. */
  message: string;
  /** Its warnings: deprecated fields, and pods that the namespace would not admit. */
  warnings: string[];
}

/** A connection to the API server. */
export interface ApiServer {
  /** Asks for a server-side apply with strict field validation, as a dry run. */
  tryToApply(object: KubernetesObject): Promise<Verdict>;
  /** Asks for the creation of an object, as a dry run. */
  tryToCreate(object: KubernetesObject): Promise<Verdict>;
  /** Returns the objects of a kind in a namespace. */
  list(apiVersion: string, kind: string, namespace: string): Promise<KubernetesObject[]>;
  close(): Promise<void>;
}

/** Connects with the kubeconfig of the environment. */
export async function connectToApiServer(): Promise<ApiServer> {
  const folder = mkdtempSync(join(tmpdir(), 'plane-studio-proxy-'));
  const [port = 0] = await freePorts(1);
  const proxy = startProgram({
    name: 'kubectl-proxy',
    command: kubectl(),
    args: ['proxy', `--port=${port}`],
    folder,
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntil(proxy, async () => (await fetch(`${url}/readyz`)).ok);

  const plurals = new Map<string, Promise<Map<string, string>>>();
  const collection = async (apiVersion: string, kind: string, namespace: string): Promise<string> => {
    const group = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
    if (!plurals.has(group)) plurals.set(group, readPlurals(`${url}/${group}`));
    const plural = (await plurals.get(group))?.get(kind);
    if (!plural) throw new Error(`the server knows no ${kind} in ${apiVersion}`);
    return `${url}/${group}/namespaces/${namespace}/${plural}`;
  };
  const pathOf = (object: KubernetesObject): Promise<string> =>
    collection(object.apiVersion, object.kind, object.metadata.namespace ?? 'default');

  return {
    tryToApply: async (object) =>
      ask(
        `${await pathOf(object)}/${object.metadata.name}?dryRun=All&fieldManager=test&fieldValidation=Strict`,
        {
          method: 'PATCH',
          headers: { 'content-type': 'application/apply-patch+yaml' },
          body: JSON.stringify(object),
        },
      ),
    tryToCreate: async (object) =>
      ask(`${await pathOf(object)}?dryRun=All&fieldValidation=Strict`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(object),
      }),
    list: async (apiVersion, kind, namespace) => {
      const answer = await fetch(await collection(apiVersion, kind, namespace));
      // The server lists objects of the kind that was asked for.
      return ((await answer.json()) as { items: KubernetesObject[] }).items;
    },
    close: async () => {
      await proxy.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes the server know the kinds of cert-manager, the Gateway API and the Prometheus operator. */
export async function installCustomResources(): Promise<void> {
  const files = customResourceFiles().flatMap((file) => ['-f', file]);
  await must(kubectl(), ['apply', '--server-side', '--force-conflicts', ...files]);
  await must(kubectl(), ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
}

/** Creates a namespace that admits only pods of the restricted standard, and warns about workloads too. */
export async function createRestrictedNamespace(name: string): Promise<void> {
  const labels = ['enforce', 'warn'].map(
    (mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted'] as const,
  );
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: Object.fromEntries(labels) },
  };
  await must(kubectl(), ['apply', '-f', '-'], JSON.stringify(namespace));
  // A controller makes the account a moment later; until then the server refuses every pod.
  await must(kubectl(), ['wait', '--for=create', 'serviceaccount/default', '-n', name, '--timeout=60s']);
}

/** Deletes a namespace and everything in it, and waits until it is gone. */
export async function deleteNamespace(name: string): Promise<void> {
  await must(kubectl(), ['delete', 'namespace', name, '--ignore-not-found', '--timeout=300s']);
}

/** Runs kubectl and returns what it printed; throws when it fails. */
export async function runKubectl(...args: string[]): Promise<string> {
  return (await must(kubectl(), args)).output;
}

/** Runs real Helm; never throws because of what it says. `values` go in as a values file. */
export async function runHelm(
  args: readonly string[],
  { values, version = '4.2' }: { values?: unknown; version?: HelmVersion } = {},
): Promise<Ended> {
  const withValues = values === undefined ? args : [...args, '--values', '-'];
  return runProgram(helm(version), withValues, values === undefined ? {} : { input: JSON.stringify(values) });
}

async function must(command: string, args: string[], input?: string): Promise<Ended> {
  const answer = await runProgram(command, args, input === undefined ? {} : { input });
  if (answer.code !== 0) throw new Error(`${args.slice(0, 3).join(' ')}: ${answer.errors.trim()}`);
  return answer;
}

async function readPlurals(url: string): Promise<Map<string, string>> {
  // Discovery, a stable part of the API.
  const answer = (await (await fetch(url)).json()) as { resources?: { name: string; kind: string }[] };
  const whole = (answer.resources ?? []).filter((resource) => !resource.name.includes('/'));
  return new Map(whole.map((resource) => [resource.kind, resource.name]));
}

async function ask(url: string, request: RequestInit): Promise<Verdict> {
  const answer = await fetch(url, request);
  const text = await answer.text();
  // Every refusal is a Status object with a message.
  const message = answer.ok ? '' : ((JSON.parse(text) as { message?: string }).message ?? text);
  const warnings = answer.headers.get('warning');
  return { status: answer.status, message, warnings: warnings ? [warnings] : [] };
}
