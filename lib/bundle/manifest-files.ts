import { dump } from 'js-yaml';
import { encodeUtf8 } from '../base';
import { componentIds, type PlaneObject } from '../plane';
import type { BundleFile } from './archive';

/**
 * Returns the rendered objects as files, `manifests/<component>/<nn>-<kind>-<name>.yaml`, and the
 * kustomization that lists them. The number is the place in Helm's install order, so that a plain
 * `kubectl apply -f` of a folder creates things in the same order as Helm does.
 */
export function manifestFiles(objects: readonly PlaneObject[], namespace: string): readonly BundleFile[] {
  const width = String(objects.length).length;
  const files = objects.map((object, index) => ({
    component: object.component,
    path: `${object.component}/${String(index + 1).padStart(width, '0')}-${object.kind.toLowerCase()}-${fileNamePart(object.name)}.yaml`,
    text: `# Source: ${object.source}\n${object.text.replace(/\n*$/, '\n')}`,
  }));
  const resources = componentIds.flatMap((id) =>
    files.filter((file) => file.component === id).map((file) => file.path),
  );
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    // Kustomize would move objects of other namespaces as well; every object names its own.
    ...(objects.some((object) => isElsewhere(object, namespace)) ? {} : { namespace }),
    resources,
  };
  return [
    ...files.map((file) => ({ path: `manifests/${file.path}`, data: encodeUtf8(file.text) })),
    { path: 'manifests/kustomization.yaml', data: encodeUtf8(dump(kustomization)) },
  ];
}

function isElsewhere(object: PlaneObject, namespace: string): boolean {
  const own = /^ {2}namespace: "?([^"\n]+)"?$/m.exec(object.text)?.[1];
  return own !== undefined && own !== namespace;
}

/** Object names may hold `:` and other characters that some file systems refuse. */
function fileNamePart(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '-');
}
