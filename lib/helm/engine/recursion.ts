import { FunctionFailure } from '../value';
import { positionOf, printNode, quoteGo, type Frame } from '../template';

/** Helm's limit on includes of one name inside each other (pkg/engine/engine.go, recursionMaxNums). */
export const maxIncludes = 1000;

/** Returns Helm's failure for a name that is included inside itself too often. */
export function nestedTooDeep(name: string): FunctionFailure {
  return new FunctionFailure(
    `rendering template has a nested reference name: ${name}: unable to execute template`,
  );
}

/**
 * Returns the failure that Helm reports for the recursion that `frame` is part of, when JavaScript's
 * stack ends before Helm's limit does. Every level repeats one of the levels above, so those that are
 * missing are written down without being executed.
 */
export function failureBeyondStack(frame: Frame): FunctionFailure {
  const cycle = cycleOf(frame);
  // Helm counts includes only: without any, Go's stack is the limit, and the level above says so.
  if (!cycle.some(({ kind }) => kind === 'include')) throw new RangeError('no include in the recursion');
  const counts = includesAround(frame);
  const missing: Frame[] = [];
  let name = frame.tree.name;
  for (let i = 0; cycle.length > 0; i++) {
    const next = cycle[i % cycle.length];
    if (!next) break;
    missing.push(next);
    name = next.tree.name;
    if (next.kind !== 'include') continue;
    const count = counts.get(name) ?? 0;
    if (count > maxIncludes) break;
    counts.set(name, count + 1);
  }
  const innermost = nestedTooDeep(name);
  let message = innermost.message;
  for (const level of missing.reverse()) message = levelPrefix(level) + message;
  return new FunctionFailure(message, { cause: innermost });
}

/** The frames that follow `frame` again and again: those below the nearest ancestor that equals it. */
function cycleOf(frame: Frame): Frame[] {
  const below: Frame[] = [frame];
  for (let at = frame.parent; at; at = at.parent) {
    if (at.tree === frame.tree && at.caller === frame.caller) return below.reverse();
    below.push(at);
  }
  return [];
}

function includesAround(frame: Frame): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at: Frame | null = frame; at; at = at.parent) {
    if (at.kind === 'include') counts.set(at.tree.name, (counts.get(at.tree.name) ?? 0) + 1);
  }
  return counts;
}

/** What text/template puts in front of the failure of a call. */
function levelPrefix(level: Frame): string {
  if (!level.parent || !level.caller || level.kind === 'template') return '';
  const { tree } = level.parent;
  const at = positionOf(tree, level.caller);
  const where = `${at.file}:${at.line}:${at.column}`;
  const calling = `error calling ${level.kind}: ${level.kind === 'tpl' ? tplPrefix(level) : ''}`;
  return `template: ${where}: executing ${quoteGo(tree.name)} at <${printNode(level.caller)}>: ${calling}`;
}

/** What Helm's tpl puts in front of a failure inside it. */
function tplPrefix(level: Frame): string {
  return `error during tpl function execution for ${quoteGo(level.tree.text)}: `;
}
