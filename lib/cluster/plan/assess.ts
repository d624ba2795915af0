import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { encodeUtf8 } from '../../base';
import { isClusterError, type ClusterError, type FieldCause, type FieldConflict } from '../errors';
import type { KubeObject, ObjectRef } from '../object';
import type { ClusterSession, ReleaseTarget } from '../session';
import { canonicalJson, differencesOf, printSteps, type FieldDifference } from './field-changes';
import { fieldsOf, hasClientSideFields, helmManager, ownerOf, withoutDropped } from './field-owners';
import { foreignOwner } from './ownership';
import type { ForeignOwner, ObjectAction } from './plan';

/** What applying one object would do, with secret values as they are. */
export interface Assessment {
  ref: ObjectRef;
  action: ObjectAction;
  reason: string | undefined;
  differences: readonly FieldDifference[];
  conflicts: readonly FieldConflict[];
  owner: ForeignOwner | undefined;
  refusal: { message: string; causes: readonly FieldCause[] } | undefined;
  warnings: readonly string[];
  checkedBy: 'server' | 'stand-in' | 'none';
  live: KubeObject | undefined;
  /** As the server would hold it; the object itself where nobody could say. */
  planned: KubeObject;
  migrates: boolean;
}

/** What assessing knows besides the object. */
export interface AssessOptions {
  target: ReleaseTarget;
  /** Namespaces that do not exist yet: nothing can be there, and dry runs go elsewhere. */
  missingNamespaces: ReadonlySet<string>;
  /** Kinds that come with this plan, as `apiVersion/Kind`: the server does not know them yet. */
  comingKinds: ReadonlySet<string>;
}

/** A namespace that every cluster has, for dry runs of what belongs into one that does not exist yet. */
const standIn = 'default';

/**
 * Asks the server what applying `object` would do, by dry runs; changes nothing. `ref.namespace` is where
 * it goes. Throws a `ClusterError` only when the server cannot be asked at all: what it says about the
 * object itself is part of the assessment.
 */
export async function assess(
  session: ClusterSession,
  { object, ref }: { object: KubeObject; ref: ObjectRef },
  options: AssessOptions,
): Promise<Assessment> {
  const base: Assessment = {
    ref,
    action: 'create',
    reason: undefined,
    differences: [],
    conflicts: [],
    owner: undefined,
    refusal: undefined,
    warnings: [],
    checkedBy: 'server',
    live: undefined,
    planned: object,
    migrates: false,
  };
  if (options.comingKinds.has(`${ref.apiVersion}/${ref.kind}`)) return { ...base, checkedBy: 'none' };
  if (options.missingNamespaces.has(ref.namespace)) return assessElsewhere(session, base, object);
  const [live, first] = await Promise.all([session.cluster.get(ref), dryRun(session, object, false)]);
  const conflicts = first.error?.conflicts ?? [];
  const migrates = live !== undefined && hasClientSideFields(live);
  // Conflicts with what Helm itself wrote client-side are none: those fields are handed over first.
  const foreign = conflicts.filter(({ manager }) => !(migrates && manager === helmManager));
  const answer = conflicts.length > 0 ? await dryRun(session, object, true) : first;
  const found: Assessment = {
    ...base,
    live,
    migrates,
    conflicts: foreign,
    owner: live && foreignOwner(live, options.target),
    warnings: answer.warnings,
  };
  if (answer.error) return refused(session, { found, object, error: answer.error });
  const planned = migrates && live ? await afterMigration(session, live, answer.object) : answer.object;
  if (!live) return { ...found, planned };
  const differences = differencesOf(live, planned);
  const isSame = differences.length === 0;
  return { ...found, planned, differences, action: isSame ? 'unchanged' : 'change' };
}

/**
 * Returns what an apply gives after Helm's client-side fields were handed over: those that the chart no
 * longer renders go. Helm 3 also owns every default that the server filled in; a dry run of the object
 * without them puts these back.
 */
async function afterMigration(
  session: ClusterSession,
  live: KubeObject,
  planned: KubeObject,
): Promise<KubeObject> {
  const others = (live.metadata.managedFields ?? [])
    .filter((entry) => entry.manager !== helmManager && !entry.subresource)
    .map((entry) => entry.fieldsV1);
  const without = withoutDropped(planned, fieldsOf(live, 'Update'), [fieldsOf(planned, 'Apply'), ...others]);
  try {
    return await session.cluster.replace(without, { dryRun: true });
  } catch (error) {
    // Something that goes and cannot be missing, or a writer in between: the apply itself will tell.
    if (isClusterError(error, 'invalid', 'changed', 'forbidden')) return planned;
    throw error;
  }
}

type DryRun =
  | { object: KubeObject; warnings: readonly string[]; error?: undefined }
  | { error: ClusterError; warnings: readonly string[]; object?: undefined };

