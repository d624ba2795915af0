import { composeRelease, toPlain, type Release, type Rendered, type RenderFailure } from '../../helm';
import { secretTexts } from '../../plane/secret-value-paths';
import type { KubeObject } from '../object';
import { isClusterError } from '../errors';
import { readHeads, readRelease, type ReleaseHistory } from '../record/history';
import type { ClusterSession, ReleaseTarget } from '../session';
import { assess, type AssessOptions, type Assessment } from './assess';
import { assemblePlan, plannedHooks, type PlanParts } from './assemble-plan';
import { objectsOfCrds } from './documents';
import { kindsOfCrd, listDocuments, readScopes, type ListedObject } from './object-list';
import type { PlanFailure, PlanResult } from './plan';
import { findRemovals, readPrevious } from './removals';
import { renderForCluster } from './render-release';
import type { PlanRequest } from './request';
import { SecretMask } from './secret-mask';

/**
 * Plans an install, or an upgrade where the release exists: renders the chart for the cluster, asks the
 * server by dry runs what each object would become, and finds what goes. Changes nothing. Returns Helm's
 * message when the chart does not render; throws a `ClusterError` when the cluster cannot be asked.
 */
export async function makePlan(session: ClusterSession, request: PlanRequest): Promise<PlanResult> {
  const startedAt = session.clock.now();
  const { target } = request;
  const mask = new SecretMask();
  mask.addValues(request.secretValues ?? []);
  // Nothing depends on the order of these three; discovery is the slow one.
  const [history, namespace] = await Promise.all([
    readHeads(session, target),
    findNamespace(session, target.namespace),
    session.cluster.resources(),
  ]);
  const isUpgrade = history.last !== undefined && history.last.status !== 'uninstalled';
  const revision = (history.last?.revision ?? 0) + 1;
  const isMissing = namespace === 'missing';
  const missingNamespaces = new Set(isMissing ? [target.namespace] : []);
  const [{ rendered, lookedUp }, previous] = await Promise.all([
    renderForCluster(session, request, { isUpgrade, revision, missingNamespaces }),
    isUpgrade ? readPrevious(session, target, history) : Promise.resolve([]),
  ]);
  for (const object of lookedUp) mask.addSecret(object);
  mask.addValues(secretTexts(rendered.ok ? toPlain(rendered.userValues) : request.overrides));
  if (!rendered.ok) return planFailure(rendered, mask);
  const crds = request.skipCrds ? [] : await missingCrds(session, objectsOfCrds(rendered.crds));
  const scopeOf = await readScopes(session, crds);
  const objects = listDocuments(rendered.documents, target, scopeOf);
  for (const { object } of objects) mask.addSecret(object);
  const createsNamespace = isMissing && (request.createNamespace ?? true);
  const [assessments, removals] = await Promise.all([
    assessAll(session, objects, {
      target,
      missingNamespaces,
      comingKinds: new Set(crds.flatMap(kindsOfCrd).map(({ apiVersion, kind }) => `${apiVersion}/${kind}`)),
    }),
    findRemovals(session, previous, { target, wanted: objects, scopeOf }),
  ]);
  for (const { live } of [...assessments, ...removals]) mask.addSecret(live);
  const last = newestOf(previous);
  const release = newRelease(session, { request, rendered, revision, isUpgrade, last });
  const events = isUpgrade ? ['pre-upgrade', 'post-upgrade'] : ['pre-install', 'post-install'];
  const parts: PlanParts = {
    operation: isUpgrade ? 'upgrade' : 'install',
    target,
    history,
    lastBegun: last?.info.last_deployed ?? '',
    release,
    shown: release,
    crds,
    createsNamespace,
    objects: paired(objects, assessments),
    removals,
    hooks: request.skipHooks ? [] : plannedHooks(release.hooks, events, { target, scopeOf }),
    scopeOf,
    warnings: rendered.warnings,
    blockers: isMissing && !createsNamespace ? [`namespace ${target.namespace} does not exist`] : [],
    stays: [],
    keepHistory: true,
    maxHistory: request.maxHistory,
    lifetime: request.lifetime,
    mask,
    startedAt,
  };
  return { ok: true, plan: assemblePlan(session, parts) };
}

/** Assesses all objects at once; the adapter limits how many requests run together. */
export async function assessAll(
  session: ClusterSession,
  objects: readonly ListedObject[],
  options: AssessOptions,
): Promise<Assessment[]> {
  return Promise.all(objects.map((listed) => assess(session, listed, options)));
}

/** Joins objects with what was found about them, in order. */
export function paired(
  objects: readonly ListedObject[],
  assessments: readonly Assessment[],
): { listed: ListedObject; assessment: Assessment }[] {
  return assessments.flatMap((assessment, index) => {
    const listed = objects[index];
    return listed ? [{ listed, assessment }] : [];
  });
}

/** Whether a namespace is there; `unknown` when we may not look, as with rights in one namespace only. */
export async function findNamespace(
  session: ClusterSession,
  name: string,
): Promise<'there' | 'missing' | 'unknown'> {
  try {
    const found = await session.cluster.get({ apiVersion: 'v1', kind: 'Namespace', namespace: '', name });
    return found ? 'there' : 'missing';
  } catch (error) {
    if (isClusterError(error, 'forbidden')) return 'unknown';
    throw error;
  }
}

function newRelease(
  session: ClusterSession,
  made: {
    request: PlanRequest;
    rendered: Rendered;
    revision: number;
    isUpgrade: boolean;
    last: Release | undefined;
  },
): Release {
  const { request, rendered, revision, isUpgrade, last } = made;
  const now = new Date(session.clock.now()).toISOString();
  return composeRelease({
    name: request.target.releaseName,
    namespace: request.target.namespace,
    revision,
    chart: request.chart,
    config: toPlain(rendered.userValues),
    documents: rendered.documents,
    hooks: rendered.hooks,
    notes: rendered.notes,
    status: isUpgrade ? 'pending-upgrade' : 'pending-install',
    description: isUpgrade ? 'Preparing upgrade' : 'Initial install underway',
    firstDeployed: last?.info.first_deployed ?? now,
    lastDeployed: now,
  });
}

/** As Helm: definitions that exist are left alone, whatever they say. */
async function missingCrds(session: ClusterSession, crds: readonly KubeObject[]): Promise<KubeObject[]> {
  const found = await Promise.all(
    crds.map(({ apiVersion, kind, metadata: { name } }) =>
      session.cluster.get({ apiVersion, kind, namespace: '', name }),
    ),
  );
  return crds.filter((_, index) => found[index] === undefined);
}

function planFailure({ message, position }: RenderFailure, mask: SecretMask): PlanFailure {
  return { ok: false, code: 'render', message: mask.text(message), ...(position ? { position } : {}) };
}

/** Returns the newest of some releases. */
export function newestOf(releases: readonly Release[]): Release | undefined {
  return [...releases].sort((a, b) => b.version - a.version)[0];
}

/** Returns the release that is deployed, else the newest one. Throws `no-release` when there is none. */
export async function readCurrent(
  session: ClusterSession,
  target: ReleaseTarget,
  history: ReleaseHistory,
): Promise<Release> {
  const head = history.deployed ?? history.last;
  return readRelease(session, target, head?.revision ?? 1);
}
