import { isMap } from '../../equality';
import { printYaml, yamlDocument } from '../yaml-text';

/** How values are written into a text: its line break and its step of indentation. */
export interface Style {
  lineBreak: string;
  step: number;
}

/**
 * Returns the lines of `key: value`, the first one without indentation, the others relative to it. Texts
 * are quoted wherever YAML 1.1 or 1.2 would read something else.
 */
export function pairLines(key: string, value: unknown, style: Style): string[] {
  const text = yamlDocument({ [key]: value }).toString({
    lineWidth: 0,
    indentSeq: true,
    indent: style.step,
  });
  return linesOf(text);
}

/** Returns what follows the colon of a key: the rest of its line, and the lines below, relative to the key. */
export function valueLines(value: unknown, style: Style): string[] {
  const [first = '', ...rest] = pairLines('k', value, style);
  return [first.slice('k:'.length), ...rest];
}

/** Returns the lines of `- value`, the first one without indentation, the others relative to it. */
export function itemLines(value: unknown, style: Style): string[] {
  const text = yamlDocument([value]).toString({ lineWidth: 0, indentSeq: true, indent: style.step });
  return linesOf(text);
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  // The break of the last line belongs to the line, not to the value.
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Returns `lines` at a column, the first one without indentation; empty lines stay empty. */
export function indented(lines: readonly string[], column: number, style: Style): string {
  const pad = ' '.repeat(column);
  return lines.map((line, index) => (index === 0 || line === '' ? line : pad + line)).join(style.lineBreak);
}

/** Returns a value on one line, good inside brackets and anywhere else. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, item]) => `${flowText(key)}: ${flowText(item)}`);
    return `{${entries.join(', ')}}`;
  }
  if (typeof value !== 'string') return printYaml(value).trimEnd();
  const isPlain = /^[A-Za-z][A-Za-z0-9_./-]*$/.test(value) && printYaml(value).trimEnd() === value;
  return isPlain ? value : JSON.stringify(value);
}

/** Returns a text in the quotes that its place had; nothing when they cannot hold it. */
export function quotedText(text: string, quote: '"' | "'"): string | undefined {
  // A line break inside single quotes would fold; in double quotes it is escaped.
  if (quote === '"') return JSON.stringify(text);
  return /[\p{Cc}\u2028\u2029\uFEFF]/u.test(text) ? undefined : `'${text.replaceAll("'", "''")}'`;
}
