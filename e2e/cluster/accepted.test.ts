// The API server accepts every object of every variant: known fields only, valid, nothing deprecated, and
// pods that a namespace of the restricted Pod Security Standard admits.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type KubernetesObject,
  type Rendered,
  renderVariants,
} from '../../scripts/plane-parts/rendered-chart';
import { inParallel } from '../../scripts/plane-parts/run-program';
import {
  type Variant,
  largeChoices,
  leafVariants,
  sampleVariants,
  switchVariants,
} from '../../scripts/plane-parts/variants';
import {
  type ApiServer,
  type Verdict,
  connectToApiServer,
  createRestrictedNamespace,
  deleteNamespace,
  installCustomResources,
} from './api-server';

const namespace = 'plane-dry-run';

let server: ApiServer;
beforeAll(async () => {
  await installCustomResources();
  server = await connectToApiServer();
  await createRestrictedNamespace(namespace);
});
afterAll(async () => {
  await deleteNamespace(namespace);
  await server.close();
});

/** Groups of variants: a failure names the group and within it every object and variant at fault. */
const groups: [string, () => Variant[]][] = [
  ['large choices', () => [...largeChoices]],
  ['each switch', switchVariants],
  ['each other value changed', leafVariants],
  ['generated documents', sampleVariants],
];

describe.each(groups)('%s', (_name, variants) => {
  let rendered: Rendered[];
  beforeAll(async () => {
    rendered = await renderVariants(variants(), { namespace });
  });

  it('are accepted with strict validation and without warnings', async () => {
    // The pod of `helm test` is asked about with the others.
    const objects = distinct(rendered, (one) => one.objects.filter(({ kind }) => kind !== 'Pod'));
    expect(await objections(objects, (object) => server.tryToApply(object))).toEqual([]);
  });

  it('have pods that the restricted standard admits', async () => {
    const pods = distinct(rendered, (one) => one.objects.flatMap(podOf));
    expect(pods.length).toBeGreaterThan(0);
    expect(await objections(pods, (pod) => server.tryToCreate(pod))).toEqual([]);
  });
});

it('an unknown field and a privileged pod are refused, so the checks above mean something', async () => {
  const [rendered] = await renderVariants([{ name: 'defaults', values: {} }], { namespace });
  const workload = rendered?.objects.find((object) => object.kind === 'Deployment');
  if (!workload) throw new Error('the plane has no Deployment');
  const unknown = await server.tryToApply({ ...workload, spec: { ...workload.spec, replicaz: 1 } });
  expect(unknown.message).toContain('replicaz');
  const [pod] = podOf(workload);
  const privileged = await server.tryToCreate({ ...pod!, spec: { ...pod?.spec, hostNetwork: true } });
  expect(privileged.message).toContain('violates PodSecurity');
});

/** An object and the first variant that has it. */
interface Candidate {
  object: KubernetesObject;
  variant: string;
}

/** Most variants share most objects: each is asked about once. */
function distinct(rendered: readonly Rendered[], pick: (one: Rendered) => KubernetesObject[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const one of rendered)
    for (const object of pick(one)) {
      const key = JSON.stringify(object);
      if (!found.has(key)) found.set(key, { object, variant: one.variant.name });
    }
  return [...found.values()];
}

async function objections(
  candidates: readonly Candidate[],
  ask: (object: KubernetesObject) => Promise<Verdict>,
): Promise<string[]> {
  const answers = await inParallel(candidates, async ({ object, variant }) => {
    const verdict = await ask(object);
    const said = [verdict.message, ...verdict.warnings].filter(Boolean);
    return said.map((text) => `${variant}: ${object.kind}/${object.metadata.name}: ${text}`);
  });
  return answers.flat();
}

/** What the tests read of a workload, and of the template in it. The server has validated both. */
interface WorkloadSpec {
  template?: PodTemplate;
  jobTemplate?: { spec: { template: PodTemplate } };
  volumeClaimTemplates?: KubernetesObject[];
}
interface PodTemplate {
  metadata?: Record<string, unknown>;
  spec: { volumes?: unknown[] } & Record<string, unknown>;
}

/** The pod that a workload would create; none for other kinds. */
function podOf(object: KubernetesObject): KubernetesObject[] {
  const workload: WorkloadSpec = object.spec ?? {};
  const own = object.kind === 'Pod' ? (object as KubernetesObject & PodTemplate) : undefined;
  const template = own ?? workload.template ?? workload.jobTemplate?.spec.template;
  if (!template) return [];
  // A StatefulSet's pods get their claims as volumes from its controller.
  const claims = (workload.volumeClaimTemplates ?? []).map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: name },
  }));
  const metadata = { ...template.metadata, name: `${object.metadata.name}-pod`.slice(0, 63), namespace };
  // Admission looks up the account, which a dry run never created, and the class, which is the cluster's.
  const { priorityClassName: _, ...rest } = template.spec;
  const spec = {
    ...rest,
    volumes: [...(template.spec.volumes ?? []), ...claims],
    serviceAccountName: 'default',
  };
  return [{ apiVersion: 'v1', kind: 'Pod', metadata, spec }];
}
