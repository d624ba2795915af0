import { Lexer, LineCounter, parseDocument, type Document, type ScalarTag, type Tags } from 'yaml';
import type { SourcePosition } from '../../base';
import { isMap } from '../equality';
import { LIMITS } from '../guard';
import { typeName, type Fault } from '../model/fault';
import type { Segment } from '../paths';
import type { ValuesProblem } from '../problem';
import { locateIn, repeatedKeys } from './locate';
import { yamlFaults } from './yaml-faults';

/** A problem of a values text, with its place in the text. */
export interface LocatedProblem extends ValuesProblem {
  pos: SourcePosition;
}

/** A values text as read. `values` is missing when the text cannot be read. */
export interface ValuesDocument {
  values?: unknown;
  problems: readonly LocatedProblem[];
  /**
   * Returns where a path is written, or where its nearest parent is. Aim 'key' for the key of an entry,
   * 'value' for what it holds.
   */
  positionOf(segments: readonly Segment[], aim?: 'key' | 'value'): SourcePosition;
}

/** A values text with the tree of its nodes, for edits in place. The tree is missing when `values` is. */
export interface ValuesTree extends ValuesDocument {
  text: string;
  tree?: Document.Parsed;
}

/**
 * Reads a values text as Helm does: YAML 1.1 with Go's numbers, the last of two equal keys wins, an empty
 * text is an empty map. Never throws. A text that is too large, nests too deeply or whose aliases expand
 * without end is refused with one problem.
 */
export function parseValuesText(text: string, fileName?: string): ValuesDocument {
  const { text: _text, tree: _tree, ...document } = parseValuesTree(text, fileName);
  return document;
}

/** Reads a values text as `parseValuesText` does, and keeps its tree with the tokens of each node. */
export function parseValuesTree(text: string, fileName?: string): ValuesTree {
  const start: SourcePosition = { ...(fileName !== undefined && { file: fileName }), line: 1, column: 1 };
  const refuse = (code: ValuesProblem['code'], message: string): ValuesTree => ({
    text,
    problems: [located({ code, message }, start)],
    positionOf: () => start,
  });
  const refused = refusal(text);
  if (refused) return refuse(refused.code, refused.message);
  const lines = new LineCounter();
  const place = (offset: number): SourcePosition => {
    const { line, col } = lines.linePos(offset);
    return {
      ...(fileName !== undefined && { file: fileName }),
      line: Math.max(line, 1),
      column: Math.max(col, 1),
    };
  };
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      version: '1.1',
      customTags,
      uniqueKeys: false,
      prettyErrors: false,
      keepSourceTokens: true,
      lineCounter: lines,
    });
  } catch {
    // The parser recurses; only indentation deeper than any stack gets here.
    return refuse('too-deep', 'the text is nested too deeply');
  }
  if (document.errors.length > 0) {
    const problems = document.errors
      .slice(0, 20)
      .map((error) => located({ code: 'yaml-syntax', ...yamlFaults[error.code] }, place(error.pos[0])));
    return { text, problems, positionOf: () => start };
  }
  const read = readDocument(document, place);
  return { text, ...read, ...(read.values !== undefined && { tree: document }) };
}

function readDocument(document: Document.Parsed, place: (offset: number) => SourcePosition): ValuesDocument {
  const positionOf: ValuesDocument['positionOf'] = (segments, aim = 'value') =>
    place(locateIn(document, segments, aim));
  let values: unknown;
  try {
    // Counts what aliases expand to, so that a few lines cannot become gigabytes.
    values = document.toJS({ maxAliasCount: 100 });
  } catch {
    const message = 'the aliases of the text refer to each other or expand to too much';
    return { problems: [located({ code: 'alias-bomb', message }, place(0))], positionOf };
  }
  values ??= {};
  const problems = repeatedKeys(document).map(({ offset, segments }): LocatedProblem => {
    const { message, suggestion } = yamlFaults.DUPLICATE_KEY;
    const problem = located(
      { code: 'questionable', message: `${message}; Helm takes the last`, ...(suggestion && { suggestion }) },
      place(offset),
    );
    return { ...problem, segments, severity: 'warning' };
  });
  if (!isMap(values)) {
    const message = `the values must be a map, not ${typeName(values)}`;
    return { problems: [...problems, located({ code: 'wrong-type', message }, place(0))], positionOf };
  }
  return { values, problems, positionOf };
}

function located(fault: Fault & { code: ValuesProblem['code'] }, pos: SourcePosition): LocatedProblem {
  return { path: '', segments: [], ...fault, severity: 'error', pos };
}

/**
 * Returns why not to parse `text`: the parser recurses and takes time for every token and every fault, so
 * tokens and levels are counted first, which costs little.
 */
function refusal(text: string): Pick<LocatedProblem, 'code' | 'message'> | undefined {
  const tooDeep = {
    code: 'too-deep',
    message: `the text is nested deeper than ${LIMITS.depth} levels`,
  } as const;
  if (text.length > LIMITS.text)
    return { code: 'too-large', message: `the text is larger than ${LIMITS.text / 1024} KiB` };
  let tokens = 0;
  let brackets = 0;
  let compact = 0;
  for (const token of new Lexer().lex(text)) {
    if (++tokens > LIMITS.tokens)
      return { code: 'too-large', message: 'the text has more parts than the values of a plane can have' };
    if (token === '[' || token === '{') brackets++;
    else if (token === ']' || token === '}') brackets = Math.max(0, brackets - 1);
    // Dashes and question marks open levels within one line.
    else if (token === '-' || token === '?') compact++;
    else if (token === '\n' || token === '\r\n') compact = 0;
    if (brackets + compact > LIMITS.depth) return tooDeep;
  }
  return undefined;
}

// Go's YAML library, which Helm uses, knows 0o777 but neither base 60 nor timestamps nor sets.
const goOctal: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?0o[0-7_]+$/,
  resolve: (source) => {
    const digits = source.replace(/[_+]/g, '').replace('0o', '');
    return digits.startsWith('-') ? -parseInt(digits.slice(1), 8) : parseInt(digits, 8);
  },
};
const notInHelm = new Set(['timestamp', 'set', 'omap', 'pairs', 'binary']);

function customTags(tags: Tags): Tags {
  const kept = tags.filter((tag) => {
    if (typeof tag === 'string') return !notInHelm.has(tag);
    const name = tag.tag.replace('tag:yaml.org,2002:', '');
    return !notInHelm.has(name) && !('format' in tag && tag.format === 'TIME');
  });
  return [goOctal, ...kept];
}
