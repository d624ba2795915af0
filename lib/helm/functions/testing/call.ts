import { templateFunctions } from '..';
import { GoInt, GoList, GoMap, type CallContext, type HelmProfile, type Value } from '../../value';
import '../../extras';

/** A context whose randomness counts up and whose clock stands at 2026-01-02 03:04:05 UTC. */
export function testContext(profile: HelmProfile = '4.2'): CallContext {
  let next = 0;
  return {
    profile,
    entropy: {
      now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
      randomBytes: (count) => new Uint8Array(count).map(() => next++ & 255),
    },
    spend: () => undefined,
  };
}

/** Calls a function by name under the newest profile. */
export function call(name: string, ...args: Value[]): Value {
  const fn = templateFunctions('4.2').get(name);
  if (!fn) throw new Error(`no function ${name}`);
  return fn.call(args, testContext());
}

/** The message with which a call fails. */
export function failure(name: string, ...args: Value[]): string {
  try {
    call(name, ...args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'no failure';
}

/** A Go int. */
export function int(value: number): GoInt {
  return new GoInt(value);
}

/** A `[]interface {}`. */
export function list(...items: Value[]): GoList {
  return new GoList(items);
}

/** A `map[string]interface {}`. */
export function dict(entries: Record<string, Value>): GoMap {
  return new GoMap(new Map(Object.entries(entries)));
}

/** A value as plain JavaScript, for comparing: ints as bigint, maps as objects. */
export function plain(value: Value): unknown {
  if (value instanceof GoInt) return value.value;
  if (value instanceof GoList) return value.isNil ? null : value.items.map(plain);
  if (value instanceof GoMap) {
    return value.isNil
      ? null
      : Object.fromEntries(Array.from(value.entries, ([key, item]) => [key, plain(item)]));
  }
  return value;
}
