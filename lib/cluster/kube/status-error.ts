import { ClusterError, type ClusterErrorCode, type FieldCause, type FieldConflict } from '../errors';
import { fieldAt, listAt, textAt } from '../object';

/** A request as errors name it: never with headers, query or body. */
export interface RequestName {
  method: string;
  path: string;
}

const byReason: Readonly<Record<string, ClusterErrorCode>> = {
  AlreadyExists: 'already-exists',
  Expired: 'expired',
  Gone: 'expired',
  Invalid: 'invalid',
  BadRequest: 'invalid',
};
const byStatus: Readonly<Record<number, ClusterErrorCode>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  410: 'expired',
  415: 'invalid',
  422: 'invalid',
};
const transient = new Set([429, 500, 502, 503, 504]);

/** Returns what an answer other than 2xx means. `body` is a `Status` object, or whatever a proxy sent. */
export function errorOfAnswer(status: number, body: unknown, request: RequestName): ClusterError {
  const reason = textAt(body, 'reason');
  const conflicts = conflictsOf(body);
  const isTransient = transient.has(status);
  const code = codeOf({ status, reason, isConflict: conflicts.length > 0, isTransient });
  const said =
    textAt(body, 'message') || `the server answered ${status} to ${request.method} ${request.path}`;
  return new ClusterError(code, code === 'unauthorized' ? unauthorizedText : said, {
    status,
    subject: request.path,
    conflicts,
    causes: causesOf(body),
    isTransient,
    ...suggestionFor(code),
  });
}

/** Returns what a request without an answer means. The system's message names host and port, no more. */
export function errorOfConnection(error: unknown, server: string): ClusterError {
  const code = textAt(error, 'code');
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'the connection was refused',
    ECONNRESET: 'the connection was cut',
    EPIPE: 'the connection was cut',
    ENOTFOUND: 'the host name is unknown',
    EAI_AGAIN: 'the host name cannot be looked up now',
    ETIMEDOUT: 'there was no answer in time',
    EHOSTUNREACH: 'there is no route to the host',
    ENETUNREACH: 'there is no route to the network',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not signed by an authority that the kubeconfig trusts',
    SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not signed by an authority that the kubeconfig trusts',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      'its certificate is not signed by an authority that the kubeconfig trusts',
    CERT_HAS_EXPIRED: 'its certificate has expired',
    ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  };
  const isLasting = code.includes('CERT') || code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
  const why = known[code] ?? (code === '' ? 'the connection failed' : `the connection failed (${code})`);
  return new ClusterError('unreachable', `cannot reach the API server ${server}: ${why}`, {
    isTransient: !isLasting,
    suggestion: 'Check that the cluster runs and that the address in the kubeconfig is right.',
  });
}

const unauthorizedText = 'the API server does not accept the credentials: they are wrong or have expired';

function codeOf(answer: {
  status: number;
  reason: string;
  isConflict: boolean;
  isTransient: boolean;
}): ClusterErrorCode {
  const known = byReason[answer.reason];
  if (known) return known;
  if (answer.status === 409) return answer.isConflict ? 'conflict' : 'changed';
  if (answer.isTransient) return 'unreachable';
  return byStatus[answer.status] ?? 'invalid';
}

function suggestionFor(code: ClusterErrorCode): { suggestion?: string } {
  if (code === 'unauthorized') return { suggestion: 'Log in again, or renew the token of this context.' };
  if (code === 'forbidden') return { suggestion: 'The preflight writes the Role that is missing.' };
  return {};
}

/** `conflict with "kubectl-edit" using apps/v1: .spec.replicas`, one cause per field. */
function conflictsOf(body: unknown): FieldConflict[] {
  return listAt(body, 'details', 'causes')
    .filter((cause) => fieldAt(cause, 'reason') === 'FieldManagerConflict')
    .map((cause) => ({
      field: textAt(cause, 'field'),
      manager: /conflict with "([^"]*)"/.exec(textAt(cause, 'message'))?.[1] ?? 'another manager',
    }));
}

function causesOf(body: unknown): FieldCause[] {
  return listAt(body, 'details', 'causes')
    .filter((cause) => fieldAt(cause, 'reason') !== 'FieldManagerConflict')
    .map((cause) => ({ field: textAt(cause, 'field'), message: textAt(cause, 'message') }));
}
