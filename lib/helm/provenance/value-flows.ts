import { asText } from '../text';
import { GoList, GoMap, type Value } from '../value';
import { isTrue, type Mark } from '../template';
import { entriesOf, identityOf } from './containers';
import { argOf, wholeArg, wholeArgs, type Flow, type FlowCall, type FlowScope, type Snapshot } from './flow';
import type { PathStep } from './paths';

/** Flows of functions that choose among values, look into containers or make new ones. */

/** The result is one of the arguments; the others, as far as looked at, decided on it. */
function chooseFlow(pick: (call: FlowCall) => { chosen: number; deciding: readonly number[] }): Flow {
  return (call, scope) => {
    const { chosen, deciding } = pick(call);
    let set = 0;
    for (const i of deciding) if (i !== chosen) set = scope.sets.union(set, decidedBy(call, i, scope));
    return scope.containers.with(call.marks[chosen] ?? scope.sets.mark(0), set);
  };
}

function decidedBy(call: FlowCall, i: number, scope: FlowScope): number {
  const mark = call.marks[i];
  return mark ? scope.sets.decided(mark.set, identityOf(argOf(call, i)) !== undefined) : 0;
}

const defaultFlow = chooseFlow((call) => {
  const given = call.args.length - 1;
  const isGiven =
    given > 0 && Object.is(call.result ?? null, argOf(call, given)) && !isSameArg(call, 0, given);
  return { chosen: isGiven ? given : 0, deciding: [given] };
});

function isSameArg(call: FlowCall, a: number, b: number): boolean {
  // An empty value that equals its default was replaced by it.
  return Object.is(argOf(call, a), argOf(call, b)) && !isTrue(argOf(call, b));
}

const coalesceFlow = chooseFlow((call) => {
  const at = call.args.findIndex((arg) => isTrue(arg));
  const chosen = at < 0 ? call.args.length : at;
  return { chosen, deciding: call.args.map((_, i) => i).filter((i) => i <= chosen) };
});

const ternaryFlow = chooseFlow((call) => ({ chosen: argOf(call, 2) === true ? 0 : 1, deciding: [2] }));
const requiredFlow = chooseFlow(() => ({ chosen: 1, deciding: [] }));

/** Only the existence of keys or the number of elements counts, not what they are. */
const shapeFlow: Flow = (call, scope) => {
  let set = 0;
  for (const [i, mark] of call.marks.entries()) {
    set = scope.sets.union(set, identityOf(argOf(call, i)) ? scope.sets.shapes(mark.set) : mark.set);
  }
  return scope.sets.mark(set);
};

const hasKeyFlow: Flow = (call, scope) => {
  const map = argOf(call, 0);
  const key = argOf(call, 1);
  const path = typeof key === 'string' ? scope.containers.entryPath(map, key) : -1;
  if (path < 0) return shapeFlow(call, scope);
  return scope.sets.mark(scope.sets.union(scope.sets.ofShape(path), wholeArg(call, 1, scope)));
};

/** One entry after the other: `index m "a" 0`, `get m "a"`. */
const indexFlow: Flow = (call, scope) => {
  let value = argOf(call, 0);
  let mark = call.marks[0] ?? scope.sets.mark(0);
  for (let i = 1; i < call.args.length; i++) {
    const step = stepOf(argOf(call, i));
    if (step === undefined || !identityOf(value)) return scope.sets.mark(wholeArgs(call, scope));
    mark = entryOf(scope, value, { step, mark, by: decidedBy(call, i, scope) });
    value = childOf(value, step);
  }
  return mark;
};

const digFlow: Flow = (call, scope) => {
  const last = call.args.length - 1;
  let value = argOf(call, last);
  let mark = call.marks[last] ?? scope.sets.mark(0);
  for (let i = 0; i < last - 1; i++) {
    const step = stepOf(argOf(call, i));
    if (step === undefined || !identityOf(value)) break;
    mark = entryOf(scope, value, { step, mark, by: decidedBy(call, i, scope) });
    value = childOf(value, step);
  }
  if (Object.is(value, call.result ?? null)) return mark;
  return scope.containers.with(
    call.marks[last - 1] ?? scope.sets.mark(0),
    scope.sets.decided(mark.set, false),
  );
};

function entryOf(scope: FlowScope, container: Value, at: { step: PathStep; mark: Mark; by: number }): Mark {
  const entry = scope.containers.entryMark(container, at.step, at.mark);
  const child = childOf(container, at.step);
  return scope.containers.with(identityOf(child) ? scope.containers.ownMark(child, entry) : entry, at.by);
}

