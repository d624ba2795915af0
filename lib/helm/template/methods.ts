import { FunctionFailure, GoMap, GoObject, type GoFunction, type Value } from '../value';
import { asText } from '../text';
import { writeYaml } from '../yaml';

/**
 * Methods that templates can call: those of objects, and the few of Helm's `Values` type, which the
 * map of a chart's values has.
 */

/** Returns the method `name` of a value, if its type has one. */
export function methodOf(receiver: Value, name: string): GoFunction | undefined {
  if (receiver instanceof GoObject) return receiver.method(name);
  if (receiver instanceof GoMap && isValuesType(receiver.type)) return valuesMethod(receiver, name);
  return undefined;
}

const valuesMethodNames: ReadonlySet<string> = new Set(['AsMap', 'Table', 'PathValue', 'YAML', 'Encode']);

/** Returns whether maps of the type of a chart's values have a method `name`. */
export function isValuesMethod(name: string): boolean {
  return valuesMethodNames.has(name);
}

function isValuesType(type: string): boolean {
  return type === 'chartutil.Values' || type === 'common.Values';
}

function valuesMethod(map: GoMap, name: string): GoFunction | undefined {
  switch (name) {
    case 'AsMap':
      return { params: [], call: () => new GoMap(map.entries, 'map[string]interface {}', false) };
    case 'Table':
      return { params: ['string'], call: (args) => tableOf(map, asText(args[0])) };
    case 'PathValue':
      return { params: ['string'], call: (args) => pathValueOf(map, asText(args[0])) };
    case 'YAML':
      return { params: [], call: () => writeYaml(map) };
    case 'Encode':
      // Takes an io.Writer, which no template can have.
      return { params: ['any'], call: () => null };
    default:
      return undefined;
  }
}

function tableOf(map: GoMap, path: string): GoMap {
  let table = map;
  for (const key of path.split('.')) {
    const next = table.entries.get(key);
    if (!(next instanceof GoMap)) throw new FunctionFailure(`"${key}" is not a table`);
    table = next;
  }
  return new GoMap(table.entries, map.type, table.isNil);
}

function pathValueOf(map: GoMap, path: string): Value {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const table = keys.length === 0 ? map : tableOf(map, keys.join('.'));
  const value = table.entries.get(last);
  if (value === undefined || value instanceof GoMap) throw new FunctionFailure(`"${path}" is not a value`);
  return value;
}
