import { trimSpace } from '../space';
import type { ManifestHead } from './head';

/** When a hook runs. */
export type HookEvent =
  | 'pre-install'
  | 'post-install'
  | 'pre-delete'
  | 'post-delete'
  | 'pre-upgrade'
  | 'post-upgrade'
  | 'pre-rollback'
  | 'post-rollback'
  | 'test';

/** What the hook annotations of a document say. */
export interface HookInfo {
  events: readonly HookEvent[];
  weight: number;
  /** As written; empty means `before-hook-creation` to Helm. */
  deletePolicies: readonly string[];
  outputLogPolicies: readonly string[];
}

const events: ReadonlyMap<string, HookEvent> = new Map([
  ['pre-install', 'pre-install'],
  ['post-install', 'post-install'],
  ['pre-delete', 'pre-delete'],
  ['post-delete', 'post-delete'],
  ['pre-upgrade', 'pre-upgrade'],
  ['post-upgrade', 'post-upgrade'],
  ['pre-rollback', 'pre-rollback'],
  ['post-rollback', 'post-rollback'],
  ['test', 'test'],
  ['test-success', 'test'],
]);

/**
 * Returns the hook that a document is, `undefined` for an ordinary one, or the annotation's text when
 * it names an unknown event: Helm drops such a document.
 */
export function readHook(head: ManifestHead): HookInfo | undefined | { unknown: string } {
  const annotation = head.annotations.get('helm.sh/hook');
  if (annotation === undefined) return undefined;
  const found: HookEvent[] = [];
  for (const part of words(annotation)) {
    const event = events.get(part);
    if (!event) return { unknown: annotation };
    found.push(event);
  }
  return {
    events: found,
    weight: readWeight(head.annotations.get('helm.sh/hook-weight') ?? ''),
    deletePolicies: policies(head, 'helm.sh/hook-delete-policy'),
    outputLogPolicies: policies(head, 'helm.sh/hook-output-log-policy'),
  };
}

function policies(head: ManifestHead, annotation: string): string[] {
  const text = head.annotations.get(annotation);
  return text === undefined ? [] : words(text);
}

function words(text: string): string[] {
  return text.split(',').map((word) => trimSpace(word).toLowerCase());
}

/** strconv.Atoi; what is no number weighs nothing. */
function readWeight(text: string): number {
  return /^[+-]?[0-9]+$/.test(text) ? Number(text) : 0;
}