function stepOf(value: Value): PathStep | undefined {
  if (typeof value === 'string') return value;
  return value !== null && typeof value === 'object' && 'value' in value ? Number(value.value) : undefined;
}

function childOf(container: Value, step: PathStep): Value {
  if (container instanceof GoMap) return container.entries.get(String(step)) ?? null;
  return container instanceof GoList ? (container.items[Number(step)] ?? null) : null;
}

const dictFlow: Flow = (call, scope) => {
  const entries = new Map<PathStep, Mark>();
  for (let i = 0; i < call.args.length; i += 2) {
    const mark = scope.containers.with(call.marks[i + 1] ?? scope.sets.mark(0), call.marks[i]?.set ?? 0);
    entries.set(asText(call.args[i]), mark);
  }
  scope.containers.addDerived(call.result ?? null, entries, scope.sets.mark(0));
  return scope.sets.mark(0);
};

const listFlow: Flow = (call, scope) => {
  scope.containers.addDerived(call.result ?? null, new Map(call.marks.entries()), scope.sets.mark(0));
  return scope.sets.mark(0);
};

const setFlow: Flow = (call, scope) => {
  const by = scope.sets.union(call.marks[1]?.set ?? 0, scope.control);
  const mark = scope.containers.with(call.marks[2] ?? scope.sets.mark(0), by);
  scope.containers.setEntry(argOf(call, 0), asText(argOf(call, 1)), mark);
  return call.marks[0] ?? scope.sets.mark(0);
};

/** What is taken out leaves what decided so in its place. */
const unsetFlow: Flow = (call, scope) => {
  const by = scope.sets.union(scope.sets.decided(call.marks[1]?.set ?? 0, false), scope.control);
  scope.containers.setEntry(argOf(call, 0), asText(argOf(call, 1)), scope.sets.mark(by));
  scope.containers.addDecisions(argOf(call, 0), by);
  return call.marks[0] ?? scope.sets.mark(0);
};

/**
 * A new container made of entries of the arguments: an entry has the origin of the entry of the same
 * step or value that it came from. What matches nothing has the origin of everything.
 */
const repackFlow: Flow = (call, scope) => {
  const { result } = call;
  if (!identityOf(result) || result === undefined) return scope.sets.mark(wholeArgs(call, scope));
  if (scope.containers.isKnown(result)) {
    const same = call.args.findIndex((arg) => identityOf(arg) === identityOf(result));
    return call.marks[same] ?? scope.containers.ownMark(result, scope.sets.mark(0));
  }
  repack(result, call, scope);
  return scope.sets.mark(shapeOfArgs(call, scope));
};

/** What is left of a list depends on what is left out. */
const filterFlow: Flow = (call, scope) =>
  scope.containers.with(repackFlow(call, scope), scope.sets.decided(wholeArgs(call, scope), false));

function shapeOfArgs(call: FlowCall, scope: FlowScope): number {
  let set = 0;
  for (const [i, mark] of call.marks.entries()) {
    const own = identityOf(argOf(call, i)) ? scope.sets.shapes(mark.set) : mark.set;
    set = scope.sets.union(set, own);
  }
  return set;
}

function repack(result: Value, call: FlowCall, scope: FlowScope): void {
  const rest = scope.sets.mark(wholeArgs(call, scope));
  const sources = call.args.map((arg, i): Source => ({ value: arg ?? null, mark: call.marks[i] ?? rest }));
  const entries = new Map<PathStep, Mark>();
  const byValue = result instanceof GoList ? marksByValue(sources, scope) : undefined;
  for (const [step, child] of entriesOf(result)) {
    const mark = byValue
      ? byValue.get(identityOf(child) ?? child)
      : markOfStep(sources, { step, child }, scope);
    entries.set(step, mark ?? rest);
  }
  scope.containers.addDerived(result, entries, rest);
  for (const [step, child] of entriesOf(result)) {
    if (identityOf(child) && !scope.containers.isKnown(child))
      pairCopies(child, matching(sources, step), scope, rest);
  }
}

interface Source {
  readonly value: Value;
  readonly mark: Mark;
}

function matching(sources: readonly Source[], step: PathStep): Source[] {
  return sources
    .map((source) => ({ ...source, value: childOf(source.value, step) }))
    .filter((source) => identityOf(source.value) !== undefined);
}

