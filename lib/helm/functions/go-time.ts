import { GoInt, GoObject, type GoFunction, type Value } from '../value';
import { calendarFields, dayNames, monthNames, type CalendarFields } from './calendar';
import { anyArg, fail, int, int64, textArg } from './define';
import { printDuration } from './duration';
import { formatTime } from './time-format';
import { local, utc, type TimeZone } from './time-zone';

/** Seconds before 1970 at which Go's zero time lies: the start of the year 1. */
const zeroSeconds = -62135596800;

/** A Go time.Time: a moment with nanoseconds, shown in a zone. */
export class GoTime extends GoObject {
  readonly type = 'time.Time';
  readonly kind = 'struct';
  override readonly isStringer = true;
  readonly seconds: number;
  readonly nanosecond: number;
  readonly zone: TimeZone;

  constructor(seconds: number, nanosecond: number, zone: TimeZone) {
    super();
    this.seconds = seconds;
    this.nanosecond = nanosecond;
    this.zone = zone;
  }

  /** The fields are not exported. */
  field(_name: string): undefined {
    return undefined;
  }

  /** The same moment in another zone. */
  in(zone: TimeZone): GoTime {
    return new GoTime(this.seconds, this.nanosecond, zone);
  }

  /** The moment `nanoseconds` later. */
  add(nanoseconds: bigint): GoTime {
    const total = BigInt(this.nanosecond) + nanoseconds;
    const rest = ((total % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
    return new GoTime(this.seconds + Number((total - rest) / 1_000_000_000n), Number(rest), this.zone);
  }

  /** The nanoseconds from `other` to this moment, held within an int64 as Go does. */
  since(other: GoTime): bigint {
    const span =
      BigInt(this.seconds - other.seconds) * 1_000_000_000n + BigInt(this.nanosecond - other.nanosecond);
    const limit = 2n ** 63n - 1n;
    return span > limit ? limit : span < -limit - 1n ? -limit - 1n : span;
  }

  fields(): CalendarFields {
    return calendarFields(this.seconds, this.nanosecond, this.zone);
  }

  format(layout: string): string {
    return formatTime(this.fields(), layout);
  }

  print(): string {
    return this.format('2006-01-02 15:04:05.999999999 -0700 MST');
  }

  /** Times encode as RFC 3339 with nanoseconds. */
  override encode(): string {
    return this.format('2006-01-02T15:04:05.999999999Z07:00');
  }

  override method(name: string): GoFunction | undefined {
    if (name === 'Format') return { params: ['string'], call: (args) => this.format(textArg(args, 0)) };
    const compare = comparisons[name];
    if (compare) return { params: ['any'], call: (args) => compare(this, timeArg(args)) };
    const read = getters[name];
    return read && { params: [], call: () => read(this) };
  }
}

const getters: Readonly<Record<string, (time: GoTime) => Value>> = {
  Unix: (time) => int64(time.seconds),
  UnixMilli: (time) => int64(BigInt(time.seconds) * 1000n + BigInt(Math.floor(time.nanosecond / 1e6))),
  UnixMicro: (time) => int64(BigInt(time.seconds) * 1_000_000n + BigInt(Math.floor(time.nanosecond / 1000))),
  UnixNano: (time) => int64(BigInt(time.seconds) * 1_000_000_000n + BigInt(time.nanosecond)),
  Year: (time) => int(time.fields().year),
  Month: (time) => new NamedInt('time.Month', time.fields().month, monthNames[time.fields().month - 1] ?? ''),
  Day: (time) => int(time.fields().day),
  Hour: (time) => int(time.fields().hour),
  Minute: (time) => int(time.fields().minute),
  Second: (time) => int(time.fields().second),
  Nanosecond: (time) => int(time.nanosecond),
  YearDay: (time) => int(time.fields().yearDay),
  Weekday: (time) =>
    new NamedInt('time.Weekday', time.fields().weekday, dayNames[time.fields().weekday] ?? ''),
  String: (time) => time.print(),
  UTC: (time) => time.in(utc),
  Local: (time) => time.in(local),
  IsZero: (time) => time.seconds === zeroSeconds && time.nanosecond === 0,
};

const comparisons: Readonly<Record<string, (time: GoTime, other: GoTime) => Value>> = {
  Before: (time, other) => time.since(other) < 0n,
  After: (time, other) => time.since(other) > 0n,
  Equal: (time, other) => time.since(other) === 0n,
  Sub: (time, other) => new NamedInt('time.Duration', time.since(other), printDuration(time.since(other))),
};

function timeArg(args: readonly Value[]): GoTime {
  const value = anyArg(args, 0);
  return value instanceof GoTime ? value : fail('wrong type for value; expected time.Time');
}

/** An integer type with names for its values: a month, a weekday, a duration. */
export class NamedInt extends GoObject {
  readonly type: string;
  readonly kind = 'int64';
  override readonly isStringer = true;
  private readonly value: bigint;
  private readonly text: string;

  constructor(type: string, value: bigint | number, text: string) {
    super();
    this.type = type;
    this.value = BigInt(value);
    this.text = text;
  }

  field(_name: string): undefined {
    return undefined;
  }

  override method(name: string): GoFunction | undefined {
    return name === 'String' ? { params: [], call: () => this.text } : undefined;
  }

  print(): string {
    return this.text;
  }

  override encode(): Value {
    return new GoInt(this.value, 'int64');
  }
}

/** The moment of Unix milliseconds, in UTC. */
export function timeOfDate(milliseconds: number, zone: TimeZone = utc): GoTime {
  const seconds = Math.floor(milliseconds / 1000);
  return new GoTime(seconds, Math.round((milliseconds - seconds * 1000) * 1e6), zone);
}

/** Go's zero time, which toDate gives for text that does not parse. */
export function zeroTime(): GoTime {
  return new GoTime(zeroSeconds, 0, utc);
}
