// Which programs make the control plane, at which versions, and how each is built.
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type GoProgram, buildGoProgram, downloadModule } from '../plane-parts/go-build';

/** The Kubernetes versions that tests may run against; the newest is the default. */
export const kubernetesVersions = ['1.37.2', '1.34.4'] as const;
export type KubernetesVersion = (typeof kubernetesVersions)[number];

const etcdVersion = '3.7.3';
const kwokModule = 'sigs.k8s.io/kwok@v0.8.0';

/** How kwok's nodes and pods behave: ready at once, pods of Jobs completed, deleted ones gone. */
const stages = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat/node-heartbeat.yaml',
  'pod/fast/pod-ready.yaml',
  'pod/fast/pod-complete.yaml',
  'pod/fast/pod-delete.yaml',
];

/** Paths of the built programs. */
export interface Programs {
  etcd: string;
  apiserver: string;
  controllerManager: string;
  scheduler: string;
  kwok: string;
  /** The text of kwok's configuration file. */
  kwokConfiguration: string;
}

/** Returns the programs of one Kubernetes version, building what is not in the cache yet. */
export function buildPrograms(version: KubernetesVersion): Programs {
  const etcd = buildGoProgram({
    name: 'etcd',
    require: [`go.etcd.io/etcd/server/v3@v${etcdVersion}`],
    package: 'go.etcd.io/etcd/server/v3',
  });
  const kwok = buildGoProgram({
    name: 'kwok',
    require: [kwokModule],
    package: 'sigs.k8s.io/kwok/cmd/kwok',
  });
  const servers = buildGoProgram(controlPlane(version));
  const serverNamed = (name: string): string => {
    const link = join(dirname(servers), name);
    if (!existsSync(link)) symlinkSync(servers, link);
    return link;
  };
  return {
    etcd,
    kwok,
    kwokConfiguration: readStages(),
    apiserver: serverNamed('kube-apiserver'),
    controllerManager: serverNamed('kube-controller-manager'),
    scheduler: serverNamed('kube-scheduler'),
  };
}

/** Returns the version that a text such as `1.37` or `1.37.2` names; the newest when it is empty. */
export function kubernetesVersion(text = ''): KubernetesVersion {
  const found = kubernetesVersions.find(
    (version) => version === text || version.startsWith(`${text}.`) || !text,
  );
  if (!found) throw new Error(`Kubernetes ${text} is none of ${kubernetesVersions.join(', ')}`);
  return found;
}

function readStages(): string {
  const folder = join(downloadModule(kwokModule).Dir, 'kustomize', 'stage');
  return stages.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n---\n');
}

function controlPlane(version: KubernetesVersion): GoProgram {
  const modulePath = `k8s.io/kubernetes@v${version}`;
  const libraries = version.replace(/^1\./, '0.');
  const [major = '', minor = ''] = version.split('.');
  return {
    name: `kubernetes-${major}.${minor}`,
    require: [modulePath],
    replace: stagingModules(modulePath).map((name) => `${name} => ${name} v${libraries}`),
    main: join(fileURLToPath(import.meta.url), '..', 'control-plane.go'),
    variables: {
      'k8s.io/component-base/version.gitVersion': `v${version}`,
      'k8s.io/component-base/version.gitMajor': major,
      'k8s.io/component-base/version.gitMinor': minor,
    },
  };
}

/**
 * Returns the modules that Kubernetes' own go.mod takes from its `staging` folder. They are published
 * one by one, and a build outside the repository must name the published version of each.
 */
function stagingModules(module: string): string[] {
  const text = readFileSync(downloadModule(module).GoMod, 'utf8');
  return [...text.matchAll(/^\s+(k8s\.io\/[a-z-]+) => \.\/staging\//gm)].map((match) => match[1] ?? '');
}