/** A copy of a container deep inside: its entries come from the entries at the same place. */
function pairCopies(copy: Value, sources: readonly Source[], scope: FlowScope, rest: Mark): void {
  const entries = new Map<PathStep, Mark>();
  for (const [step, child] of entriesOf(copy)) {
    entries.set(step, markOfStep(sources, { step, child }, scope) ?? rest);
  }
  scope.containers.addDerived(copy, entries, rest);
  for (const [step, child] of entriesOf(copy)) {
    if (identityOf(child) && !scope.containers.isKnown(child))
      pairCopies(child, matching(sources, step), scope, rest);
  }
}

/** The origin of the source's entry with the same step, by preference one of the same value. */
function markOfStep(
  sources: readonly Source[],
  entry: { step: PathStep; child: Value },
  scope: FlowScope,
): Mark | undefined {
  let found: Mark | undefined;
  let others = 0;
  for (const { value, mark } of sources) {
    if (!hasStep(value, entry.step)) continue;
    const source = childOf(value, entry.step);
    const own = scope.containers.entryMark(value, entry.step, mark);
    const isSame =
      Object.is(source, entry.child) ||
      (identityOf(entry.child) !== undefined && identityOf(source) !== undefined);
    if (!found && isSame) found = identityOf(source) ? scope.containers.ownMark(source, own) : own;
    else others = scope.sets.union(others, scope.sets.decided(own.set, identityOf(source) !== undefined));
  }
  return found ? scope.containers.with(found, others) : undefined;
}

function hasStep(value: Value, step: PathStep): boolean {
  if (value instanceof GoMap) return typeof step === 'string' && value.entries.has(step);
  return value instanceof GoList && typeof step === 'number' && step < value.items.length;
}

function marksByValue(sources: readonly Source[], scope: FlowScope): Map<unknown, Mark> {
  const marks = new Map<unknown, Mark>();
  const add = (value: Value, mark: Mark): void => {
    const key = identityOf(value) ?? value;
    const known = marks.get(key);
    marks.set(key, known ? scope.containers.with(known, mark.set) : mark);
  };
  for (const { value, mark } of sources) {
    for (const [step, child] of entriesOf(value)) add(child, scope.containers.entryMark(value, step, mark));
    if (!(value instanceof GoList)) add(value, mark);
  }
  return marks;
}

/** `merge` and its kin change their first argument: what is not as it was before comes from the others. */
const mergeFlow: Flow = (call, scope) => {
  const target = argOf(call, 0);
  const rest = scope.sets.mark(wholeArgs(call, scope));
  const sources = call.args
    .slice(1)
    .map((arg, i): Source => ({ value: arg ?? null, mark: call.marks[i + 1] ?? rest }));
  mergeInto(target, sources, { scope, rest });
  // Keys that a source does not have yet may come from it, whoever reads the target afterwards.
  const shapes = scope.sets.union(scope.sets.decided(shapesInside(call, scope), true), scope.control);
  scope.containers.addDecisions(target, shapes);
  return scope.containers.with(call.marks[0] ?? rest, shapes);
};

/** The shapes of the containers that were put together, for what may come from an empty one. */
function shapesInside(call: FlowCall, scope: FlowScope): number {
  let set = 0;
  for (const [i, mark] of call.marks.entries()) {
    const arg = argOf(call, i);
    if (identityOf(arg))
      set = scope.sets.union(set, scope.sets.shapes(scope.containers.ownMark(arg, mark).set));
  }
  return set;
}

function mergeInto(target: Value, sources: readonly Source[], at: { scope: FlowScope; rest: Mark }): void {
  const { scope, rest } = at;
  const identity = identityOf(target);
  const before = identity && scope.before.get(identity);
  for (const [step, child] of entriesOf(target)) {
    const inner = matching(sources, step);
    const isKept = before?.has(step) === true && isSameValue(before.get(step) ?? null, child);
    if (!isKept) {
      // What was there and gave way, such as an empty value, decided so.
      const gaveWay = before?.has(step)
        ? scope.containers.entryMark(target, step, scope.sets.mark(0)).set
        : 0;
      const mark = markOfStep(sources, { step, child }, scope) ?? rest;
      scope.containers.setEntry(
        target,
        step,
        scope.containers.with(mark, scope.sets.decided(gaveWay, false)),
      );
    }
    if (!identityOf(child) || inner.length === 0) continue;
    if (isKept) mergeInto(child, inner, at);
    else if (!scope.containers.isKnown(child)) pairCopies(child, inner, scope, rest);
  }
}

