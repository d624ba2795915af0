import { dump } from 'js-yaml';

/** What the GitOps forms need to know of the plane. Names and paths only, never a value. */
export interface GitOpsTarget {
  releaseName: string;
  namespace: string;
  /** Folder of the bundle inside the repository, e.g. `clusters/prod/observability-plane`. */
  folder: string;
  /** The repository that the reader will commit the bundle to; a stand-in until edited. */
  repositoryUrl: string;
  /** Chart name, which is also its folder below `chart/`. */
  chartName: string;
}

/**
 * Returns an Argo CD Application that installs the bundled chart with the bundled values. It points
 * at the unpacked chart, because Argo CD reads charts in Git from folders only.
 */
export function printArgoApplication(target: GitOpsTarget): string {
  return dump({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: target.releaseName, namespace: 'argocd' },
    spec: {
      project: 'default',
      source: {
        repoURL: target.repositoryUrl,
        targetRevision: 'HEAD',
        path: `${target.folder}/chart/${target.chartName}`,
        helm: { releaseName: target.releaseName, valueFiles: ['../../values.yaml'] },
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: target.namespace },
      syncPolicy: { syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] },
    },
  });
}

/** Returns a Flux GitRepository and the HelmRelease that installs the bundled chart from it. */
export function printFluxRelease(target: GitOpsTarget, overrides: object): string {
  const repository = {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: target.releaseName, namespace: target.namespace },
    spec: { interval: '10m', url: target.repositoryUrl, ref: { branch: 'main' } },
  };
  const release = {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: target.releaseName, namespace: target.namespace },
    spec: {
      interval: '10m',
      releaseName: target.releaseName,
      chart: {
        spec: {
          chart: `./${target.folder}/chart/${target.chartName}`,
          sourceRef: { kind: 'GitRepository', name: target.releaseName },
          // The chart's version stays the same while its folder changes; follow the revision.
          reconcileStrategy: 'Revision',
        },
      },
      values: overrides,
    },
  };
  return `${dump(repository)}---\n${dump(release)}`;
}
