import { quoteGo } from '../template/quote';
import { daysInMonth, dayNames, monthNames, unixSecondsOf } from './calendar';
import { GoTime } from './go-time';
import { parseLayout } from './time-layout';
import { fixedZone, utc, type TimeZone } from './time-zone';

/** A text that does not fit its layout; `message` is that of Go's ParseError. */
export interface TimeFault {
  message: string;
}

/** What a text says so far; -1 and undefined mean that it says nothing. */
interface Reading {
  rest: string;
  year: number;
  month: number;
  day: number;
  yearDay: number;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
  isAfternoon: boolean;
  isMorning: boolean;
  offset: number | undefined;
  zoneName: string;
  isUtc: boolean;
  outOfRange: string;
}

/** Returns the time in `text` by a Go layout, in `zone` where the text names none; or what is wrong. */
export function parseTime(layout: string, text: string, zone: TimeZone): GoTime | TimeFault {
  const read: Reading = {
    rest: text,
    year: 0,
    month: -1,
    day: -1,
    yearDay: -1,
    hour: 0,
    minute: 0,
    second: 0,
    nanosecond: 0,
    isAfternoon: false,
    isMorning: false,
    offset: undefined,
    zoneName: '',
    isUtc: false,
    outOfRange: '',
  };
  const fault = (detail: string): TimeFault => ({
    message: `parsing time ${quoteGo(text)}${detail}`,
  });
  const asLayout = (value: string, element: string): TimeFault =>
    fault(` as ${quoteGo(layout)}: cannot parse ${quoteGo(value)} as ${quoteGo(element)}`);
  const elements = parseLayout(layout);
  for (const [i, { text: element, field }] of elements.entries()) {
    if (field === undefined) {
      const rest = skipLiteral(read.rest, element);
      if (rest === undefined) return asLayout(read.rest, element);
      read.rest = rest;
      continue;
    }
    const held = read.rest;
    if (!readField(read, field)) return asLayout(held, element);
    if (read.outOfRange !== '') return fault(`: ${read.outOfRange} out of range`);
    // A fraction may follow the seconds although the layout does not show one.
    if ((field === '05' || field === '5') && !/^[.,]/.test(elements[i + 1]?.field ?? '')) readFraction(read);
  }
  if (read.rest !== '') return fault(`: extra text: ${quoteGo(read.rest)}`);
  return timeOfReading(read, zone) ?? fault(': day out of range');
}

/** Text matches as it stands, but runs of spaces match any number of spaces, as in Go. */
function skipLiteral(value: string, literal: string): string | undefined {
  let rest = value;
  let wanted = literal;
  while (wanted !== '') {
    if (wanted.startsWith(' ')) {
      if (rest !== '' && !rest.startsWith(' ')) return undefined;
      wanted = wanted.replace(/^ +/, '');
      rest = rest.replace(/^ +/, '');
      continue;
    }
    if (rest === '' || rest.charAt(0) !== wanted.charAt(0)) return undefined;
    rest = rest.slice(1);
    wanted = wanted.slice(1);
  }
  return rest;
}

function readField(read: Reading, field: string): boolean {
  switch (field) {
    case 'January':
    case 'Jan':
      read.month = readName(read, monthNames, field === 'Jan' ? 3 : undefined) + 1;
      return read.month > 0;
    case 'Monday':
    case 'Mon':
      return readName(read, dayNames, field === 'Mon' ? 3 : undefined) >= 0;
    case '2006':
      return readNumber(read, /^[0-9]{4}/, (value) => (read.year = value));
    case '06':
      // Two digits from 69 on mean the last century.
      return readNumber(
        read,
        /^[0-9]{2}/,
        (value) => (read.year = value >= 69 ? value + 1900 : value + 2000),
      );
    case '01':
    case '1':
      return readNumber(read, digitsOf(field), (value) => {
        read.month = value;
        if (value < 1 || value > 12) read.outOfRange = 'month';
      });
    case '02':
    case '2':
    case '_2':
      return readNumber(
        read,
        field === '_2' ? /^ ?[0-9]{1,2}/ : digitsOf(field),
        (value) => (read.day = value),
      );
    case '002':
    case '__2':
      return readNumber(
        read,
        field === '__2' ? /^[ 0-9]{2}[0-9]/ : /^[0-9]{3}/,
        (value) => (read.yearDay = value),
      );
    case '15':
      return readNumber(read, /^[0-9]{1,2}/, (value) => limited(read, 'hour', value, 23));
    case '03':
    case '3':
      return readNumber(read, digitsOf(field), (value) => limited(read, 'hour', value, 12));
    case '04':
    case '4':
      return readNumber(read, digitsOf(field), (value) => limited(read, 'minute', value, 59));
    case '05':
    case '5':
      return readNumber(read, digitsOf(field), (value) => limited(read, 'second', value, 59));
    case 'PM':
    case 'pm':
      return readHalf(read, field);
    case 'MST':
      return readZoneName(read);
    default:
      return /^[.,]/.test(field) ? readLayoutFraction(read, field) : readOffset(read, field);
  }
}

function digitsOf(field: string): RegExp {
  return field.length === 2 ? /^[0-9]{2}/ : /^[0-9]{1,2}/;
}

function readNumber(read: Reading, pattern: RegExp, assign: (value: number) => void): boolean {
  const match = pattern.exec(read.rest)?.[0];
  if (match === undefined) return false;
  read.rest = read.rest.slice(match.length);
  assign(Number(match));
  return true;
}

