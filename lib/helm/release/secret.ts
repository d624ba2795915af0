import { decodeUtf8, encodeUtf8 } from '../../base';
import { decodeBase64, encodeBase64 } from '../yaml/base64';
import { decodeRelease, encodeRelease } from './encode';
import { RecordError } from './errors';
import type { Release } from './release';

/** The `type` of the Secrets that hold releases. */
export const recordType = 'helm.sh/release.v1';
const systemLabels = ['name', 'owner', 'status', 'version', 'createdAt', 'modifiedAt'];

/** The Secret that holds one revision of a release. */
export interface RecordSecret {
  apiVersion: 'v1';
  kind: 'Secret';
  metadata: { name: string; namespace: string; labels: Record<string, string> };
  type: typeof recordType;
  data: { release: string };
}

/** Where a record stands in time: `seconds` since the epoch, and whether it is written for the first time. */
export interface RecordStamp {
  seconds: number;
  isNew: boolean;
  /** Labels of the user (`helm install --labels`), kept from write to write. Default: none. */
  labels?: Readonly<Record<string, string>>;
}

/** Returns the name of the Secret of a revision. */
export function recordName(releaseName: string, revision: number): string {
  return `sh.helm.release.v1.${releaseName}.v${revision}`;
}

/** Returns the label selector that finds all revisions of a release; of all releases without a name. */
export function recordSelector(releaseName?: string): string {
  return releaseName === undefined ? 'owner=helm' : `name=${releaseName},owner=helm`;
}

/**
 * Returns the Secret of a release with Helm's labels. The `status` label is `info.status`: Helm looks
 * releases up by labels and trusts them. As in Helm, a rewritten record has `modifiedAt` in place of
 * `createdAt`. Throws a `RecordError` when the record is too large.
 */
export function recordSecret(release: Release, stamp: RecordStamp): RecordSecret {
  const { name, namespace, version, info } = release;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: recordName(name, version),
      namespace,
      labels: {
        ...stamp.labels,
        name,
        owner: 'helm',
        status: info.status,
        version: String(version),
        [stamp.isNew ? 'createdAt' : 'modifiedAt']: String(stamp.seconds),
      },
    },
    type: recordType,
    data: { release: encodeBase64(encodeUtf8(encodeRelease(release))) },
  };
}

/** Returns the labels of a record that are the user's, not Helm's. */
export function userLabels(labels: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !systemLabels.includes(name)));
}

/** Returns the release that a Secret holds. Throws a `RecordError` when it holds none. */
export function releaseOfSecret(secret: { data?: unknown; metadata: { name: string } }): Release {
  // A Secret's data maps keys to base64.
  const payload = (secret.data as Record<string, unknown> | undefined)?.release;
  if (typeof payload !== 'string')
    throw new RecordError('record-broken', `Secret ${secret.metadata.name} holds no release`);
  return decodeRelease(decodeUtf8(decodeBase64(payload) ?? new Uint8Array()));
}
