import { parse, TomlDate, TomlError } from 'smol-toml';
import { GoInt, GoList, GoMap, type Value } from '../value';
import { EncodingFault } from './encoding-fault';
import { type GoTime, timeOfDate } from './go-time';

/**
 * Returns the map of a TOML text as BurntSushi's decoder fills it: int64, float64, times, and tables
 * as maps. Throws an `EncodingFault`; its wording is smol-toml's, which differs from Go's.
 */
export function decodeToml(text: string): GoMap {
  try {
    const value = valueOf(parse(text, { integersAsBigInt: true }));
    return value instanceof GoMap ? value : new GoMap();
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new EncodingFault('toml-syntax', `toml: line ${error.line}: ${firstLine(error.message)}`);
  }
}

function firstLine(message: string): string {
  const line = message.split('\n')[0] ?? '';
  return line.replace('Invalid TOML document: ', '');
}

function valueOf(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return new GoInt(value, 'int64');
  if (value instanceof TomlDate) return timeOf(value);
  if (Array.isArray(value)) return listOf(value);
  if (typeof value !== 'object' || value === null) return null;
  return new GoMap(
    new Map(Object.entries(value).map(([key, item]): [string, Value] => [key, valueOf(item)])),
  );
}

/** Go gives lists of nothing but tables a type of their own. */
function listOf(values: readonly unknown[]): GoList {
  const items = values.map(valueOf);
  const areTables = items.length > 0 && items.every((item) => item instanceof GoMap);
  return new GoList(items, areTables ? 'map[string]interface {}' : 'interface {}');
}

function timeOf(date: TomlDate): GoTime {
  return timeOfDate(date.getTime());
}
