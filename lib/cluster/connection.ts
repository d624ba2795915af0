import type { ClusterPlace, Identity, ServerVersion } from './cluster';

/** A cluster that answers, for the head of a page. Safe to send to a browser. */
export interface Connection {
  place: ClusterPlace;
  version: ServerVersion;
  identity: Identity;
  /** Names of namespaces, sorted; undefined where we may not list them. */
  namespaces: readonly string[] | undefined;
  /** How far our clock is ahead of the server's, in milliseconds. */
  clockSkew: number;
  /** How long the answer took, in milliseconds. */
  milliseconds: number;
}
