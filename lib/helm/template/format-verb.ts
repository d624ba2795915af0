import { checkSize } from '../size-limit';
import { bytesOfText, compareText, textOfBytes } from '../text';
import { GoBytes, GoInt, GoList, GoMap, GoObject, type Value } from '../value';
import { GoComplex } from './complex';
import { binaryFloat, formatFloat } from './float';
import { printValue } from './print-value';
import { typeOfValue } from './go-type';
import { isPrintable, quoteGo, quoteRune } from './quote';

/** The flags of a formatting directive; -1 stands for a width or precision that is not given. */
export interface Flags {
  sharp: boolean;
  zero: boolean;
  plus: boolean;
  minus: boolean;
  space: boolean;
  width: number;
  precision: number;
}

/** A directive without any flag. */
export const noFlags: Flags = {
  sharp: false,
  zero: false,
  plus: false,
  minus: false,
  space: false,
  width: -1,
  precision: -1,
};

/** Returns a value as the directive `%verb` with `flags` prints it. */
export function formatWithVerb(value: Value, verb: string, flags: Flags): string {
  checkSize(value);
  if (verb === 'w' && typeof value === 'object' && !(value instanceof GoInt)) {
    return badVerb(value, verb, flags);
  }
  if (verb !== 'v') return formatValue(value, verb, flags);
  // %#v asks for Go syntax and %+v for the names of fields; neither changes numbers.
  if (flags.sharp) return pad(value === null ? '<nil>' : goSyntax(value), flags);
  if (!flags.plus) return formatValue(value, verb, flags);
  const plain = { ...flags, plus: false };
  const members = value instanceof GoObject && !value.isStringer ? value.members() : undefined;
  if (!members) return formatValue(value, verb, plain);
  return `{${members.map((one) => `${one.name}:${formatValue(one.value, verb, plain)}`).join(' ')}}`;
}

function formatValue(value: Value, verb: string, flags: Flags): string {
  if (verb === 'T') return textVerb(value === null ? '<nil>' : typeOfValue(value), 's', flags);
  if (value === null) return verb === 'v' ? pad('<nil>', flags) : badVerb(value, verb, flags);
  if (typeof value === 'boolean') {
    return verb === 't' || verb === 'v' ? pad(String(value), flags) : badVerb(value, verb, flags);
  }
  if (typeof value === 'number') return floatVerb(value, verb, flags);
  if (typeof value === 'string') return textVerb(value, verb, flags);
  if (value instanceof GoInt) return integerVerb(value, verb, flags);
  if (value instanceof GoBytes) return bytesVerb(value, verb, flags);
  if (value instanceof GoList) return listVerb(value, verb, flags);
  if (value instanceof GoMap) return mapVerb(value, verb, flags);
  return objectVerb(value, verb, flags);
}

function badVerb(value: Value, verb: string, flags: Flags): string {
  return value === null ? `%!${verb}(<nil>)` : `%!${verb}(${typeOfValue(value)}=${plainly(value, flags)})`;
}

/** A value inside a complaint, where fmt asks no String method. */
function plainly(value: Value, flags: Flags): string {
  if (!(value instanceof GoObject)) return formatValue(value, 'v', flags);
  return structVerb(value, 'v', flags) ?? formatValue(value, 'v', flags);
}

/** Go pads by characters. */
function pad(text: string, flags: Flags): string {
  if (flags.width < 0) return text;
  const missing = flags.width - [...text].length;
  if (missing <= 0) return text;
  if (flags.minus) return text + ' '.repeat(missing);
  return (flags.zero ? '0' : ' ').repeat(missing) + text;
}

function padNumber(text: string, flags: Flags): string {
  if (!flags.zero || flags.minus || flags.width < 0) return pad(text, flags);
  const sign = /^[+\- ]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(flags.width - sign.length, '0');
}

function listVerb(list: GoList, verb: string, flags: Flags): string {
  if (verb === 'p') return badVerb(list, verb, flags);
  return `[${list.items.map((item) => elementVerb(item, verb, flags)).join(' ')}]`;
}

function mapVerb(map: GoMap, verb: string, flags: Flags): string {
  if (verb === 'p') return badVerb(map, verb, flags);
  const keys = Array.from(map.entries.keys()).sort(compareText);
  const shown = keys.map(
    (key) => `${formatValue(key, verb, flags)}:${elementVerb(map.entries.get(key) ?? null, verb, flags)}`,
  );
  return `map[${shown.join(' ')}]`;
}

/** A nil inside a container prints as `<nil>` under every verb. */
function elementVerb(value: Value, verb: string, flags: Flags): string {
  return value === null ? '<nil>' : formatValue(value, verb, flags);
}

