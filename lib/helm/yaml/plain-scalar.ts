/**
 * What an unquoted YAML scalar means to go-yaml: YAML 1.1's booleans and numbers, without base 60.
 * The reader uses it to find values, the writer to find the strings that need quotes.
 */

/** An integer keeps its digits: keys need them exactly, values become float64 through JSON. */
export type PlainScalar =
  | { kind: 'string' | 'timestamp' | 'merge'; value: string }
  | { kind: 'null' }
  | { kind: 'bool'; value: boolean }
  | { kind: 'int'; value: bigint }
  | { kind: 'float'; value: number };

/** Which go-yaml resolves: version 3 no longer knows y, n, on, off as booleans. */
export type GoYamlVersion = 2 | 3;

const named = new Map<string, PlainScalar>();
const versionTwoOnly = new Set<string>();

function nameScalars(scalar: PlainScalar, words: string): void {
  for (const word of words.split(' ')) named.set(word, scalar);
}
nameScalars({ kind: 'bool', value: true }, 'true True TRUE');
nameScalars({ kind: 'bool', value: false }, 'false False FALSE');
nameScalars({ kind: 'null' }, '~ null Null NULL');
nameScalars({ kind: 'float', value: NaN }, '.nan .NaN .NAN');
nameScalars({ kind: 'float', value: Infinity }, '.inf .Inf .INF +.inf +.Inf +.INF');
nameScalars({ kind: 'float', value: -Infinity }, '-.inf -.Inf -.INF');
for (const word of 'y Y yes Yes YES on On ON'.split(' ')) {
  named.set(word, { kind: 'bool', value: true });
  versionTwoOnly.add(word);
}
for (const word of 'n N no No NO off Off OFF'.split(' ')) {
  named.set(word, { kind: 'bool', value: false });
  versionTwoOnly.add(word);
}

const nullScalar: PlainScalar = { kind: 'null' };
const styleFloat = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const date = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const dateTime =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[+-](\d\d):(\d\d))|[ ](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)$/;
const minInt64 = -(2n ** 63n);
const maxUint64 = 2n ** 64n - 1n;

/** Returns what go-yaml makes of the plain scalar `text`. */
export function resolvePlain(text: string, version: GoYamlVersion = 2): PlainScalar {
  if (text === '') return nullScalar;
  const first = text.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39) return resolveNumber(text);
  switch (text[0]) {
    case '+':
    case '-':
      return named.get(text) ?? resolveNumber(text);
    case '.':
      return named.get(text) ?? resolveDotted(text);
    case 'y':
    case 'Y':
    case 'n':
    case 'N':
    case 't':
    case 'T':
    case 'f':
    case 'F':
    case 'o':
    case 'O':
    case '~': {
      const found = named.get(text);
      if (found && !(version === 3 && versionTwoOnly.has(text))) return found;
      return { kind: 'string', value: text };
    }
    default:
      return { kind: 'string', value: text };
  }
}

/** Tells whether YAML 1.1 reads the word as a boolean, which go-yaml 3 still quotes. */
export function isOldBoolean(text: string): boolean {
  return versionTwoOnly.has(text);
}

/** Tells whether YAML 1.1 reads `1:30` and its like as a number, which go-yaml quotes but never reads. */
export function isBase60(text: string): boolean {
  return text.includes(':') && /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text);
}

function resolveDotted(text: string): PlainScalar {
  // ParseFloat takes underscores between digits.
  const isFloat = /^\.[0-9]+(?:_[0-9]+)*([eE][+-]?[0-9]+(?:_[0-9]+)*)?$/.test(text);
  return isFloat ? finiteFloat(text.replaceAll('_', ''), text) : { kind: 'string', value: text };
}

function resolveNumber(text: string): PlainScalar {
  if (text.length > 7 && text.charCodeAt(4) === 0x2d && isTimestamp(text))
    return { kind: 'timestamp', value: text };
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const integer = parseGoInteger(plain);
  if (integer !== undefined) return { kind: 'int', value: integer };
  if (styleFloat.test(plain)) return finiteFloat(plain, text);
  return { kind: 'string', value: text };
}

/** ParseFloat reports a number out of range as an error; the scalar then stays a string. */
function finiteFloat(digits: string, text: string): PlainScalar {
  const value = Number(digits);
  return Number.isFinite(value) ? { kind: 'float', value } : { kind: 'string', value: text };
}

/** strconv.ParseInt(text, 0, 64), then ParseUint. */
function parseGoInteger(text: string): bigint | undefined {
  const match = /^([-+]?)(?:(0[xX])([0-9a-fA-F]+)|(0[bB])([01]+)|(0[oO]?)([0-7]+)|(0|[1-9][0-9]*))$/.exec(
    text,
  );
  if (!match) return undefined;
  const digits = match[8] ?? '';
  let size: bigint;
  if (match[2]) size = BigInt(`0x${match[3] ?? ''}`);
  else if (match[4]) size = BigInt(`0b${match[5] ?? ''}`);
  else if (match[6]) size = BigInt(`0o${match[7] ?? ''}`);
  else size = BigInt(digits);
  const value = match[1] === '-' ? -size : size;
  if (value < minInt64 || value > maxUint64) return undefined;
  // ParseUint takes no sign.
  if (match[1] === '+' && value >= 2n ** 63n) return undefined;
  return value;
}

function isTimestamp(text: string): boolean {
  const match = date.exec(text) ?? dateTime.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return false;
  const hour = Number(match[4] ?? match[9] ?? 0);
  const minute = Number(match[5] ?? match[10] ?? 0);
  const second = Number(match[6] ?? match[11] ?? 0);
  return (
    hour < 24 && minute < 60 && second < 60 && Number(match[7] ?? 0) <= 24 && Number(match[8] ?? 0) <= 60
  );
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(2000, month, 0)).getUTCDate() - (month === 2 && !isLeap(year) ? 1 : 0);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
