// The definitions of the custom resources that the chart can make, out of the published Go modules of their
// projects: cert-manager, the Gateway API and the Prometheus operator.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { downloadModule } from './go-build';

const sources = [
  {
    module: 'github.com/cert-manager/cert-manager@v1.21.2',
    files: ['deploy/crds/cert-manager.io_certificates.yaml', 'deploy/crds/cert-manager.io_issuers.yaml'],
  },
  {
    module: 'sigs.k8s.io/gateway-api@v1.6.3',
    files: [
      'config/crd/standard/gateway.networking.k8s.io_httproutes.yaml',
      'config/crd/standard/gateway.networking.k8s.io_grpcroutes.yaml',
    ],
  },
  {
    module: 'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    files: ['servicemonitors', 'podmonitors', 'prometheusrules'].map(
      (name) => `example/prometheus-operator-crd/monitoring.coreos.com_${name}.yaml`,
    ),
  },
];

/** A definition as far as tests look into it. */
export interface CustomResourceDefinition {
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; served: boolean; schema: { openAPIV3Schema: object } }[];
  };
}

/** Returns the definitions, downloading their modules on first use. Needs Go. */
export function customResourceDefinitions(): CustomResourceDefinition[] {
  return customResourceFiles().map(
    // The files are what their projects ship.
    (file) => load(readFileSync(file, 'utf8')) as CustomResourceDefinition,
  );
}

/** Returns the files with the definitions, for `kubectl apply --server-side`. Needs Go. */
export function customResourceFiles(): string[] {
  return sources.flatMap(({ module, files }) => {
    const { Dir } = downloadModule(module);
    return files.map((file) => join(Dir, file));
  });
}
