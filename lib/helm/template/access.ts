import { GoMap, GoObject, type Value } from '../value';
import { callMethod } from './call';
import { isNoValue, noValue, type Compiler, type Final } from './compiled';
import { hasInterfaceElements, typeOfValue, zeroElement } from './go-type';
import { isValuesMethod, methodOf } from './methods';
import type { ChainNode, FieldNode, Operand, VariableNode } from './node';
import { quoteGo } from './quote';
import type { Dot, State } from './state';

/** Where fields are read: the node, and the arguments that its last field gets if it is a method. */
export interface AccessSite {
  readonly node: FieldNode | ChainNode | VariableNode;
  readonly args: readonly Operand[];
  /** Returns whether the value that the path starts at is held in an interface, which only messages show. */
  readonly isBoxed: (s: State, dot: Dot) => boolean;
}

/** Follows the fields of one node. */
export class Access {
  readonly #compiler: Compiler;
  readonly #site: AccessSite;
  readonly #names: readonly string[];
  /** Whether the name is that of a method which maps of values have. */
  readonly #methods: readonly boolean[];
  readonly #hasArguments: boolean;

  constructor(compiler: Compiler, site: AccessSite) {
    this.#compiler = compiler;
    this.#site = site;
    this.#names = site.node.path;
    this.#methods = site.node.path.map(isValuesMethod);
    this.#hasArguments = site.args.length > 0;
  }

  /** Returns the value at the end of the path from `start`. */
  follow(s: State, dot: Dot, start: Value | undefined): Value | undefined {
    if (this.#hasArguments) return this.followWith(s, dot, { start, final: noValue });
    const names = this.#names;
    const tracer = s.run.tracer;
    let receiver = start;
    let before: Value | undefined;
    for (let i = 0; i < names.length; i++) {
      const name = names[i] ?? '';
      const from: Value | undefined = receiver;
      if (from instanceof GoMap && !this.#methods[i]) {
        receiver = from.entries.get(name) ?? missing(s, from, name);
        if (tracer) tracer.mark = tracer.field(from, name, receiver);
      } else if (from === undefined && !s.run.isStrict) {
        return undefined;
      } else {
        receiver = this.#step(s, dot, { receiver, name, args: [], final: noValue, before, isFirst: i === 0 });
      }
      before = from;
    }
    return receiver;
  }

  /** Returns the same with what is piped into the last field, which then must be a method. */
  followWith(s: State, dot: Dot, from: { start: Value | undefined; final: Final }): Value | undefined {
    const names = this.#names;
    const last = names.length - 1;
    let receiver = from.start;
    let before: Value | undefined;
    for (let i = 0; i <= last; i++) {
      const args = i === last ? this.#site.args : [];
      const final = i === last ? from.final : noValue;
      const step: Step = { receiver, name: names[i] ?? '', args, final, before, isFirst: i === 0 };
      before = receiver;
      receiver = this.#step(s, dot, step);
    }
    return receiver;
  }

  /** One step of a chain: a method, a struct's field or a map's key. */
  #step(s: State, dot: Dot, step: Step): Value | undefined {
    const { receiver, name, args, final } = step;
    if (receiver === undefined) {
      if (s.run.isStrict) s.fail(`nil data; no entry for key ${quoteGo(name)}`);
      return undefined;
    }
    if (receiver === null) return s.fail(`nil pointer evaluating interface {}.${name}`);
    const method = methodOf(receiver, name);
    if (method) {
      const { node } = this.#site;
      return callMethod(s, dot, { compiler: this.#compiler, method, name, receiver, node, args, final });
    }
    const hasArguments = args.length > 0 || !isNoValue(final);
    if (receiver instanceof GoMap) {
      if (hasArguments) s.fail(`${name} is not a method but has arguments`);
      const value = receiver.entries.get(name) ?? missing(s, receiver, name);
      if (s.run.tracer) s.run.tracer.mark = s.run.tracer.field(receiver, name, value);
      return value;
    }
    if (receiver instanceof GoObject) {
      let value = receiver.field(name);
      if (value !== undefined && hasArguments)
        s.fail(`${name} has arguments but cannot be invoked as function`);
      if (value === undefined && receiver.kind === 'map') {
        if (s.run.isStrict) s.fail(`map has no entry for key ${quoteGo(name)}`);
        value = null;
      }
      if (value !== undefined) {
        if (s.run.tracer) s.run.tracer.mark = s.run.tracer.field(receiver, name, value);
        return value;
      }
    }
    const { before } = step;
    const isBoxed = step.isFirst
      ? this.#site.isBoxed(s, dot)
      : before instanceof GoMap && hasInterfaceElements(before);
    const type = isBoxed ? 'interface {}' : typeOfValue(receiver);
    return s.fail(`can't evaluate field ${name} in type ${type}`);
  }
}

interface Step {
  readonly receiver: Value | undefined;
  readonly name: string;
  readonly args: readonly Operand[];
  readonly final: Final;
  /** What `receiver` was read from. */
  readonly before: Value | undefined;
  readonly isFirst: boolean;
}

/** What a key without a value gives; also a key that holds nil, which is a nil all the same. */
function missing(s: State, map: GoMap, name: string): Value {
  const held = map.entries.get(name);
  if (held !== undefined) return held;
  if (s.run.isStrict) s.fail(`map has no entry for key ${quoteGo(name)}`);
  return zeroElement(map);
}
