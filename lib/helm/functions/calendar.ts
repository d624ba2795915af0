import type { TimeZone } from './time-zone';

/** A moment taken apart in a zone, in the proleptic Gregorian calendar as Go has it. */
export interface CalendarFields {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
  /** 0 is Sunday. */
  weekday: number;
  /** 1 to 366. */
  yearDay: number;
  offset: number;
  abbreviation: string;
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const dayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

const secondsPerDay = 86400;

/** Returns the fields of a moment in a zone. Years beyond what a JavaScript date holds come out as 0. */
export function calendarFields(unixSeconds: number, nanosecond: number, zone: TimeZone): CalendarFields {
  const { offset, abbreviation } = zone.at(unixSeconds);
  const date = new Date((unixSeconds + offset) * 1000);
  const year = date.getUTCFullYear();
  const days = Math.floor((unixSeconds + offset) / secondsPerDay);
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nanosecond,
    weekday: date.getUTCDay(),
    yearDay: days - daysBeforeYear(year) + 1,
    offset,
    abbreviation,
  };
}

function daysBeforeYear(year: number): number {
  return Math.floor(unixSecondsOf({ year, month: 1, day: 1 }) / secondsPerDay);
}

/** Returns the Unix seconds of a date and time in UTC; fields beyond their range carry over. */
export function unixSecondsOf(fields: {
  year: number;
  month: number;
  day: number;
  hour?: number;
  minute?: number;
  second?: number;
}): number {
  const midnight = new Date(0).setUTCFullYear(fields.year, fields.month - 1, fields.day) / 1000;
  return midnight + (fields.hour ?? 0) * 3600 + (fields.minute ?? 0) * 60 + (fields.second ?? 0);
}

/** Returns the number of days of a month. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(2000, month, 0)).getUTCDate() - (month === 2 && !isLeapYear(year) ? 1 : 0);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