/** Objects with a String method print as its text under the verbs of strings. */
function objectVerb(value: GoObject, verb: string, flags: Flags): string {
  if (value instanceof GoComplex) return complexVerb(value, verb, flags);
  const isText = 'vsxXq'.includes(verb);
  if (!(value.isStringer && isText)) {
    const struct = structVerb(value, verb, flags);
    if (struct !== undefined) return struct;
    const encoded = value.encode();
    if (encoded instanceof GoInt && !isText) return integerVerb(encoded, verb, flags);
    if (encoded instanceof GoList || encoded instanceof GoMap) return formatValue(encoded, verb, flags);
  }
  return isText
    ? textVerb(value.print(), verb, flags)
    : `%!${verb}(${value.type}=${formatValue(value, 'v', flags)})`;
}

/** The fields of a struct, each under the verb; undefined where they are not known. */
function structVerb(value: GoObject, verb: string, flags: Flags): string | undefined {
  const members = value.members();
  if (!members) return undefined;
  const shown = members.map((one) => elementVerb(one.value, verb, flags)).join(' ');
  return `${value.kind === 'ptr' ? '&' : ''}{${shown}}`;
}

function complexVerb({ value, type }: GoComplex, verb: string, flags: Flags): string {
  if (!/^[vbgGxXfFeE]$/.test(verb)) {
    return `%!${verb}(${type}=${complexVerb(new GoComplex(value), 'v', flags)})`;
  }
  return `(${floatVerb(value.re, verb, flags)}${floatVerb(value.im, verb, { ...flags, plus: true })}i)`;
}

function textVerb(text: string, verb: string, flags: Flags): string {
  const cut = (): string => (flags.precision >= 0 ? [...text].slice(0, flags.precision).join('') : text);
  switch (verb) {
    case 'v':
      return pad(cut(), flags);
    case 's':
      return pad(cut(), flags);
    case 'x':
    case 'X':
      return pad(hexOf(bytesOfText(text), verb, flags), flags);
    case 'q': {
      const shown = cut();
      const canBackquote =
        flags.sharp && !/[`\u0000-\u0008\u000a-\u001f\u007f\ufeff\udc80-\udcff]/u.test(shown);
      return pad(canBackquote ? `\`${shown}\`` : quoteGo(shown, flags.plus), flags);
    }
    default:
      return badVerb(text, verb, flags);
  }
}

function hexOf(bytes: Uint8Array, verb: string, flags: Flags): string {
  const shown = flags.precision >= 0 ? bytes.slice(0, flags.precision) : bytes;
  const pairs = Array.from(shown, (byte) => byte.toString(16).padStart(2, '0'));
  if (pairs.length === 0) return '';
  const prefix = flags.sharp ? '0x' : '';
  const text = flags.space ? pairs.map((pair) => prefix + pair).join(' ') : prefix + pairs.join('');
  return verb === 'X' ? text.toUpperCase() : text;
}

function bytesVerb(value: GoBytes, verb: string, flags: Flags): string {
  if (verb === 's' || verb === 'q' || verb === 'x' || verb === 'X') {
    return textVerb(textOfBytes(value.data), verb, flags);
  }
  const items = Array.from(value.data, (byte) =>
    integerVerb(new GoInt(byte, 'uint8'), verb === 'v' ? 'd' : verb, flags),
  );
  return `[${items.join(' ')}]`;
}

function integerVerb(value: GoInt, verb: string, flags: Flags): string {
  const isNegative = value.value < 0n;
  const magnitude = isNegative ? -value.value : value.value;
  switch (verb) {
    case 'v':
    case 'd':
      return signed(isNegative, digitsOf(magnitude, 10), flags);
    case 'b':
      return signed(isNegative, (flags.sharp ? '0b' : '') + digitsOf(magnitude, 2), flags);
    case 'o':
      return signed(isNegative, (flags.sharp && magnitude !== 0n ? '0' : '') + digitsOf(magnitude, 8), flags);
    case 'O':
      return signed(isNegative, `0o${digitsOf(magnitude, 8)}`, flags);
    case 'x':
      return signed(isNegative, (flags.sharp ? '0x' : '') + digitsOf(magnitude, 16), flags);
    case 'X':
      return signed(isNegative, (flags.sharp ? '0X' : '') + digitsOf(magnitude, 16).toUpperCase(), flags);
    case 'c':
      return pad(characterOf(value.value), flags);
    case 'q':
      return pad(quoteRune(Number(value.value), flags.plus), flags);
    case 'U':
      return pad(unicodeOf(value.value, flags), flags);
    default:
      return badVerb(value, verb, flags);
  }
}

