import type { ParamType, Value } from '../value';
import { isAssignable, nilOf, typeOfParam, typeOfValue } from './go-type';
import type { State } from './state';

/** A parameter's type; `reflect` is text/template's own reflect.Value, which takes anything as it is. */
export type ArgType = ParamType | 'reflect';

/** Returns a value as it is passed to a parameter of `type`, or fails as Go does. */
export function validate(s: State, value: Value | undefined, type: ArgType): Value | undefined {
  if (type === 'reflect') return value;
  if (value === undefined) {
    return nilOf(type) ?? (type === 'any' ? null : s.fail(`invalid value; expected ${typeOfParam(type)}`));
  }
  if (type === 'any') return value;
  if (value !== null && isAssignable(value, type)) return value;
  return s.fail(`wrong type for value; expected ${typeOfParam(type)}; got ${typeOfValue(value)}`);
}
