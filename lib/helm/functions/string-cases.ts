import { define, textArg, type FunctionTable } from './define';
import { isDigit, isLetter, isLower, isSpace, isUpper, lowerChar, titleChar, upperChar } from './unicode';

/** sprig's changes of case that look at words: title, untitle, swapcase, camelcase, snakecase, kebabcase. */
export const stringCaseFunctions: FunctionTable = {
  title: define(['string'], (args) => titleWords(textArg(args, 0))),
  untitle: define(['string'], (args) => untitleWords(runesOf(textArg(args, 0)))),
  swapcase: define(['string'], (args) => swapCase(runesOf(textArg(args, 0)))),
  camelcase: define(['string'], (args) => pascalCase(runesOf(textArg(args, 0)))),
  snakecase: define(['string'], (args) => joinedLower(textArg(args, 0), '_')),
  kebabcase: define(['string'], (args) => joinedLower(textArg(args, 0), '-')),
};

/** Go's `[]rune` of a text: bytes outside valid UTF-8 become U+FFFD. */
function runesOf(text: string): string {
  return text.replace(/[\udc80-\udcff]/gu, '\ufffd');
}

/** Go's strings.Title: a word begins after anything but letters, digits and underscores. */
function titleWords(text: string): string {
  let previous = ' ';
  return Array.from(text, (char) => {
    const out = isTitleSeparator(previous) ? titleChar(char) : char;
    previous = char;
    return out;
  }).join('');
}

function isTitleSeparator(char: string): boolean {
  if (char.charCodeAt(0) < 0x80) return !/[0-9A-Za-z_]/.test(char);
  return !isLetter(char) && !isDigit(char) && isSpace(char);
}

function untitleWords(text: string): string {
  let atStart = true;
  return Array.from(text, (char) => {
    if (isSpace(char)) {
      atStart = true;
      return char;
    }
    const out = atStart ? lowerChar(char) : char;
    atStart = false;
    return out;
  }).join('');
}

/** A lower case letter that begins a word becomes title case, as goutils has it. */
function swapCase(text: string): string {
  let afterSpace = true;
  return Array.from(text, (char) => {
    if (isUpper(char) || /^\p{Lt}$/u.test(char)) {
      afterSpace = false;
      return lowerChar(char);
    }
    if (isLower(char)) {
      const out = afterSpace ? titleChar(char) : upperChar(char);
      afterSpace = false;
      return out;
    }
    afterSpace = isSpace(char);
    return char;
  }).join('');
}

function isConnector(char: string): boolean {
  return char === '-' || char === '_' || isSpace(char);
}

/** Words joined with capitals, as xstrings.ToPascalCase: connectors at the ends stay, doubled ones lose one. */
function pascalCase(text: string): string {
  const chars = Array.from(text);
  let i = 0;
  let out = '';
  while (i < chars.length && isConnector(chars[i] ?? '')) out += chars[i++];
  if (i === chars.length) return out;
  let inCapitals = isUpper(chars[i] ?? '');
  let current = upperChar(chars[i] ?? '');
  for (i += 1; i < chars.length; i++) {
    const previous = current;
    current = chars[i] ?? '';
    if (isConnector(current) && isConnector(previous)) {
      out += previous;
    } else if (isConnector(previous)) {
      inCapitals = isUpper(current);
      current = upperChar(current);
    } else {
      if (inCapitals && isUpper(current)) current = lowerChar(current);
      else inCapitals = false;
      out += previous;
    }
  }
  return out + current;
}

type WordKind = 'none' | 'number' | 'upper' | 'letters' | 'connector' | 'punctuation' | 'other';
interface Word {
  kind: WordKind;
  text: string;
}

/** Words in lower case with a connector between, as xstrings.ToSnakeCase and ToKebabCase. */
function joinedLower(text: string, connector: string): string {
  const words = splitWords(text);
  const at = (i: number): Word => words[i] ?? { kind: 'none', text: '' };
  let out = '';
  let i = 0;
  const write = (word: Word): void => {
    out += lowerWord(word, connector);
  };
  const writeWhileAlphanumeric = (): void => {
    for (; at(i).kind === 'letters' || at(i).kind === 'number'; i++) write(at(i));
    if (!endsWord(at(i).kind) && at(i).kind !== 'none') out += connector;
  };
  while (i < words.length - 1) {
    const word = at(i);
    if (word.kind !== 'connector') write(word);
    i += 1;
    if (word.kind === 'number') writeWhileAlphanumeric();
    else if (word.kind === 'connector') write(word);
    else if (word.kind !== 'punctuation') i = joinAfterLetters(i);
  }
  write(at(i));
  return out;

  /** A number belongs to the word before it, unless letters follow the number. */
  function joinAfterLetters(next: number): number {
    if (at(next).kind !== 'number') {
      if (!endsWord(at(next).kind)) out += connector;
      return next;
    }
    if (next === words.length - 1) return next;
    if (at(next + 1).kind !== 'letters') {
      write(at(next));
      if (!endsWord(at(next + 1).kind)) out += connector;
      return next + 1;
    }
    out += connector;
    write(at(next));
    i = next + 1;
    writeWhileAlphanumeric();
    return i;
  }
}

function endsWord(kind: WordKind): boolean {
  return kind === 'connector' || kind === 'punctuation';
}

function lowerWord(word: Word, connector: string): string {
  if (word.kind === 'connector') return Array.from(word.text, () => connector).join('');
  return word.kind === 'upper'
    ? Array.from(word.text, (char) => (isUpper(char) ? lowerChar(char) : char)).join('')
    : word.text;
}

/** Parts the text into words: runs of one kind, where capitals take the small letters behind them. */
function splitWords(text: string): Word[] {
  const chars = Array.from(text);
  const words: Word[] = [];
  let i = 0;
  const take = (kind: WordKind, belongs: (char: string) => boolean): void => {
    const start = i;
    i += 1;
    while (i < chars.length && belongs(chars[i] ?? '')) i += 1;
    words.push({ kind, text: chars.slice(start, i).join('') });
  };
  while (i < chars.length) {
    const kind = kindOfChar(chars[i] ?? '');
    if (kind !== 'upper') {
      take(kind, (char) => kindOfChar(char) === kind);
      continue;
    }
    const second = kindOfChar(chars[i + 1] ?? '');
    if (second === 'letters') take('upper', (char) => kindOfChar(char) === 'letters');
    else if (second === 'upper') takeCapitals();
    else take('upper', () => false);
  }
  return words;

  /** Of capitals before small letters, the last begins the next word: HTTPServer is HTTP and Server. */
  function takeCapitals(): void {
    let end = i;
    while (end < chars.length && kindOfChar(chars[end] ?? '') === 'upper') end += 1;
    if (end < chars.length && kindOfChar(chars[end] ?? '') === 'letters') end -= 1;
    words.push({ kind: 'upper', text: chars.slice(i, end).join('') });
    i = end;
  }
}

/** Ideographs that xstrings does not count as letters. */
const cjk = /^[\u3400-\u4d85\u4e00-\u9fcc\u{20000}-\u{2b81d}]$/u;

function kindOfChar(char: string): WordKind {
  if (char === '') return 'none';
  if (isConnector(char)) return 'connector';
  if (/^\p{P}$/u.test(char)) return 'punctuation';
  if (isUpper(char)) return 'upper';
  if (isLetter(char) && !cjk.test(char)) return 'letters';
  return /^\p{N}$/u.test(char) ? 'number' : 'other';
}