async function dryRun(session: ClusterSession, object: KubeObject, force: boolean): Promise<DryRun> {
  try {
    return await session.cluster.apply(object, { manager: helmManager, dryRun: true, force });
  } catch (error) {
    const isVerdict = isClusterError(error, 'conflict', 'invalid', 'unknown-kind', 'not-found', 'forbidden');
    if (!isVerdict) throw error;
    return { error, warnings: [] };
  }
}

/** The server does not want the object as it is: perhaps it would want it anew. */
async function refused(
  session: ClusterSession,
  { found, object, error }: { found: Assessment; object: KubeObject; error: ClusterError },
): Promise<Assessment> {
  const { live } = found;
  const immutable = live && error.code === 'invalid' ? immutableFields(error) : [];
  if (!live || immutable.length === 0) {
    return { ...found, refusal: { message: error.message, causes: error.causes } };
  }
  const elsewhere = await tryElsewhere(session, object, object.metadata.namespace);
  if (elsewhere?.error) {
    return { ...found, refusal: { message: elsewhere.error.message, causes: elsewhere.error.causes } };
  }
  const planned = elsewhere?.object ? renamed(elsewhere.object, object) : object;
  return {
    ...found,
    action: 'replace',
    reason: `cannot change in place: ${immutable.join('; ')}`,
    planned,
    differences: differencesOf(live, planned),
  };
}

function immutableFields(error: ClusterError): string[] {
  const isImmutable = ({ message }: FieldCause): boolean =>
    /immutable|updates to statefulset spec for fields other than|may not change once set/i.test(message);
  const found = error.causes.filter(isImmutable);
  return [...new Set(found.map(({ field }) => (field === '' ? 'spec' : field)))];
}

async function assessElsewhere(
  session: ClusterSession,
  base: Assessment,
  object: KubeObject,
): Promise<Assessment> {
  const answer = await tryElsewhere(session, object, standIn);
  if (!answer) return { ...base, checkedBy: 'none' };
  if (answer.error) {
    const { message, causes } = answer.error;
    return { ...base, checkedBy: 'stand-in', refusal: { message, causes } };
  }
  const planned = renamed(answer.object, object);
  return { ...base, checkedBy: 'stand-in', planned, warnings: answer.warnings };
}

/**
 * Dry-runs a creation in another place: under its own name if that is free there, else under another.
 * Undefined when we may not even try.
 */
async function tryElsewhere(
  session: ClusterSession,
  object: KubeObject,
  namespace: string | undefined,
): Promise<DryRun | undefined> {
  const metadata = { ...object.metadata, ...(namespace === undefined ? {} : { namespace }) };
  for (const name of [metadata.name, otherName(metadata.name)]) {
    try {
      const made = { ...object, metadata: { ...metadata, name } };
      return { object: await session.cluster.create(made, { dryRun: true }), warnings: [] };
    } catch (error) {
      if (isClusterError(error, 'already-exists')) continue;
      if (isClusterError(error, 'forbidden')) return undefined;
      if (!isClusterError(error, 'invalid', 'unknown-kind', 'not-found')) throw error;
      return { error, warnings: [] };
    }
  }
  return undefined;
}

/** Another name of the same length and the same characters. */
function otherName(name: string): string {
  const hash = bytesToHex(sha256(encodeUtf8(name)));
  return name.length > 12 ? `${name.slice(0, -6)}${hash.slice(0, 6)}` : `${name}-${hash.slice(0, 6)}`;
}

/** The dry run's object under the name and in the place that it is meant for. */
function renamed(dryRunObject: KubeObject, object: KubeObject): KubeObject {
  const { name, namespace } = object.metadata;
  const metadata = { ...dryRunObject.metadata, name, ...(namespace === undefined ? {} : { namespace }) };
  return { ...dryRunObject, metadata };
}

/**
 * Returns a digest of what an assessment says would happen. Two assessments of one object with the same
 * effect ask for the same agreement, whatever happened to the object in between (AP3).
 */
export function effectOf(assessment: Assessment): string {
  const { action, differences, conflicts, owner, live } = assessment;
  const fields = differences.map(({ steps, before, after }) => [printSteps(steps), before, after]);
  // An object that was made anew under the same name is another object.
  const effect = { action, uid: live?.metadata.uid, fields, conflicts, owner };
  return digestOf(effect);
}

/** Returns the SHA-256 of data, as hexadecimal digits. */
export function digestOf(data: unknown): string {
  return bytesToHex(sha256(encodeUtf8(canonicalJson(data))));
}

/** Whose field a difference changes. */
export function managerOf(assessment: Assessment, difference: FieldDifference): string | undefined {
  return assessment.live && ownerOf(assessment.live, difference.steps)?.manager;
}
