import type { RenderedDocument } from '../../helm';
import { componentOf, type ComponentId } from '../../plane';
import { ClusterError } from '../errors';
import { idOf, refOf, type KubeObject, type ObjectRef } from '../object';
import type { ClusterSession, ReleaseTarget } from '../session';
import type { ManifestObject } from './documents';
import { objectsOfText } from './documents';
import { withOwnership } from './ownership';

/** An object of a release, ready to be applied. */
export interface ListedObject {
  id: string;
  ref: ObjectRef;
  source: string;
  component: ComponentId;
  /** With namespace and ownership. */
  object: KubeObject;
}

/** Which kinds live in namespaces: the server says so, or the CustomResourceDefinitions that come along. */
export type ScopeOf = (apiVersion: string, kind: string) => 'namespaced' | 'cluster' | undefined;

/** Returns what tells the scope of a kind, given the definitions that come with the plan. */
export async function readScopes(session: ClusterSession, crds: readonly KubeObject[]): Promise<ScopeOf> {
  const scopes = new Map<string, 'namespaced' | 'cluster'>();
  for (const crd of crds) {
    for (const { apiVersion, kind, isNamespaced } of kindsOfCrd(crd))
      scopes.set(`${apiVersion}/${kind}`, isNamespaced ? 'namespaced' : 'cluster');
  }
  for (const { apiVersion, kind, isNamespaced } of await session.cluster.resources())
    scopes.set(`${apiVersion}/${kind}`, isNamespaced ? 'namespaced' : 'cluster');
  return (apiVersion, kind) => scopes.get(`${apiVersion}/${kind}`);
}

/** Returns the kinds that a CustomResourceDefinition brings. */
export function kindsOfCrd(crd: KubeObject): { apiVersion: string; kind: string; isNamespaced: boolean }[] {
  // The shape of every definition that an API server accepts; anything else brings nothing.
  const spec = crd.spec as
    { group?: string; scope?: string; names?: { kind?: string }; versions?: { name?: string }[] } | undefined;
  return (spec?.versions ?? []).map(({ name }) => ({
    apiVersion: `${spec?.group ?? ''}/${name ?? ''}`,
    kind: spec?.names?.kind ?? '',
    isNamespaced: spec?.scope === 'Namespaced',
  }));
}

/** Returns the ref of an object: its own namespace, else the release's, none for the whole cluster. */
export function placeOf(object: KubeObject, target: ReleaseTarget, scopeOf: ScopeOf): ObjectRef {
  // A kind that nobody knows is refused later; most are namespaced.
  const scope = scopeOf(object.apiVersion, object.kind) ?? 'namespaced';
  const ref = refOf(object, target.namespace);
  return scope === 'cluster' ? { ...ref, namespace: '' } : ref;
}

/** Returns the objects of rendered documents, placed and owned. Throws `invalid` when two are the same object. */
export function listDocuments(
  documents: readonly RenderedDocument[],
  target: ReleaseTarget,
  scopeOf: ScopeOf,
): ListedObject[] {
  const objects = documents.flatMap(({ source, text }) =>
    // Helm parses documents where they stand in the manifest, with a line break behind each: a text block
    // at the end of one then has its own.
    objectsOfText(`${text}\n`).map((object) => ({ source, object })),
  );
  return listObjects(objects, target, scopeOf);
}

/** Returns the objects of a stored manifest, placed and owned. Throws `invalid` when two are the same object. */
export function listObjects(
  objects: readonly ManifestObject[],
  target: ReleaseTarget,
  scopeOf: ScopeOf,
): ListedObject[] {
  const seen = new Map<string, string>();
  return objects.map(({ source, object }) => {
    const ref = placeOf(object, target, scopeOf);
    const id = idOf(ref);
    const other = seen.get(id);
    if (other !== undefined) {
      throw new ClusterError('invalid', `${id} is rendered twice: by ${other} and by ${source}`);
    }
    seen.set(id, source);
    const owned = withOwnership(placed(object, ref), target);
    return { id, ref, source, component: componentOf(source, componentText(object)), object: owned };
  });
}

/** Returns `object` in the namespace of `ref`. */
export function placed(object: KubeObject, ref: ObjectRef): KubeObject {
  if (ref.namespace === '') return object;
  return { ...object, metadata: { ...object.metadata, namespace: ref.namespace } };
}

/** `componentOf` reads the component label from a text, as the preview has one. */
function componentText({ metadata }: KubeObject): string {
  const component = metadata.labels?.['app.kubernetes.io/component'];
  return component === undefined ? '' : `    app.kubernetes.io/component: ${component}`;
}
