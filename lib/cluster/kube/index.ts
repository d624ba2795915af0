/**
 * kube: the port `Cluster` on a real API server. The only place that knows kubeconfigs and credentials;
 * nothing of either leaves it, not even in a message.
 */
export { listContexts, openSession, type ContextName, type OpenOptions } from './open-session';
export { defaultPatience, type Patience } from './transport';
