import { fieldAt, listAt, numberAt, textAt, type KubeObject } from '../object';
import type { Readiness } from './event';

const ready: Readiness = { state: 'ready', message: 'ready' };

/** Kinds that take time to become ready; all others are as soon as they are there. */
export const awaitedKinds: readonly string[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'PersistentVolumeClaim',
  'Service',
  'Pod',
  'CustomResourceDefinition',
  'APIService',
];

/** Whether an object may take time to become ready, by its kind and what it asks for. */
export function takesTime(object: KubeObject): boolean {
  if (object.kind === 'Service') return textAt(object, 'spec', 'type') === 'LoadBalancer';
  return awaitedKinds.includes(object.kind);
}

/** Returns whether a live object is ready by its own status, as `helm --wait` and `kubectl` judge it. */
export function readinessOf(object: KubeObject): Readiness {
  if (object.metadata.deletionTimestamp !== undefined) return waiting('is being deleted');
  switch (object.kind) {
    case 'Deployment':
      return deploymentReadiness(object);
    case 'StatefulSet':
      return statefulSetReadiness(object);
    case 'DaemonSet':
      return daemonSetReadiness(object);
    case 'Job':
      return jobReadiness(object);
    case 'PersistentVolumeClaim':
      return claimReadiness(object);
    case 'Service':
      return serviceReadiness(object);
    case 'Pod':
      return podReadiness(object);
    case 'CustomResourceDefinition':
      return isTrue(object, 'Established') ? ready : waiting('is not established yet');
    case 'APIService':
      return isTrue(object, 'Available') ? ready : waiting('is not available yet');
    default:
      return ready;
  }
}

function deploymentReadiness(object: KubeObject): Readiness {
  const wanted = numberAt(object, ['spec', 'replicas'], 1);
  const progressing = conditionOf(object, 'Progressing');
  if (isStale(object)) return waiting('the controller has not seen the change yet');
  if (textAt(progressing, 'reason') === 'ProgressDeadlineExceeded') {
    return { state: 'failed', message: textAt(progressing, 'message'), reason: 'deadline' };
  }
  const updated = statusNumber(object, 'updatedReplicas');
  if (updated < wanted) return waiting(`${updated} of ${wanted} pods are of the new version`);
  const old = statusNumber(object, 'replicas') - updated;
  if (old > 0) return waiting(`${old} pods of the old version are still there`);
  const available = statusNumber(object, 'availableReplicas');
  return available >= wanted ? ready : waiting(`${available} of ${wanted} pods are ready`);
}

function statefulSetReadiness(object: KubeObject): Readiness {
  const wanted = numberAt(object, ['spec', 'replicas'], 1);
  if (isStale(object)) return waiting('the controller has not seen the change yet');
  const readyPods = statusNumber(object, 'readyReplicas');
  // With OnDelete only who deletes pods decides when they are of the new version.
  if (textAt(object, 'spec', 'updateStrategy', 'type') !== 'OnDelete') {
    const partition = numberAt(object, ['spec', 'updateStrategy', 'rollingUpdate', 'partition']);
    const updated = statusNumber(object, 'updatedReplicas');
    if (updated < wanted - partition)
      return waiting(`${updated} of ${wanted - partition} pods are of the new version`);
  }
  return readyPods >= wanted ? ready : waiting(`${readyPods} of ${wanted} pods are ready`);
}

function daemonSetReadiness(object: KubeObject): Readiness {
  if (isStale(object)) return waiting('the controller has not seen the change yet');
  const wanted = statusNumber(object, 'desiredNumberScheduled');
  const updated = statusNumber(object, 'updatedNumberScheduled');
  if (updated < wanted) return waiting(`${updated} of ${wanted} pods are of the new version`);
  const readyPods = statusNumber(object, 'numberReady');
  return readyPods >= wanted ? ready : waiting(`${readyPods} of ${wanted} pods are ready`);
}

function jobReadiness(object: KubeObject): Readiness {
  const failed = conditionOf(object, 'Failed');
  if (textAt(failed, 'status') === 'True') {
    const message = `failed: ${textAt(failed, 'message') || textAt(failed, 'reason')}`;
    return { state: 'failed', message, reason: 'job-failed' };
  }
  // A suspended Job waits for somebody, not for time.
  if (isTrue(object, 'Complete') || fieldAt(object, 'spec', 'suspend') === true) return ready;
  const wanted = numberAt(object, ['spec', 'completions'], 1);
  return waiting(`${statusNumber(object, 'succeeded')} of ${wanted} runs have succeeded`);
}

function claimReadiness(object: KubeObject): Readiness {
  const phase = textAt(object, 'status', 'phase');
  if (phase === 'Bound') return ready;
  if (phase === 'Lost') return { state: 'failed', message: 'its volume is lost', reason: 'unbound-claim' };
  return { ...waiting('is not bound to a volume yet'), reason: 'unbound-claim' };
}

function serviceReadiness(object: KubeObject): Readiness {
  if (textAt(object, 'spec', 'type') !== 'LoadBalancer') return ready;
  if (listAt(object, 'spec', 'externalIPs').length > 0) return ready;
  if (listAt(object, 'status', 'loadBalancer', 'ingress').length > 0) return ready;
  return { ...waiting('has no address from a load balancer yet'), reason: 'load-balancer' };
}

function podReadiness(object: KubeObject): Readiness {
  const phase = textAt(object, 'status', 'phase');
  if (phase === 'Succeeded' || isTrue(object, 'Ready')) return ready;
  if (phase === 'Failed')
    return { state: 'failed', message: textAt(object, 'status', 'message') || 'failed' };
  return waiting('is not ready yet');
}

function waiting(message: string): Readiness {
  return { state: 'waiting', message, reason: 'progressing' };
}

function isStale(object: KubeObject): boolean {
  return numberAt(object, ['status', 'observedGeneration']) < (object.metadata.generation ?? 0);
}

function statusNumber(object: KubeObject, field: string): number {
  return numberAt(object, ['status', field]);
}

/** Returns a condition of an object's status. */
export function conditionOf(object: KubeObject, type: string): unknown {
  return listAt(object, 'status', 'conditions').find((condition) => textAt(condition, 'type') === type);
}

function isTrue(object: KubeObject, type: string): boolean {
  return textAt(conditionOf(object, type), 'status') === 'True';
}
