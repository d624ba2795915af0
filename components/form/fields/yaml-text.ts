import { LineCounter, parseDocument, stringify } from 'yaml';

/** What a YAML text holds, or where it stops being YAML. */
export type YamlReading = { value: unknown } | { message: string };

const longestText = 200_000;

/**
 * Returns the value of a YAML text that must be a map or a list, as `shape` says. An empty text is an
 * empty one. The message of a bad text names line and column.
 */
export function readYaml(text: string, shape: 'map' | 'list'): YamlReading {
  const emptyValue = shape === 'map' ? {} : [];
  if (text.trim() === '') return { value: emptyValue };
  if (text.length > longestText) return { message: 'this text is longer than 200,000 characters' };
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, version: '1.2' });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return { message: `line ${line}, column ${col}: ${error.message}` };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch {
    return { message: 'the aliases of this text expand to too much' };
  }
  if (value === null) return { value: emptyValue };
  const isRight =
    shape === 'list' ? Array.isArray(value) : typeof value === 'object' && !Array.isArray(value);
  return isRight
    ? { value }
    : { message: shape === 'map' ? 'must be a map (key: value)' : 'must be a list (- entry)' };
}

/** Returns `value` as YAML; nothing for an empty map or list. */
export function printYaml(value: unknown): string {
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return '';
  return value === undefined || value === null ? '' : stringify(value, { lineWidth: 0 });
}
