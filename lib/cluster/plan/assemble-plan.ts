import { defaultMaxHistory, type HookRecord, type Release } from '../../helm';
import type {
  PendingOperation,
  Plan,
  PlannedHook,
  PlannedHookObject,
  PlannedObject,
  PlanOperation,
} from './plan';
import type { NeededDecision, ObjectAction, ObjectChange, PlannedDeletion, SeenObject } from './plan';
import { idOf, nameOf, type KubeObject } from '../object';
import { pendingOperation } from '../record/operation';
import type { ReleaseHistory } from '../record/history';
import type { ClusterSession, ReleaseTarget } from '../session';
import { digestOf, effectOf, type Assessment } from './assess';
import { objectsOfText } from './documents';
import { placed, placeOf, type ListedObject, type ScopeOf } from './object-list';
import type { Removal } from './removals';
import type { SecretMask } from './secret-mask';
import { viewChange, viewDeletion } from './view-change';

/** How long a plan may be applied unless told otherwise: 15 minutes. */
const defaultLifetime = 15 * 60_000;

/** Everything a plan is put together from. */
export interface PlanParts {
  operation: PlanOperation;
  target: ReleaseTarget;
  history: ReleaseHistory;
  /** When the newest revision was begun, RFC 3339. */
  lastBegun: string;
  /** The record to write; undefined for an uninstall. */
  release: Release | undefined;
  /** The release whose chart and notes are shown. */
  shown: Release;
  crds: readonly KubeObject[];
  createsNamespace: boolean;
  objects: readonly { listed: ListedObject; assessment: Assessment }[];
  removals: readonly Removal[];
  hooks: readonly PlannedHookObject[];
  scopeOf: ScopeOf;
  warnings: readonly string[];
  blockers: readonly string[];
  stays: readonly string[];
  keepHistory: boolean;
  maxHistory: number | undefined;
  lifetime: number | undefined;
  mask: SecretMask;
  /** When planning began, by the session's clock. */
  startedAt: number;
}

/** Returns the plan: the masked picture, the steps, and the digest over both. */
export function assemblePlan(session: ClusterSession, parts: PlanParts): Plan {
  const { target, history, mask, release, shown } = parts;
  const changes = [
    ...parts.objects.map(({ listed, assessment }) => viewChange(assessment, listed, mask)),
    ...parts.removals.map((removal) => viewDeletion(removal, removal, mask)),
  ];
  const pending = pendingOperation(session, history.last, parts.lastBegun);
  const steps = {
    release,
    crds: parts.crds,
    objects: parts.objects.map(plannedObject),
    deletions: parts.removals.map(plannedDeletion),
    hooks: parts.hooks,
    keepHistory: parts.keepHistory,
    maxHistory: parts.maxHistory ?? defaultMaxHistory,
    seen: {
      records: history.heads.map(({ revision, status, resourceVersion }) => ({
        revision,
        status,
        resourceVersion,
      })),
    },
  };
  const blockers = [...parts.blockers, ...blockersOf(changes, pending)];
  const madeAt = session.clock.now();
  const { name, version, appVersion } = shown.chart.metadata;
  const view = {
    operation: parts.operation,
    target,
    revision: release?.version ?? history.last?.revision ?? 0,
    deployedRevision: history.deployed?.revision,
    context: session.cluster.place.context,
    madeAt,
    expiresAt: madeAt + (parts.lifetime ?? defaultLifetime),
    chart: { name, version, appVersion: appVersion ?? '' },
    createsNamespace: parts.createsNamespace,
    crds: parts.crds.map(({ metadata }) => metadata.name),
    changes,
    hooks: parts.hooks.map(({ hook }) => hook),
    counts: countActions(changes),
    isEmpty: isEmpty(changes, parts),
    needs: neededDecisions(changes, pending),
    blockers: blockers.map((text) => mask.text(text)),
    ...(pending ? { pending } : {}),
    warnings: [...parts.warnings.map((text) => mask.text(text)), ...pendingWarnings(pending)],
    notes: mask.text(shown.info.notes ?? ''),
    stays: parts.stays,
    milliseconds: madeAt - parts.startedAt,
  };
  // Times differ from plan to plan and say nothing about what happens.
  const { madeAt: _made, expiresAt: _expires, milliseconds: _took, ...lasting } = view;
  // The chart's files show in what they render to.
  const written = release && [release.version, release.manifest, release.hooks, release.config];
  const digest = digestOf({ lasting, steps: { ...steps, release: written } });
  return { view: { digest, ...view }, steps };
}

