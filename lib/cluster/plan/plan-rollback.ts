import { decodeBase64, type Release } from '../../helm';
import { decodeUtf8 } from '../../base';
import { ClusterError } from '../errors';
import { readHeads, readRelease, type ReleaseHistory } from '../record/history';
import type { ClusterSession, ReleaseTarget } from '../session';
import { assemblePlan, plannedHooks } from './assemble-plan';
import { objectsOfCrds, objectsOfManifest, objectsOfText } from './documents';
import { assessAll, findNamespace, newestOf, paired, readCurrent } from './make-plan';
import { listObjects, placeOf, readScopes, type ScopeOf } from './object-list';
import type { PlanResult } from './plan';
import { findRemovals, readPrevious, type Removal } from './removals';
import type { RollbackRequest, UninstallRequest } from './request';
import { SecretMask } from './secret-mask';
import { nameOf, refOf, type ObjectRef } from '../object';

/**
 * Plans to apply the manifest of an earlier revision again, as a new revision. Rolling back to the
 * deployed revision itself puts back what drifted. Throws `no-release` when there is no such revision.
 */
export async function planRollback(session: ClusterSession, request: RollbackRequest): Promise<PlanResult> {
  const startedAt = session.clock.now();
  const { target } = request;
  const history = await mustReadHeads(session, target);
  const last = history.last?.revision ?? 0;
  const [wanted, previous, scopeOf] = await Promise.all([
    readRelease(session, target, request.revision ?? last - 1),
    readPrevious(session, target, history),
    readScopes(session, []),
  ]);
  const objects = listObjects(objectsOfManifest(wanted.manifest), target, scopeOf);
  const mask = maskFor([wanted, ...previous]);
  const isMissing = (await findNamespace(session, target.namespace)) === 'missing';
  const [assessments, removals] = await Promise.all([
    assessAll(session, objects, { target, missingNamespaces: new Set(), comingKinds: new Set() }),
    findRemovals(session, previous, { target, wanted: objects, scopeOf }),
  ]);
  for (const { live } of [...assessments, ...removals]) mask.addSecret(live);
  const now = new Date(session.clock.now()).toISOString();
  const newest = newestOf(previous);
  const release: Release = {
    ...wanted,
    version: last + 1,
    apply_method: 'ssa',
    hooks: wanted.hooks.map((hook) => ({ ...hook, last_run: { phase: '' } })),
    info: {
      ...wanted.info,
      first_deployed: newest?.info.first_deployed ?? wanted.info.first_deployed,
      last_deployed: now,
      deleted: '',
      status: 'pending-rollback',
      description: `Rollback to ${wanted.version}`,
    },
  };
  const plan = assemblePlan(session, {
    operation: 'rollback',
    target,
    history,
    lastBegun: newest?.info.last_deployed ?? '',
    release,
    shown: release,
    crds: [],
    createsNamespace: false,
    objects: paired(objects, assessments),
    removals,
    hooks: request.skipHooks
      ? []
      : plannedHooks(release.hooks, ['pre-rollback', 'post-rollback'], { target, scopeOf }),
    scopeOf,
    warnings: [],
    blockers: isMissing ? [`namespace ${target.namespace} does not exist`] : [],
    stays: [],
    keepHistory: true,
    maxHistory: request.maxHistory,
    lifetime: request.lifetime,
    mask,
    startedAt,
  });
  return { ok: true, plan };
}

/**
 * Plans to delete what the release made, in Helm's order. The plan's `stays` lists what remains: kept
 * objects, claims of StatefulSets, hooks, definitions of crds/, the namespace. Throws `no-release` when there is none.
 */
export async function planUninstall(session: ClusterSession, request: UninstallRequest): Promise<PlanResult> {
  const startedAt = session.clock.now();
  const { target } = request;
  const history = await mustReadHeads(session, target);
  const [current, previous, scopeOf] = await Promise.all([
    readCurrent(session, target, history),
    readPrevious(session, target, history),
    readScopes(session, []),
  ]);
  // A release that failed from the start has no deployed revision; what is left of it goes all the same.
  const all = previous.some(({ version }) => version === current.version) ? previous : [current, ...previous];
  const mask = maskFor(all);
  const removals = await findRemovals(session, all, { target, wanted: [], scopeOf });
  for (const { live } of removals) mask.addSecret(live);
  const plan = assemblePlan(session, {
    operation: 'uninstall',
    target,
    history,
    lastBegun: newestOf(all)?.info.last_deployed ?? '',
    release: undefined,
    shown: current,
    crds: [],
    createsNamespace: false,
    objects: [],
    removals,
    hooks: request.skipHooks
      ? []
      : plannedHooks(current.hooks, ['pre-delete', 'post-delete'], { target, scopeOf }),
    scopeOf,
    warnings: [],
    blockers: [],
    stays: await findStays(session, { target, removals, current, scopeOf }),
    keepHistory: request.keepHistory ?? false,
    maxHistory: undefined,
    lifetime: request.lifetime,
    mask,
    startedAt,
  });
  return { ok: true, plan };
}

