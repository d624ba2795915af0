// What the simulated cluster has before anyone installs anything: three nodes and a default storage
// class that really binds claims.
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { kubectl } from '../plane-parts/tools';

/** The annotation that kwok puts its own nodes under; tests that need simulated pods ask for it. */
export const simulatedNode = 'kwok.x-k8s.io/node';

const nodes = ['node-a', 'node-b', 'node-c'].map((name, zone) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name,
    annotations: { [simulatedNode]: 'fake' },
    labels: {
      'kubernetes.io/hostname': name,
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'topology.kubernetes.io/zone': `zone-${zone}`,
    },
  },
  status: {
    allocatable: { cpu: '32', memory: '128Gi', pods: '110' },
    capacity: { cpu: '32', memory: '128Gi', pods: '110' },
  },
}));

const storageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'kubernetes.io/host-path',
  volumeBindingMode: 'WaitForFirstConsumer',
};

/** Creates nodes and storage class, and returns when the nodes are Ready. */
export async function furnish(kubeconfig: string): Promise<void> {
  const objects = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...nodes, storageClass] });
  const applied = spawnSync(kubectl(), ['--kubeconfig', kubeconfig, 'apply', '-f', '-'], {
    input: objects,
    encoding: 'utf8',
  });
  if (applied.status !== 0) throw new Error(`furnish the simulated cluster: ${applied.stderr}`);
  for (let tries = 0; tries < 300; tries += 1) {
    const ready = spawnSync(
      kubectl(),
      [
        '--kubeconfig',
        kubeconfig,
        'get',
        'nodes',
        '-o',
        'jsonpath={.items[*].status.conditions[?(@.type=="Ready")].status}',
      ],
      { encoding: 'utf8' },
    );
    if (ready.stdout.split(' ').filter((status) => status === 'True').length === nodes.length) return;
    await sleep(300);
  }
  throw new Error('the simulated nodes did not become Ready');
}
