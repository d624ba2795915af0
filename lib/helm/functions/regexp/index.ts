import { holdsMatch, runProgram, type Captures } from './machine';
import { parseRegex } from './parser';
import { compileRegex, type Program } from './program';

/**
 * regexp: Go's regular expressions: RE2's syntax and messages, matching in linear time. It knows
 * nothing of templates.
 */
export { RegexFault } from './node';

/** A compiled regular expression. */
export interface Regex {
  readonly program: Program;
  readonly groupNames: readonly string[];
  readonly pattern: string;
}

/** A text in characters, with the UTF-16 offset of each and of the end. */
interface Subject {
  text: string;
  codes: number[];
  offsets: number[];
}

const cache = new Map<string, Regex>();
const cacheLimit = 256;

/** Returns the expression of a pattern; throws `RegexFault` with Go's message. Recent ones are kept. */
export function compile(pattern: string): Regex {
  const known = cache.get(pattern);
  if (known) return known;
  const { node, groupNames } = parseRegex(pattern);
  const regex = { program: compileRegex(node, groupNames.length), groupNames, pattern };
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(pattern, regex);
  return regex;
}

/** The characters alone. */
function codesOf(text: string): number[] {
  const codes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // What is not one unit long is left to the general way.
    if (unit >= 0xd800 && unit <= 0xdfff) return subjectOf(text).codes;
    codes.push(unit);
  }
  return codes;
}

function subjectOf(text: string): Subject {
  const codes: number[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    // A byte outside valid UTF-8 matches as U+FFFD.
    codes.push(code >= 0xdc80 && code <= 0xdcff ? 0xfffd : code);
    offsets.push(offset);
    offset += char.length;
  }
  offsets.push(offset);
  return { text, codes, offsets };
}

function slice(subject: Subject, start: number, end: number): string {
  return subject.text.slice(subject.offsets[start], subject.offsets[end]);
}

/** A text to search, and who pays for the work that it takes. */
export interface Searched {
  readonly text: string;
  readonly spend: (steps: number) => void;
}

/** Reports whether the text holds a match. */
export function hasMatch(regex: Regex, { text, spend }: Searched): boolean {
  return holdsMatch(regex.program, codesOf(text), spend);
}

/** Returns the first match, or "". */
export function findFirst(regex: Regex, { text, spend }: Searched): string {
  const subject = subjectOf(text);
  const match = runProgram(regex.program, subject.codes, { from: 0, spend });
  return match ? slice(subject, match[0] ?? 0, match[1] ?? 0) : '';
}

/** Returns at most `count` matches, all of them when it is negative. */
export function findAll(regex: Regex, { text, spend }: Searched, count: number): string[] {
  const subject = subjectOf(text);
  return matchesOf(regex, subject, { count, spend }).map(([start = 0, end = 0]) =>
    slice(subject, start, end),
  );
}

/** An empty match directly after another match does not count. */
function matchesOf(
  regex: Regex,
  subject: Subject,
  { count, spend }: { count: number; spend: Searched['spend'] },
): Captures[] {
  const out: Captures[] = [];
  let previousEnd = -1;
  for (let at = 0; at <= subject.codes.length && (count < 0 || out.length < count);) {
    const match = runProgram(regex.program, subject.codes, { from: at, spend });
    if (!match) break;
    const [start = 0, end = 0] = match;
    const isAccepted = end > at || start !== previousEnd;
    at = end > at ? end : at + 1;
    previousEnd = end;
    if (isAccepted) out.push(match);
  }
  return out;
}

/** Returns the text with every match replaced by what `replace` gives for its groups. */
export function replaceAll(
  regex: Regex,
  { text, spend }: Searched,
  replace: (group: GroupReader) => string,
): string {
  const subject = subjectOf(text);
  let out = '';
  let lastEnd = 0;
  for (let at = 0; at <= subject.codes.length;) {
    const match = runProgram(regex.program, subject.codes, { from: at, spend });
    if (!match) break;
    const [start = 0, end = 0] = match;
    out += slice(subject, lastEnd, start);
    // No replacement for an empty match directly after another match.
    if (end > lastEnd || start === 0) out += replace(groupReader(regex, subject, match));
    lastEnd = end;
    at = at + 1 > end ? at + 1 : end;
  }
  return out + slice(subject, lastEnd, subject.codes.length);
}

/** Gives the text of a group by number or name; "" for one that did not match or does not exist. */
export type GroupReader = (group: number | string) => string;

function groupReader(regex: Regex, subject: Subject, match: Captures): GroupReader {
  const read = (index: number): string => {
    const start = match[index * 2] ?? -1;
    return start < 0 ? '' : slice(subject, start, match[index * 2 + 1] ?? start);
  };
  return (group) => {
    const index = typeof group === 'number' ? group : regex.groupNames.indexOf(group);
    return index < 0 ? '' : read(index);
  };
}

/** Returns the parts between matches, as Go's Split; undefined stands for a nil slice. */
export function splitAround(regex: Regex, { text, spend }: Searched, count: number): string[] | undefined {
  if (count === 0) return undefined;
  if (regex.pattern !== '' && text === '') return [''];
  const subject = subjectOf(text);
  const out: string[] = [];
  let begin = 0;
  let end = 0;
  for (const [start = 0, stop = 0] of matchesOf(regex, subject, { count, spend })) {
    if (count > 0 && out.length === count - 1) break;
    end = start;
    if (stop !== 0) out.push(slice(subject, begin, end));
    begin = stop;
  }
  if (end !== subject.codes.length) out.push(slice(subject, begin, subject.codes.length));
  return out;
}
