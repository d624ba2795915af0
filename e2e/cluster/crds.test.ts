// Definitions in crds/, on a real API server and beside real Helm: made first and waited for, never changed,
// never deleted, not marked as part of the release.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readChart } from '../../bin/read-chart';
import { makePlan, planUninstall } from '../../lib/cluster';
import { openSession } from '../../lib/cluster/kube';
import { deleteNamespace, runHelm, runKubectl } from './api-server';
import { planIn, runPlan, writeFiles } from './studio';

const name = 'gadgets.charts.example.org';
const definition = (column: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${name}
spec:
  group: charts.example.org
  scope: Namespaced
  names: {kind: Gadget, plural: gadgets, singular: gadget}
  versions:
    - name: v1
      served: true
      storage: true
      additionalPrinterColumns:
        - {name: ${column}, type: string, jsonPath: .spec.color}
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                color: {type: string}
`;
const filesWith = (column: string): Record<string, string> => ({
  'Chart.yaml': 'apiVersion: v2\nname: gadget\nversion: 1.0.0\n',
  'values.yaml': 'color: red\n',
  'crds/gadget.yaml': definition(column),
  'templates/gadget.yaml':
    'apiVersion: charts.example.org/v1\nkind: Gadget\nmetadata:\n  name: one\nspec:\n  color: {{ .Values.color }}\n',
});

const session = openSession();
const ours = { releaseName: 'gadget', namespace: 'studio-crds' };
const theirs = { releaseName: 'gadget', namespace: 'helm-crds' };
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plane-studio-crds-'));
  writeFiles(join(folder, 'first'), filesWith('Color'));
  writeFiles(join(folder, 'second'), filesWith('Shade'));
});
afterAll(async () => {
  await deleteNamespace(ours.namespace);
  await deleteNamespace(theirs.namespace);
  await runKubectl('delete', 'crd', name, '--ignore-not-found');
  rmSync(folder, { recursive: true, force: true });
});

/** What is there, without what every object gets anew. */
async function read(...what: string[]): Promise<Record<string, unknown>> {
  // An object, as kubectl prints it.
  const { metadata, spec } = JSON.parse(await runKubectl('get', ...what, '-o', 'json')) as {
    metadata: Record<string, unknown>;
    spec: unknown;
  };
  const { labels, annotations, generation } = metadata;
  return { labels, annotations, generation, spec };
}
const readDefinition = () => read('crd', name);
const helmNow = async (...args: string[]): Promise<void> => {
  const { code, errors } = await runHelm(args);
  if (code !== 0) throw new Error(errors);
};

describe.sequential('a chart with crds/', () => {
  it('gets its definitions first, as with helm install, and its objects once they are established', async () => {
    const { namespace } = theirs;
    await helmNow('install', 'gadget', join(folder, 'first'), '-n', namespace, '--create-namespace');
    const [helmDefinition, helmGadget] = [
      await readDefinition(),
      await read('gadget', 'one', '-n', namespace),
    ];
    await helmNow('uninstall', 'gadget', '-n', namespace);
    expect(await readDefinition()).toEqual(helmDefinition);
    await runKubectl('delete', 'crd', name);

    session.cluster.refreshResources();
    const plan = planIn(
      await makePlan(session, { target: ours, chart: readChart(join(folder, 'first'), '4.2') }),
    );
    expect(plan.view.crds).toEqual([name]);
    expect(plan.view.changes).toMatchObject([
      { ref: { kind: 'Gadget' }, action: 'create', checkedBy: 'none' },
    ]);
    expect(plan.view.blockers).toEqual([]);
    const { events, finished } = await runPlan(session, plan);
    expect(finished.message).toContain('installed');
    const told = events.flatMap((event) => {
      if (event.type === 'phase') return [event.phase];
      return event.type === 'rollout' || event.type === 'object' ? [event.id] : [];
    });
    expect([...new Set(told)]).toEqual([
      'check',
      'namespace',
      'crds',
      `CustomResourceDefinition.apiextensions.k8s.io/${name}`,
      'pre-hooks',
      'objects',
      `Gadget.charts.example.org/${ours.namespace}/one`,
      'deletions',
      'rollout',
      'post-hooks',
      'record',
    ]);
    expect(await readDefinition()).toEqual(helmDefinition);
    expect(helmDefinition.labels).toBeUndefined();
    const gadget = await read('gadget', 'one', '-n', ours.namespace);
    const annotations = {
      'meta.helm.sh/release-name': 'gadget',
      'meta.helm.sh/release-namespace': ours.namespace,
    };
    expect(gadget).toEqual({ ...helmGadget, annotations });
  });

  it('keeps a definition that is there, whatever the new chart says, as helm upgrade does', async () => {
    const before = await readDefinition();
    const chart = readChart(join(folder, 'second'), '4.2');
    const plan = planIn(await makePlan(session, { target: ours, chart, overrides: { color: 'blue' } }));
    expect(plan.view.crds).toEqual([]);
    expect((await runPlan(session, plan)).finished.outcome).toBe('succeeded');
    expect(await readDefinition()).toEqual(before);
    await helmNow('upgrade', 'gadget', join(folder, 'second'), '-n', ours.namespace, '--set', 'color=green');
    expect(await readDefinition()).toEqual(before);
    expect((await read('gadget', 'one', '-n', ours.namespace)).spec).toEqual({ color: 'green' });
  });

  it('leaves the definition and what others made of it when it goes, and says so', async () => {
    const other = JSON.stringify({
      apiVersion: 'charts.example.org/v1',
      kind: 'Gadget',
      metadata: { name: 'other', namespace: 'default' },
    });
    writeFiles(folder, { 'other.json': other });
    await runKubectl('create', '-f', join(folder, 'other.json'));
    const before = await readDefinition();
    const plan = planIn(await planUninstall(session, { target: ours }));
    expect(plan.view.stays).toContainEqual(
      expect.stringMatching(new RegExp(`^CustomResourceDefinition/${name}: of crds/`)),
    );
    const { finished } = await runPlan(session, plan);
    expect(finished).toMatchObject({ outcome: 'succeeded', summary: { notGone: [] } });
    expect(await readDefinition()).toEqual(before);
    expect(await runKubectl('get', 'gadget', '-A', '-o', 'name')).toBe('gadget.charts.example.org/other\n');
    await runKubectl('delete', 'gadget', 'other', '-n', 'default');
  });
});