async function findStays(
  session: ClusterSession,
  found: { target: ReleaseTarget; removals: readonly Removal[]; current: Release; scopeOf: ScopeOf },
): Promise<string[]> {
  const { target, removals, current, scopeOf } = found;
  const kept = removals
    .filter(({ action }) => action === 'keep')
    .map(({ ref, reason }) => `${nameOf(ref)}: ${reason ?? 'kept'}`);
  const hooks = current.hooks
    .filter(({ events }) => !events.some((event) => event === 'pre-delete' || event === 'post-delete'))
    .flatMap(({ manifest }) => objectsOfText(manifest))
    .map((object) => placeOf(object, target, scopeOf));
  const [present, definitions] = await Promise.all([
    presentOf(session, hooks),
    presentOf(session, crdsOfRecord(current)),
  ]);
  const sets = removals.filter(({ ref, action }) => ref.kind === 'StatefulSet' && action === 'delete');
  const claims = await findClaims(session, target.namespace, sets);
  return [
    ...kept,
    ...claims.map((name) => `PersistentVolumeClaim/${name}: the data of a StatefulSet; delete it by hand`),
    ...present.map((ref) => `${nameOf(ref)}: made by a hook, which Helm does not remove`),
    ...definitions.map(
      (ref) => `${nameOf(ref)}: of crds/, and with it all objects of its kind; Helm never deletes it`,
    ),
    `Namespace/${target.namespace}: Helm never deletes it`,
  ];
}

async function presentOf(session: ClusterSession, refs: readonly ObjectRef[]): Promise<ObjectRef[]> {
  const found = await Promise.all(refs.map(async (ref) => ((await session.cluster.get(ref)) ? [ref] : [])));
  return found.flat();
}

/** The definitions in crds/ of the chart itself; a record does not hold subcharts, nor theirs. */
function crdsOfRecord({ chart }: Release): ObjectRef[] {
  // Helm writes null for a chart without other files.
  return (chart.files ?? [])
    .filter(({ name }) => name.startsWith('crds/'))
    .flatMap(({ data }) => {
      const bytes = decodeBase64(data);
      return bytes ? objectsOfCrds([{ text: decodeUtf8(bytes) }]) : [];
    })
    .filter(({ kind }) => kind === 'CustomResourceDefinition')
    .map((object) => refOf(object));
}

/** Claims that a StatefulSet's controller made are named after template, set and ordinal. */
async function findClaims(
  session: ClusterSession,
  namespace: string,
  sets: readonly Removal[],
): Promise<string[]> {
  const kept = sets.filter(({ live }) => !deletesClaims(live));
  if (kept.length === 0) return [];
  const claims = await session.cluster.list({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    namespace,
    headsOnly: true,
  });
  const names = new Set(kept.map(({ ref }) => ref.name));
  const isOf = (claim: string): boolean => [...names].some((set) => new RegExp(`-${set}-\\d+$`).test(claim));
  return claims.map(({ metadata }) => metadata.name).filter(isOf);
}

function deletesClaims(live: Removal['live']): boolean {
  // A StatefulSet, as the server validated it.
  const spec = live?.spec as { persistentVolumeClaimRetentionPolicy?: { whenDeleted?: string } } | undefined;
  return spec?.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete';
}

async function mustReadHeads(session: ClusterSession, target: ReleaseTarget): Promise<ReleaseHistory> {
  const history = await readHeads(session, target);
  if (history.last) return history;
  throw new ClusterError(
    'no-release',
    `there is no release ${target.releaseName} in namespace ${target.namespace}`,
    { suggestion: 'Check the name and the namespace: helm list --all-namespaces.' },
  );
}

/** Returns a mask that knows the Secrets of some releases. */
export function maskFor(releases: readonly Release[]): SecretMask {
  const mask = new SecretMask();
  for (const { manifest, hooks } of releases) {
    for (const { object } of objectsOfManifest(manifest)) mask.addSecret(object);
    for (const hook of hooks) for (const object of objectsOfText(hook.manifest)) mask.addSecret(object);
  }
  return mask;
}