function isSameValue(a: Value, b: Value): boolean {
  const identity = identityOf(a);
  return identity ? identity === identityOf(b) : Object.is(a, b);
}

/** Returns the entries of a container and of all in it, as they are now. */
export function snapshotOf(value: Value, snapshot = new Map<object, Map<PathStep, Value>>()): Snapshot {
  const identity = identityOf(value);
  if (!identity || snapshot.has(identity)) return snapshot;
  const entries = new Map<PathStep, Value>(entriesOf(value));
  snapshot.set(identity, entries);
  for (const child of entries.values()) snapshotOf(child, snapshot);
  return snapshot;
}

/** An element of a list by its place. */
function elementFlow(place: (length: number) => number): Flow {
  return (call, scope) => {
    const list = argOf(call, 0);
    const mark = call.marks[0];
    if (!(list instanceof GoList) || !mark) return scope.sets.mark(wholeArgs(call, scope));
    return entryOf(scope, list, { step: place(list.items.length), mark, by: decidedBy(call, 0, scope) });
  };
}

/** Integers up to a number: how many there are depends on it, what they are does not. */
const untilFlow: Flow = (call, scope) => {
  scope.containers.addDerived(call.result ?? null, new Map(), scope.sets.mark(0));
  return scope.sets.mark(scope.sets.decided(wholeArgs(call, scope), false));
};

const keysFlow: Flow = (call, scope) => {
  const { result } = call;
  if (!(result instanceof GoList)) return shapeFlow(call, scope);
  const entries = new Map<PathStep, Mark>();
  for (const [i, key] of result.items.entries()) {
    let set = 0;
    for (const arg of call.args) {
      const path =
        arg instanceof GoMap && arg.entries.has(asText(key))
          ? scope.containers.entryPath(arg, asText(key))
          : -1;
      if (path >= 0) set = scope.sets.union(set, scope.sets.ofShape(path));
    }
    entries.set(i, scope.sets.mark(set));
  }
  scope.containers.addDerived(result, entries, scope.sets.mark(0));
  return shapeFlow(call, scope);
};

const repacking = [
  'append', 'push', 'prepend', 'concat', 'rest', 'initial', 'reverse', 'slice',
  'sortAlpha', 'values', 'pick', 'omit', 'pluck', 'deepCopy', 'chunk',
]; // prettier-ignore
const filtering = ['uniq', 'without', 'compact'];
const mergeNames = ['merge', 'mustMerge', 'mergeOverwrite', 'mustMergeOverwrite'];

/** The functions that change their first argument in place. */
export const changingNames: ReadonlySet<string> = new Set([...mergeNames, 'set', 'unset']);

/** The functions whose flow needs to know their first argument as it was before the call. */
export const snapshotNames: ReadonlySet<string> = new Set(mergeNames);
const shaping = ['len', 'empty', 'kindOf', 'kindIs', 'typeOf', 'typeIs', 'typeIsLike', 'not'];

function withMustForms(names: readonly string[], flow: Flow): [string, Flow][] {
  return names.flatMap((name): [string, Flow][] => [
    [name, flow],
    [`must${name.charAt(0).toUpperCase()}${name.slice(1)}`, flow],
  ]);
}

/** Flows by the name of the function; sprig's `must` forms flow as the plain ones. */
export const valueFlows: ReadonlyMap<string, Flow> = new Map<string, Flow>([
  ['default', defaultFlow],
  ['coalesce', coalesceFlow],
  ['ternary', ternaryFlow],
  ['required', requiredFlow],
  ['hasKey', hasKeyFlow],
  ['index', indexFlow],
  ['get', indexFlow],
  ['dig', digFlow],
  ['dict', dictFlow],
  ['list', listFlow],
  ['tuple', listFlow],
  ['set', setFlow],
  ['unset', unsetFlow],
  ['keys', keysFlow],
  ['until', untilFlow],
  ['first', elementFlow(() => 0)],
  ['mustFirst', elementFlow(() => 0)],
  ['last', elementFlow((length) => length - 1)],
  ['mustLast', elementFlow((length) => length - 1)],
  ...mergeNames.map((name): [string, Flow] => [name, mergeFlow]),
  ...withMustForms(repacking, repackFlow),
  ...withMustForms(filtering, filterFlow),
  ...shaping.map((name): [string, Flow] => [name, shapeFlow]),
]);