function isEmpty(changes: readonly ObjectChange[], parts: PlanParts): boolean {
  const nothing: readonly ObjectAction[] = ['unchanged', 'keep', 'gone'];
  return (
    parts.operation !== 'uninstall' &&
    !parts.createsNamespace &&
    parts.crds.length === 0 &&
    parts.hooks.length === 0 &&
    changes.every(({ action }) => nothing.includes(action))
  );
}

function plannedObject({ listed, assessment }: PlanParts['objects'][number]): PlannedObject {
  return {
    id: listed.id,
    object: listed.object,
    action: assessment.action,
    seen: seenOf(assessment.live),
    effect: effectOf(assessment),
    migrates: assessment.migrates,
  };
}

function plannedDeletion({ id, ref, action, live }: Removal): PlannedDeletion {
  return { id, ref, action, seen: seenOf(live) };
}

function seenOf(live: KubeObject | undefined): SeenObject {
  return { uid: live?.metadata.uid ?? '', resourceVersion: live?.metadata.resourceVersion ?? '' };
}

function countActions(changes: readonly ObjectChange[]): Record<ObjectAction, number> {
  const counts = { create: 0, change: 0, unchanged: 0, replace: 0, delete: 0, keep: 0, gone: 0 };
  for (const { action } of changes) counts[action] += 1;
  return counts;
}

function neededDecisions(
  changes: readonly ObjectChange[],
  pending: PendingOperation | undefined,
): NeededDecision[] {
  const names = (list: readonly ObjectChange[]): string[] => list.map(({ ref }) => nameOf(ref));
  const isApplied = ({ action }: ObjectChange): boolean => !['delete', 'keep', 'gone'].includes(action);
  const conflicting = changes.filter(({ conflicts }) => conflicts.length > 0);
  const owned = changes.filter((change) => isApplied(change) && change.owner !== undefined);
  const replaced = changes.filter(({ action }) => action === 'replace');
  const needs: NeededDecision[] = [];
  if (conflicting.length > 0) {
    const managers = new Set(conflicting.flatMap(({ conflicts }) => conflicts.map(({ manager }) => manager)));
    needs.push({
      decision: 'force-conflicts',
      message: `Fields that ${[...managers].join(', ')} set are overwritten and belong to Helm from then on.`,
      objects: names(conflicting),
    });
  }
  if (owned.length > 0) {
    needs.push({
      decision: 'take-ownership',
      message: 'Objects that exist and do not belong to this release become part of it.',
      objects: names(owned),
    });
  }
  if (replaced.length > 0) {
    needs.push({
      decision: 'replace',
      message: 'Objects whose fields cannot change in place are deleted and created anew.',
      objects: names(replaced),
    });
  }
  if (pending?.state === 'unknown') {
    needs.push({
      decision: 'take-over',
      message: `Revision ${pending.revision} is ${pending.status} since ${pending.since}. If no Helm works on it any more, it is marked as failed.`,
      objects: [],
    });
  }
  return needs;
}

function blockersOf(changes: readonly ObjectChange[], pending: PendingOperation | undefined): string[] {
  const refused = changes.filter(({ refusal }) => refusal !== undefined);
  const texts = refused.map(({ ref, refusal }) => `${nameOf(ref)}: ${refusal?.message ?? ''}`);
  if (pending?.state !== 'alive') return texts;
  return [
    ...texts,
    `revision ${pending.revision} is ${pending.status}: ${pending.holder} works on it right now`,
  ];
}

function pendingWarnings(pending: PendingOperation | undefined): string[] {
  if (pending?.state !== 'dead') return [];
  const seconds = Math.round((pending.silentFor ?? 0) / 1000);
  return [
    `revision ${pending.revision} is ${pending.status}, but ${pending.holder} has given no sign of life for ${seconds} s: it will be marked as failed, and this plan goes on from what is there`,
  ];
}

/** Returns the hooks of a release that run at one of `events`, ready to be applied. */
export function plannedHooks(
  hooks: readonly HookRecord[],
  events: readonly string[],
  { target, scopeOf }: { target: ReleaseTarget; scopeOf: ScopeOf },
): PlannedHookObject[] {
  return hooks.flatMap((record, index) => {
    const runs = record.events.filter((event) => events.includes(event));
    if (runs.length === 0) return [];
    return objectsOfText(record.manifest).map((object) => {
      const ref = placeOf(object, target, scopeOf);
      const hook: PlannedHook = {
        id: idOf(ref),
        ref,
        source: record.path,
        events: runs,
        weight: record.weight ?? 0,
        deletePolicies: record.delete_policies?.length ? record.delete_policies : ['before-hook-creation'],
        logPolicies: record.output_log_policies ?? [],
      };
      return { id: hook.id, hook, object: placed(object, ref), index };
    });
  });
}
