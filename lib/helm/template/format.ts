import { GoInt, GoObject, type Value } from '../value';
import { formatWithVerb, noFlags } from './format-verb';
import { printValue } from './print-value';

export { printValue };

/** Go's fmt package, as far as templates reach it: Print, Println and what `{{ . }}` prints. */

/** Returns what an action prints of a value, or undefined for a function, which cannot be printed. */
export function printForOutput(value: Value | undefined): string | undefined {
  if (value === null || value === undefined) return '<no value>';
  if (value instanceof GoObject) return value.kind === 'func' ? undefined : value.printInPlace();
  return printValue(value);
}

/** Returns fmt.Sprint of the arguments: a space between two of which neither is a string. */
export function printArguments(args: readonly Value[]): string {
  let out = '';
  let wasText = true;
  for (const arg of args) {
    const isText = typeof arg === 'string';
    if (!isText && !wasText) out += ' ';
    out += printValue(arg);
    wasText = isText;
  }
  return out;
}

/** Returns fmt.Sprintln of the arguments. */
export function printLine(args: readonly Value[]): string {
  return `${args.map(printValue).join(' ')}\n`;
}

/** Returns the text that html, js and urlquery escape; nil prints as in an action. */
export function printOperand(args: readonly Value[]): string {
  return printArguments(args.map((arg) => (arg === null ? '<no value>' : arg)));
}

/** Returns fmt.Sprintf. Faults show in the text, as in Go: `%!d(string=x)`, `%!(EXTRA int=1)`. */
export function formatText(format: string, args: readonly Value[]): string {
  if (!format.includes('%')) return args.length === 0 ? format : format + extra(args);
  return new Formatter(format, args).run();
}

function extra(args: readonly Value[]): string {
  const shown = args.map((arg) =>
    arg === null ? '<nil>' : `${formatWithVerb(arg, 'T', noFlags)}=${printValue(arg)}`,
  );
  return `%!(EXTRA ${shown.join(', ')})`;
}

class Formatter {
  readonly #format: string;
  readonly #args: readonly Value[];
  #pos = 0;
  #next = 0;
  #isReordered = false;
  #wasReordered = false;
  #isGoodIndex = true;

  constructor(format: string, args: readonly Value[]) {
    this.#format = format;
    this.#args = args;
  }

  run(): string {
    let out = '';
    while (this.#pos < this.#format.length) {
      const percent = this.#format.indexOf('%', this.#pos);
      if (percent < 0) {
        out += this.#format.slice(this.#pos);
        break;
      }
      out += this.#format.slice(this.#pos, percent);
      this.#pos = percent + 1;
      out += this.#directive();
    }
    if (!this.#wasReordered && this.#next < this.#args.length) out += extra(this.#args.slice(this.#next));
    return out;
  }

  #directive(): string {
    this.#isGoodIndex = true;
    this.#isReordered = false;
    const flags = { ...noFlags };
    let out = '';
    this.#readFlags(flags);
    let afterIndex = this.#argNumber();
    if (this.#format[this.#pos] === '*') {
      this.#pos += 1;
      const width = this.#starArgument();
      if (width === undefined) out += '%!(BADWIDTH)';
      else {
        flags.width = Math.abs(width);
        if (width < 0) [flags.minus, flags.zero] = [true, false];
      }
      afterIndex = false;
    } else {
      const width = this.#readNumber();
      if (width !== undefined) {
        flags.width = width;
        if (afterIndex) this.#isGoodIndex = false;
      }
    }
    out += this.#precision(flags, afterIndex);
    if (!this.#isAfterIndex(afterIndex)) this.#argNumber();
    return out + this.#verb(flags);
  }

  #isAfterIndex(afterIndex: boolean): boolean {
    return afterIndex && this.#format[this.#pos - 1] === ']';
  }

  #readFlags(flags: { -readonly [K in keyof typeof noFlags]: (typeof noFlags)[K] }): void {
    for (; ; this.#pos += 1) {
      switch (this.#format[this.#pos]) {
        case '#':
          flags.sharp = true;
          break;
        case '0':
          flags.zero = true;
          break;
        case '+':
          flags.plus = true;
          break;
        case '-':
          flags.minus = true;
          break;
        case ' ':
          flags.space = true;
          break;
        default:
          return;
      }
    }
  }

  #precision(flags: { precision: number }, afterIndex: boolean): string {
    if (this.#format[this.#pos] !== '.') return '';
    this.#pos += 1;
    if (afterIndex) this.#isGoodIndex = false;
    this.#argNumber();
    if (this.#format[this.#pos] === '*') {
      this.#pos += 1;
      const precision = this.#starArgument();
      if (precision === undefined || precision < 0) return precision === undefined ? '%!(BADPREC)' : '';
      flags.precision = precision;
      return '';
    }
    flags.precision = this.#readNumber() ?? 0;
    return '';
  }

  #starArgument(): number | undefined {
    const arg = this.#args[this.#next];
    this.#next += 1;
    if (!(arg instanceof GoInt)) return undefined;
    // Go refuses widths beyond a million.
    return arg.value > 1_000_000n || arg.value < -1_000_000n ? undefined : Number(arg.value);
  }

  #readNumber(): number | undefined {
    const match = /^[0-9]+/.exec(this.#format.slice(this.#pos, this.#pos + 8));
    if (!match) return undefined;
    this.#pos += match[0].length;
    return Math.min(Number(match[0]), 1_000_000);
  }

  /** Reads an explicit argument index, `[2]`; returns whether there was one. */
  #argNumber(): boolean {
    if (this.#format[this.#pos] !== '[') return false;
    this.#isReordered = true;
    this.#wasReordered = true;
    const close = this.#format.indexOf(']', this.#pos);
    if (close < 0) {
      this.#isGoodIndex = false;
      this.#pos += 1;
      return false;
    }
    const text = this.#format.slice(this.#pos + 1, close);
    this.#pos = close + 1;
    const index = /^[0-9]+$/.test(text) ? Number(text) : 0;
    if (index < 1 || index > this.#args.length) this.#isGoodIndex = false;
    else this.#next = index - 1;
    return true;
  }

  #verb(flags: typeof noFlags): string {
    const code = this.#format.codePointAt(this.#pos);
    if (code === undefined) return '%!(NOVERB)';
    const verb = String.fromCodePoint(code);
    this.#pos += verb.length;
    if (verb === '%') return '%';
    if (!this.#isGoodIndex) return `%!${verb}(BADINDEX)`;
    const arg = this.#args[this.#next];
    if (arg === undefined) return `%!${verb}(${this.#isReordered ? 'BADINDEX' : 'MISSING'})`;
    this.#next += 1;
    return formatWithVerb(arg, verb, flags);
  }
}
