import type { ValuesPatch } from '../patch';

/** A plane to start from: what it changes over the defaults, and whom it is for. */
export interface PlaneTemplate {
  id: string;
  title: string;
  /** One sentence. */
  description: string;
  patch: ValuesPatch;
}

const resources = (path: string, [cpu, memory]: [string, string], limits: [string, string]): ValuesPatch => [
  { path: `${path}.requests.cpu`, set: cpu },
  { path: `${path}.requests.memory`, set: memory },
  { path: `${path}.limits.cpu`, set: limits[0] },
  { path: `${path}.limits.memory`, set: limits[1] },
];

/** The templates, smallest plane first. None holds a secret; names of Secrets and hosts are to be adapted. */
export const planeTemplates: readonly PlaneTemplate[] = [
  {
    id: 'laptop',
    title: 'Laptop',
    description: 'One server of each kind, three days of data and 20 GiB of disk: for kind, k3d or minikube.',
    patch: [
      { path: 'global.installationMode', set: 'minimal' },
      { path: 'clickstack.storage.minimalSize', set: '20Gi' },
      { path: 'clickstack.storage.retainOnDelete', set: false },
      ...resources('clickstack.resources', ['250m', '1Gi'], ['2', '2Gi']),
      { path: 'clickstack.memory.markCache', set: '64Mi' },
      { path: 'clickstack.retention.logs', set: '72h' },
      { path: 'clickstack.retention.traces', set: '72h' },
      { path: 'clickstack.retention.metrics', set: '72h' },
      { path: 'clickstack.retention.sessions', set: '72h' },
      { path: 'hyperdx.mongodb.persistence.size', set: '2Gi' },
      { path: 'hyperdx.mongodb.persistence.retainOnDelete', set: false },
    ],
  },
  {
    id: 'small-production',
    title: 'Small production',
    description:
      'Three ClickHouse servers with 500 GiB each and two of what takes data in and answers: for tens of GB a day.',
    patch: [
      { path: 'clickstack.storage.size', set: '500Gi' },
      ...resources('clickstack.resources', ['2', '8Gi'], ['4', '8Gi']),
      { path: 'gateway.replicas', set: 2 },
      ...resources('gateway.resources', ['500m', '1Gi'], ['2', '1Gi']),
      { path: 'observer.replicas', set: 2 },
      { path: 'hyperdx.mongodb.persistence.size', set: '20Gi' },
      { path: 'networkPolicy.enabled', set: true },
    ],
  },
  {
    id: 'large-production',
    title: 'Large production',
    description:
      'Five ClickHouse servers with 2 TiB each, a gateway that scales with its load, nodes kept apart: for hundreds of GB a day.',
    patch: [
      { path: 'clickstack.replicas.standard', set: 5 },
      { path: 'clickstack.storage.size', set: '2Ti' },
      ...resources('clickstack.resources', ['8', '32Gi'], ['16', '32Gi']),
      { path: 'clickstack.memory.markCache', set: '2Gi' },
      { path: 'clickstack.spread', set: 'required' },
      { path: 'gateway.autoscaling.enabled', set: true },
      { path: 'gateway.autoscaling.minReplicas', set: 3 },
      { path: 'gateway.autoscaling.maxReplicas', set: 12 },
      ...resources('gateway.resources', ['1', '2Gi'], ['4', '2Gi']),
      { path: 'gateway.queue.size', set: 400000 },
      { path: 'hyperdx.replicas', set: 2 },
      { path: 'hyperdx.scheduledTasks.external', set: true },
      { path: 'hyperdx.mongodb.persistence.size', set: '50Gi' },
      { path: 'observer.autoscaling.enabled', set: true },
      { path: 'networkPolicy.enabled', set: true },
    ],
  },
  {
    id: 'air-gapped',
    title: 'Air-gapped',
    description:
      'Every image from one registry of your own with a pull secret, and traffic only where the plane needs it: for sites without internet.',
    patch: [
      { path: 'global.imageRegistry', set: 'registry.internal.example.com' },
      { path: 'global.imagePullSecrets', set: ['registry-credentials'] },
      { path: 'hyperdx.usageStats', set: false },
      { path: 'networkPolicy.enabled', set: true },
    ],
  },
  {
    id: 'migration',
    title: 'Migration from OpenSearch',
    description:
      'The observer answers from ClickHouse and compares a tenth of the answers with OpenSearch: until you cut over.',
    patch: [
      { path: 'observer.telemetry.dualRead', set: true },
      { path: 'observer.telemetry.dualSampleRate', set: 0.1 },
      {
        path: 'observer.openSearch.address',
        set: 'https://opensearch.openchoreo-observability-plane.svc:9200',
      },
      { path: 'observer.openSearch.existingSecret', set: 'opensearch-credentials' },
    ],
  },
];
