import { FunctionFailure, GoBytes, GoInt, GoList, GoMap, GoObject, type Value } from '../value';
import { compareText } from '../text';
import { typeOfValue } from './go-type';
import { formatText } from './format';
import type { Run } from './state';

/** The comparisons of text/template: kinds must match, but signed and unsigned integers mix. */

type Kind = 'invalid' | 'bool' | 'int' | 'uint' | 'float' | 'string';

function kindOf(value: Value | undefined): Kind {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float';
  if (value instanceof GoInt) return value.kind.startsWith('uint') ? 'uint' : 'int';
  if (value instanceof GoObject)
    return value.kind === 'string' ? 'string' : value.kind === 'int64' ? 'int' : 'invalid';
  return 'invalid';
}

/** The basic value of an object whose type is a named basic type; anything else is as it is. */
function basicOf(value: Value | undefined): Value | undefined {
  return value instanceof GoObject && kindOf(value) !== 'invalid' ? value.encode() : value;
}

/** Returns whether `first` equals any of `others`. Throws where the types cannot be compared. */
export function compareEqual(
  first: Value | undefined,
  others: readonly (Value | undefined)[],
  dialect: Run['dialect'],
): boolean {
  if (others.length === 0) throw new FunctionFailure('missing argument for comparison');
  return others.some((other) => isEqual(first ?? undefined, other ?? undefined, dialect));
}

function isEqual(a: Value | undefined, b: Value | undefined, dialect: Run['dialect']): boolean {
  const kindA = kindOf(a);
  const kindB = kindOf(b);
  if (kindA !== kindB) {
    if (a instanceof GoInt && b instanceof GoInt) return a.value === b.value;
    if (a === undefined || b === undefined) return false;
    throw incompatible(a, b, dialect);
  }
  if (kindA !== 'invalid') {
    const x = basicOf(a);
    const y = basicOf(b);
    return x instanceof GoInt && y instanceof GoInt ? x.value === y.value : x === y;
  }
  return isEqualOther(a, b);
}

/** Values without a basic kind: comparable with nil only, except that slices and maps refuse each other. */
function isEqualOther(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return isNil(a) && isNil(b);
  if (reflectKind(a) !== reflectKind(b)) {
    const text = formatText('non-comparable types %s: %s, %s: %v', [a, typeOfValue(a), typeOfValue(b), b]);
    throw new FunctionFailure(text);
  }
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b);
  if (b instanceof GoMap || b instanceof GoList || b instanceof GoBytes) {
    throw new FunctionFailure(formatText('non-comparable type %s: %s', [b, typeOfValue(b)]));
  }
  return a === b;
}

function reflectKind(value: Value): string {
  if (value instanceof GoMap) return 'map';
  if (value instanceof GoList || value instanceof GoBytes) return 'slice';
  return value instanceof GoObject ? value.kind : 'other';
}

function isNil(value: Value | undefined): boolean {
  if (value === undefined || value === null) return true;
  return (value instanceof GoMap || value instanceof GoList) && value.isNil;
}

function incompatible(a: Value, b: Value, dialect: Run['dialect']): FunctionFailure {
  const types = dialect === 'go1.23' ? '' : `: ${typeOfValue(a)} and ${typeOfValue(b)}`;
  return new FunctionFailure(`incompatible types for comparison${types}`);
}

/** Returns whether `a` is less than `b`. Throws where the types have no order. */
export function compareLess(a: Value | undefined, b: Value | undefined, dialect: Run['dialect']): boolean {
  const kindA = kindOf(a);
  const kindB = kindOf(b);
  if (kindA === 'invalid' || kindB === 'invalid') throw new FunctionFailure('invalid type for comparison');
  const x = basicOf(a);
  const y = basicOf(b);
  if (x instanceof GoInt && y instanceof GoInt) return x.value < y.value;
  if (kindA !== kindB) throw incompatible(a ?? null, b ?? null, dialect);
  if (typeof x === 'string' && typeof y === 'string') return compareText(x, y) < 0;
  if (typeof x === 'number' && typeof y === 'number') return x < y;
  throw new FunctionFailure('invalid type for comparison');
}