// eslint-disable-next-line max-params -- one assignment with its limit
function limited(read: Reading, key: 'hour' | 'minute' | 'second', value: number, limit: number): void {
  read[key] = value;
  if (value > limit) read.outOfRange = key;
}

/** Returns the index of the name at the front, in any case, or -1. */
function readName(read: Reading, names: readonly string[], length?: number): number {
  const index = names.findIndex((name) =>
    read.rest.toLowerCase().startsWith(name.slice(0, length ?? name.length).toLowerCase()),
  );
  if (index >= 0) read.rest = read.rest.slice(length ?? names[index]?.length ?? 0);
  return index;
}

function readHalf(read: Reading, field: string): boolean {
  const half = read.rest.slice(0, 2);
  if (half !== field && half !== (field === 'PM' ? 'AM' : 'am')) return false;
  read.isAfternoon = half === field;
  read.isMorning = half !== field;
  read.rest = read.rest.slice(2);
  return true;
}

function readFraction(read: Reading): void {
  const match = /^[.,][0-9]+/.exec(read.rest)?.[0];
  if (match === undefined) return;
  read.nanosecond = Number(match.slice(1, 10).padEnd(9, '0'));
  read.rest = read.rest.slice(match.length);
}

function readLayoutFraction(read: Reading, field: string): boolean {
  if (field.charAt(1) === '9') {
    readFraction(read);
    return true;
  }
  const match = new RegExp(`^[.,][0-9]{${field.length - 1}}`).exec(read.rest)?.[0];
  if (match === undefined) return false;
  read.nanosecond = Number(match.slice(1, 10).padEnd(9, '0'));
  read.rest = read.rest.slice(match.length);
  return true;
}

function readZoneName(read: Reading): boolean {
  if (read.rest.startsWith('UTC')) {
    read.isUtc = true;
    read.rest = read.rest.slice(3);
    return true;
  }
  const match = /^(ChST|MeST|GMT(?:[+-][0-9]{1,2})?|[+-][0-9]{2}(?:[0-9]{2})?|[A-Z]{3,5})/.exec(
    read.rest,
  )?.[0];
  if (match === undefined) return false;
  read.zoneName = match;
  read.rest = read.rest.slice(match.length);
  return true;
}

const offsetPatterns: Readonly<Record<string, RegExp>> = {
  '07': /^([+-])([0-9]{2})()()/,
  '0700': /^([+-])([0-9]{2})([0-9]{2})()/,
  '07:00': /^([+-])([0-9]{2}):([0-9]{2})()/,
  '070000': /^([+-])([0-9]{2})([0-9]{2})([0-9]{2})/,
  '07:00:00': /^([+-])([0-9]{2}):([0-9]{2}):([0-9]{2})/,
};

function readOffset(read: Reading, field: string): boolean {
  if (field.startsWith('Z') && read.rest.startsWith('Z')) {
    read.isUtc = true;
    read.rest = read.rest.slice(1);
    return true;
  }
  const match = offsetPatterns[field.slice(1)]?.exec(read.rest);
  if (!match) return false;
  const [whole, sign, hours = '', minutes = '', seconds = ''] = match;
  const offset = Number(hours) * 3600 + Number(minutes || '0') * 60 + Number(seconds || '0');
  if (Number(hours) > 24 || Number(minutes) > 60 || Number(seconds) > 60)
    read.outOfRange = 'time zone offset';
  read.offset = sign === '-' ? -offset : offset;
  read.rest = read.rest.slice(whole.length);
  return true;
}

/** Returns undefined when the day is not one of the month. */
function timeOfReading(read: Reading, zone: TimeZone): GoTime | undefined {
  let { month, day, hour } = read;
  if (read.isAfternoon && hour < 12) hour += 12;
  else if (read.isMorning && hour === 12) hour = 0;
  if (read.yearDay >= 0) {
    const date = new Date(unixSecondsOf({ year: read.year, month: 1, day: read.yearDay }) * 1000);
    if (read.yearDay < 1 || date.getUTCFullYear() !== read.year) return undefined;
    month = date.getUTCMonth() + 1;
    day = date.getUTCDate();
  }
  if (month < 0) month = 1;
  if (day < 0) day = 1;
  if (day < 1 || day > daysInMonth(read.year, month)) return undefined;
  const seconds = unixSecondsOf({
    year: read.year,
    month,
    day,
    hour,
    minute: read.minute,
    second: read.second,
  });
  return placed(read, seconds, zone);
}

/** Puts wall clock seconds into the zone that the text names, or else into `zone`. */
function placed(read: Reading, seconds: number, zone: TimeZone): GoTime {
  if (read.isUtc) return new GoTime(seconds, read.nanosecond, utc);
  if (read.offset !== undefined) {
    const moment = seconds - read.offset;
    const known = zone.at(moment);
    // An offset that the zone itself has at that moment means the zone.
    if (known.offset === read.offset && (read.zoneName === '' || known.abbreviation === read.zoneName)) {
      return new GoTime(moment, read.nanosecond, zone);
    }
    return new GoTime(moment, read.nanosecond, fixedZone(read.offset, read.zoneName));
  }
  if (read.zoneName !== '' && zone.at(seconds).abbreviation !== read.zoneName) {
    // A name alone says nothing of its offset, but for GMT+N.
    const hours = /^GMT([+-][0-9]{1,2})$/.exec(read.zoneName)?.[1];
    const offset = hours === undefined ? 0 : Number(hours) * 3600;
    return new GoTime(seconds - offset, read.nanosecond, fixedZone(offset, read.zoneName));
  }
  const offset = zone.at(seconds - zone.at(seconds).offset).offset;
  return new GoTime(seconds - offset, read.nanosecond, zone);
}