function digitsOf(magnitude: bigint, radix: number): string {
  return magnitude.toString(radix);
}

/** A precision is the least number of digits and switches zero padding off. */
function signed(isNegative: boolean, digits: string, flags: Flags): string {
  const sign = isNegative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  if (flags.precision === 0 && digits === '0') return pad('', { ...flags, zero: false });
  if (flags.precision >= 0) {
    const prefix = /^0[xXbo]/.exec(digits)?.[0] ?? '';
    const body = digits.slice(prefix.length).padStart(flags.precision, '0');
    return pad(sign + prefix + body, { ...flags, zero: false });
  }
  if (flags.zero && !flags.minus && flags.width >= 0) {
    const prefix = /^0[xXbo]/.exec(digits)?.[0] ?? '';
    const room = flags.width - sign.length;
    return sign + prefix + digits.slice(prefix.length).padStart(room, '0');
  }
  return pad(sign + digits, flags);
}

function characterOf(code: bigint): string {
  const isValid = code >= 0n && code <= 0x10ffffn && !(code >= 0xd800n && code <= 0xdfffn);
  return isValid ? String.fromCodePoint(Number(code)) : '\ufffd';
}

function unicodeOf(code: bigint, flags: Flags): string {
  const hex = BigInt.asUintN(64, code).toString(16).toUpperCase();
  const text = `U+${hex.padStart(Math.max(4, flags.precision), '0')}`;
  const isShown = flags.sharp && code >= 0n && code <= 0x10ffffn && isPrintable(characterOf(code));
  return isShown ? `${text} '${characterOf(code)}'` : text;
}

function floatVerb(value: number, verb: string, flags: Flags): string {
  const shown = verb === 'v' ? 'g' : verb;
  if (!/^[beEfFgGxX]$/.test(shown)) return badVerb(value, verb, flags);
  const precision = flags.precision >= 0 ? flags.precision : /[gGxX]/.test(shown) ? -1 : 6;
  let text = shown === 'b' ? binaryFloat(value) : formatFloat(value, shown, precision);
  if (flags.sharp && shown !== 'b' && Number.isFinite(value)) text = withPoint(text, shown, precision);
  const isFinite = Number.isFinite(value);
  if (flags.plus && !/^[+-]/.test(text)) text = `+${text}`;
  else if (!flags.plus && text.startsWith('+')) text = flags.space ? ` ${text.slice(1)}` : text;
  else if (flags.space && !/^[+-]/.test(text)) text = ` ${text}`;
  // Infinities and NaN are padded with spaces, even under the zero flag.
  return isFinite ? padNumber(text, flags) : pad(text, { ...flags, zero: false });
}

/** The sharp flag: always a decimal point, and under %g and %x as many digits as the precision says. */
function withPoint(text: string, verb: string, precision: number): string {
  const isHex = verb === 'x' || verb === 'X';
  const [, sign = '', body = '', tail = ''] =
    (isHex ? /^(-?)(.*?)([pP].*)?$/ : /^(-?)(.*?)([eE].*)?$/).exec(text) ?? [];
  let missing = verb === 'g' || verb === 'G' || verb === 'x' ? (precision < 0 ? 6 : precision) : 0;
  // Go counts the x of 0x as a digit.
  missing -= body.replace('.', '').replace(/^0+/, '').length;
  if (body === '0') missing -= 1;
  return sign + body + (body.includes('.') ? '' : '.') + '0'.repeat(Math.max(0, missing)) + tail;
}

/** `%#v`, which no chart is known to use: Go syntax for the containers that values are made of. */
function goSyntax(value: Value): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return quoteGo(value);
  if (value instanceof GoList) {
    return value.isNil
      ? `[]${value.element}(nil)`
      : `[]${value.element}{${value.items.map(goSyntax).join(', ')}}`;
  }
  if (value instanceof GoMap) {
    const keys = Array.from(value.entries.keys()).sort(compareText);
    const entries = keys.map((key) => `${quoteGo(key)}:${goSyntax(value.entries.get(key) ?? null)}`);
    return value.isNil ? `${value.type}(nil)` : `${value.type}{${entries.join(', ')}}`;
  }
  const members = value instanceof GoObject ? value.members() : undefined;
  if (!(value instanceof GoObject) || !members) return printValue(value);
  const type = value.type.replace(/^\*/, '&');
  return `${type}{${members.map((one) => `${one.name}:${memberSyntax(one.value)}`).join(', ')}}`;
}

/** Unsigned integers of a struct are shown in hexadecimal. */
function memberSyntax(value: Value): string {
  return value instanceof GoInt && value.kind.startsWith('uint')
    ? `0x${value.value.toString(16)}`
    : goSyntax(value);
}
