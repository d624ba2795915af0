import { fieldAt, listAt, mapAt, numberAt, textAt, type KubeObject } from '../object';
import type { NotReadyReason, Readiness } from './event';
import { conditionOf } from './readiness';

/** What is known around objects that are not ready. */
export interface Surroundings {
  pods: readonly KubeObject[];
  /** Events of type Warning. */
  events: readonly KubeObject[];
}

/**
 * Returns why a workload that waits does not become ready, where its pods or Kubernetes' events say so;
 * else `readiness` as it is.
 */
export function explainReadiness(
  object: KubeObject,
  readiness: Readiness,
  surroundings: Surroundings,
): Readiness {
  if (readiness.state === 'ready') return readiness;
  const pods = surroundings.pods.filter((pod) => isPodOf(pod, object));
  for (const pod of pods) {
    const found = reasonOfPod(pod, surroundings.events);
    if (found)
      return {
        ...readiness,
        ...found,
        message: `${readiness.message}; pod ${pod.metadata.name}: ${found.message}`,
      };
  }
  const found = reasonWithoutPods(object, surroundings.events);
  return found ? { ...readiness, ...found, message: `${readiness.message}; ${found.message}` } : readiness;
}

interface Found {
  reason: NotReadyReason;
  message: string;
}

function isPodOf(pod: KubeObject, object: KubeObject): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  if (object.kind === 'Pod') return pod.metadata.name === object.metadata.name;
  const wanted = Object.entries(mapAt(object, 'spec', 'selector', 'matchLabels'));
  const labels = pod.metadata.labels ?? {};
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}

function reasonOfPod(pod: KubeObject, events: readonly KubeObject[]): Found | undefined {
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (textAt(scheduled, 'reason') === 'Unschedulable') {
    const message = textAt(scheduled, 'message');
    const isClaim = /persistentvolumeclaim|unbound|volume node affinity/i.test(message);
    return { reason: isClaim ? 'unbound-claim' : 'unschedulable', message };
  }
  const containers = [
    ...listAt(pod, 'status', 'initContainerStatuses'),
    ...listAt(pod, 'status', 'containerStatuses'),
  ];
  for (const container of containers) {
    const found = reasonOfContainer(container);
    if (found) return found;
  }
  const unhealthy = events.find(
    (event) => isAbout(event, 'Pod', pod.metadata.name) && textAt(event, 'reason') === 'Unhealthy',
  );
  if (unhealthy) return { reason: 'probe', message: textAt(unhealthy, 'message') };
  const mount = events.find(
    (event) =>
      isAbout(event, 'Pod', pod.metadata.name) &&
      /^Failed(Mount|AttachVolume)$/.test(textAt(event, 'reason')),
  );
  return mount && { reason: 'configuration', message: textAt(mount, 'message') };
}

function reasonOfContainer(status: unknown): Found | undefined {
  const name = textAt(status, 'name');
  const why = textAt(status, 'state', 'waiting', 'reason');
  const message = textAt(status, 'state', 'waiting', 'message');
  if (/^(ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|RegistryUnavailable)$/.test(why)) {
    return {
      reason: 'image-pull',
      message: `container ${name} cannot get image ${textAt(status, 'image')}: ${message || why}`,
    };
  }
  if (/^Create(Container|PodSandbox)?(Config)?Error$|^RunContainerError$/.test(why)) {
    return { reason: 'configuration', message: `container ${name} cannot start: ${message || why}` };
  }
  const last = fieldAt(status, 'lastState', 'terminated') ?? fieldAt(status, 'state', 'terminated');
  const code = numberAt(last, ['exitCode']);
  const restarts = numberAt(status, ['restartCount']);
  if (why === 'CrashLoopBackOff' || (restarts > 1 && code !== 0)) {
    const said = textAt(last, 'message').trim().split('\n').at(-1) ?? '';
    const ended = textAt(last, 'reason') === 'OOMKilled' ? 'runs out of memory' : `ends with code ${code}`;
    return {
      reason: 'crash-loop',
      message: `container ${name} ${ended} again and again (${restarts} restarts)${said === '' ? '' : `: ${said}`}`,
    };
  }
  return undefined;
}

/** Pods that are refused never exist; only events tell. */
function reasonWithoutPods(object: KubeObject, events: readonly KubeObject[]): Found | undefined {
  const { kind, metadata } = object;
  const about = events.filter(
    (event) =>
      isAbout(event, kind, metadata.name) ||
      (kind === 'Deployment' && isAboutReplicaSetOf(event, metadata.name)),
  );
  for (const event of about.toReversed()) {
    const message = textAt(event, 'message');
    if (/exceeded quota|must specify (limits|requests)|maximum (cpu|memory) usage/i.test(message))
      return { reason: 'quota', message };
    if (/violates PodSecurity/i.test(message)) return { reason: 'pod-security', message };
    if (/^Failed(Create|Scheduling|Binding)$|ProvisioningFailed/.test(textAt(event, 'reason'))) {
      return { reason: kind === 'PersistentVolumeClaim' ? 'unbound-claim' : 'configuration', message };
    }
  }
  return undefined;
}

function isAbout(event: KubeObject, kind: string, name: string): boolean {
  return textAt(event, 'involvedObject', 'kind') === kind && textAt(event, 'involvedObject', 'name') === name;
}

function isAboutReplicaSetOf(event: KubeObject, deployment: string): boolean {
  const name = textAt(event, 'involvedObject', 'name');
  return (
    textAt(event, 'involvedObject', 'kind') === 'ReplicaSet' && name.replace(/-[a-z0-9]+$/, '') === deployment
  );
}
