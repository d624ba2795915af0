import type { Mark, Span } from '../template';
import type { Value } from '../value';
import type { Containers } from './containers';
import type { OriginSets } from './origin-sets';
import type { PathStep } from './paths';

/** One call of a function whose result's origin is wanted. Missing arguments are nil. */
export interface FlowCall {
  readonly name: string;
  readonly args: readonly (Value | undefined)[];
  readonly marks: readonly Mark[];
  readonly result: Value | undefined;
}

/** Entries of containers at a time before, by what identifies the container. */
export type Snapshot = ReadonlyMap<object, ReadonlyMap<PathStep, Value>>;

/** What a flow works with. */
export interface FlowScope {
  /** The containers of the first argument before the call, where the flow asked for them. */
  readonly before: Snapshot;
  readonly sets: OriginSets;
  readonly containers: Containers;
  /** The decisions in force, under which a function changes what it is given. */
  readonly control: number;
  /** Makes a span of a text that the call itself puts together. */
  span(range: { start: number; end: number }, set: number): Span;
}

/** Returns the origin of the result of a call. */
export type Flow = (call: FlowCall, scope: FlowScope) => Mark;

/** Returns argument `i` of a call; a missing one is nil. */
export function argOf(call: FlowCall, i: number): Value {
  return call.args[i] ?? null;
}

/** Returns the origin of argument `i`, with all of its content if it is a container. */
export function wholeArg(call: FlowCall, i: number, scope: FlowScope): number {
  const mark = call.marks[i];
  return mark ? scope.containers.whole(argOf(call, i), mark) : 0;
}

/** Returns the union of all arguments, from `first` on. */
export function wholeArgs(call: FlowCall, scope: FlowScope, first = 0): number {
  let set = 0;
  for (let i = first; i < call.marks.length; i++) set = scope.sets.union(set, wholeArg(call, i, scope));
  return set;
}
