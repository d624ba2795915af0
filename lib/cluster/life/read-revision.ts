import { fromPlain, writeYaml, type Release } from '../../helm';
import { secretValuePaths } from '../../plane/secret-value-paths';
import { idOf, isRecord, refOf, type KubeObject } from '../object';
import { objectsOfManifest } from '../plan/documents';
import { canonicalJson, differencesOf, printSteps } from '../plan/field-changes';
import { maskedText, type FieldChange } from '../plan/plan';
import { maskFor } from '../plan/plan-rollback';
import type { SecretMask } from '../plan/secret-mask';
import { viewValues } from '../plan/view-change';
import { readRelease } from '../record/history';
import type { ClusterSession, ReleaseTarget } from '../session';
import { revisionOf } from './read-releases';
import type { RevisionComparison, RevisionDetail } from './views';

/** Returns everything that a revision says, masked. Throws `no-release`. */
export async function readRevision(
  session: ClusterSession,
  target: ReleaseTarget,
  revision: number,
): Promise<RevisionDetail> {
  const release = await readRelease(session, target, revision);
  return detailOf(release, maskFor([release]));
}

/** Returns what differs between two revisions, masked. Throws `no-release`. */
export async function compareRevisions(
  session: ClusterSession,
  target: ReleaseTarget,
  { from, to }: { from: number; to: number },
): Promise<RevisionComparison> {
  const [before, after] = await Promise.all([
    readRelease(session, target, from),
    readRelease(session, target, to),
  ]);
  const mask = maskFor([before, after]);
  return {
    from: detailOf(before, mask),
    to: detailOf(after, mask),
    values: compareValues(before, after, mask),
    objects: compareObjects({ before, after, target }, mask),
  };
}

function detailOf(release: Release, mask: SecretMask): RevisionDetail {
  const objects = objectsOfManifest(release.manifest);
  return {
    ...revisionOf(release),
    description: mask.text(release.info.description),
    valuesText: `${writeYaml(fromPlain(maskValues(release, mask)))}\n`,
    // Written anew rather than edited: nothing of a Secret's text can be missed.
    manifestText: objects
      .map(({ source, object }) => `---\n# Source: ${source}\n${mask.yaml(object)}`)
      .join(''),
    hooksText: release.hooks.map(({ path, manifest }) => hookText(path, manifest, mask)).join(''),
    notes: mask.text(release.info.notes ?? ''),
  };
}

function hookText(path: string, manifest: string, mask: SecretMask): string {
  return objectsOfManifest(`---\n# Source: ${path}\n${manifest}\n`)
    .map(({ object }) => `---\n# Source: ${path}\n${mask.yaml(object)}`)
    .join('');
}

/** Values at sensitive paths of the plane are hidden, and whatever else is the value of a Secret. */
function maskValues(release: Release, mask: SecretMask): unknown {
  return mask.value(hidePaths(release.config ?? {}, secretValuePaths()));
}

function hidePaths(values: unknown, paths: ReadonlySet<string>, at = ''): unknown {
  if (paths.has(at)) return values === null || values === '' ? values : maskedText;
  if (!isRecord(values)) return values;
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      hidePaths(value, paths, at === '' ? key : `${at}.${key}`),
    ]),
  );
}

function compareValues(before: Release, after: Release, mask: SecretMask): FieldChange[] {
  const hidden = secretValuePaths();
  return differencesOf(asObject(before.config), asObject(after.config)).map(({ steps, ...values }) => {
    const path = printSteps(steps.slice(1));
    const isHidden = [...hidden].some((secret) => path === secret || path.startsWith(`${secret}.`));
    const kind = isHidden ? 'Secret' : 'Values';
    // `viewValues` hides below `data` of a Secret.
    const { path: _, ...shown } = viewValues({ kind, path: isHidden ? 'data' : path }, values, mask);
    return { path, ...shown };
  });
}

/** Values as an object, so that they can be compared as objects are. */
function asObject(values: unknown): KubeObject {
  return { apiVersion: '', kind: 'Values', metadata: { name: '' }, values: values ?? {} };
}

function compareObjects(
  { before, after, target }: { before: Release; after: Release; target: ReleaseTarget },
  mask: SecretMask,
): RevisionComparison['objects'] {
  const old = byId(before, target);
  const now = byId(after, target);
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(
    (id): RevisionComparison['objects'][number][] => {
      const [was, is] = [old.get(id), now.get(id)];
      if (!was || !is) return [{ id, change: was ? 'removed' : 'added', fields: [] }];
      if (canonicalJson(was) === canonicalJson(is)) return [];
      const fields = differencesOf(was, is).map(({ steps, ...values }) =>
        viewValues({ kind: is.kind, path: printSteps(steps) }, values, mask),
      );
      return fields.length === 0 ? [] : [{ id, change: 'changed', fields }];
    },
  );
}

function byId({ manifest }: Release, target: ReleaseTarget): Map<string, KubeObject> {
  return new Map(
    objectsOfManifest(manifest).map(({ object }) => [idOf(refOf(object, target.namespace)), object]),
  );
}
