import { planeChart } from '../../plane';
import type { Chart, Release } from '../../helm';
import { ClusterError } from '../errors';
import { assess, type Assessment } from '../plan/assess';
import { objectsOfManifest } from '../plan/documents';
import { printSteps } from '../plan/field-changes';
import { ownerOf } from '../plan/field-owners';
import { findNamespace } from '../plan/make-plan';
import { listObjects, readScopes, type ListedObject } from '../plan/object-list';
import { maskFor } from '../plan/plan-rollback';
import type { SecretMask } from '../plan/secret-mask';
import { viewValues } from '../plan/view-change';
import { readHeads, readRelease } from '../record/history';
import type { ClusterSession, ReleaseTarget } from '../session';
import { ValueFinder } from './value-finder';
import type { DriftedField, DriftedObject, DriftReport } from './views';

/** What to look at. */
export interface DriftRequest {
  target: ReleaseTarget;
  /**
   * The chart whose values drifted fields are looked up in, when it has the name and version of the
   * release's. Default: the plane's.
   */
  chart?: Chart;
}

/**
 * Returns what differs live from the deployed revision, who changed it and since when: what applying the
 * revision again would put back. To put it back, plan a rollback to that revision; to keep it, put the
 * fields' `accept` into the values. Fields that the release says nothing about are nobody's drift.
 * Throws `no-release` when nothing is deployed.
 */
export async function findDrift(session: ClusterSession, request: DriftRequest): Promise<DriftReport> {
  const { target } = request;
  const { deployed } = await readHeads(session, target);
  if (!deployed) {
    throw new ClusterError(
      'no-release',
      `no revision of ${target.releaseName} is deployed in namespace ${target.namespace}`,
    );
  }
  const [release, scopeOf, namespace] = await Promise.all([
    readRelease(session, target, deployed.revision),
    readScopes(session, []),
    findNamespace(session, target.namespace),
  ]);
  if (namespace === 'missing') throw new ClusterError('no-release', `namespace ${target.namespace} is gone`);
  const listed = listObjects(objectsOfManifest(release.manifest), target, scopeOf);
  const options = { target, missingNamespaces: new Set<string>(), comingKinds: new Set<string>() };
  const assessments = await Promise.all(listed.map((one) => assess(session, one, options)));
  const mask = maskFor([release]);
  for (const { live } of assessments) mask.addSecret(live);
  const values = valueFinder(release, request);
  const objects = assessments.flatMap((assessment, index) => {
    const object = listed[index];
    return object && hasDrifted(assessment) ? [viewDrift({ assessment, listed: object, values }, mask)] : [];
  });
  return { target, revision: release.version, objects, looked: listed.length };
}

function hasDrifted({ live, differences }: Assessment): boolean {
  return live === undefined || differences.length > 0;
}

function viewDrift(
  found: { assessment: Assessment; listed: ListedObject; values: ValueFinder | undefined },
  mask: SecretMask,
): DriftedObject {
  const { assessment, listed, values } = found;
  const { ref, live, differences } = assessment;
  const fields = differences.map((difference): DriftedField => {
    const path = printSteps(difference.steps);
    const owner = live && ownerOf(live, difference.steps);
    const shown = viewValues({ kind: ref.kind, path }, difference, mask);
    // A hidden value must not come back as a proposal.
    const accept = shown.isMasked ? undefined : values?.find(listed, difference);
    return {
      ...shown,
      ...(owner ? { manager: owner.manager } : {}),
      ...(owner?.since === undefined ? {} : { since: owner.since }),
      ...(accept ? { accept } : {}),
    };
  });
  return { id: listed.id, ref, component: listed.component, isMissing: live === undefined, fields };
}

function valueFinder(release: Release, request: DriftRequest): ValueFinder | undefined {
  const chart = request.chart ?? planeChart('4.2');
  const { name, version } = release.chart.metadata;
  // Another chart says nothing about where this release's lines come from.
  if (chart.metadata.name !== name || chart.metadata.version !== version) return undefined;
  return new ValueFinder({ chart, release, target: request.target });
}
