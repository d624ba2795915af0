import { quoteGo } from '../template/quote';
import { GoInt, type CallContext, type Value } from '../value';
import { anyArg, define, fail, textArg, type FunctionTable } from './define';
import { parseDuration, printDuration } from './duration';
import { parseInteger } from './go-number';
import { GoTime, timeOfDate, zeroTime } from './go-time';
import { parseTime, type TimeFault } from './time-parse';
import { loadZone, local, utc } from './time-zone';

const second = 1_000_000_000n;

const dateInZone = define(['string', 'any', 'string'], (args, context) =>
  inZone(timeOf(anyArg(args, 1), context), textArg(args, 2)).format(textArg(args, 0)),
);
const dateModify = define(['string', 'time.Time'], (args) => {
  const span = parseDuration(textArg(args, 0), quoteGo);
  return typeof span === 'bigint' ? timeArg(args, 1).add(span) : timeArg(args, 1);
});
const mustDateModify = define(['string', 'time.Time'], (args) => {
  const span = parseDuration(textArg(args, 0), quoteGo);
  return typeof span === 'bigint' ? timeArg(args, 1).add(span) : fail(span.message);
});

/** sprig's dates. The clock is the context's, and the local zone is UTC wherever this runs. */
export const dateFunctions: FunctionTable = {
  now: define([], (_, context) => now(context)),
  date: define(['string', 'any'], (args, context) =>
    timeOf(anyArg(args, 1), context).in(local).format(textArg(args, 0)),
  ),
  dateInZone,
  date_in_zone: dateInZone,
  dateModify,
  date_modify: dateModify,
  mustDateModify,
  must_date_modify: mustDateModify,
  htmlDate: define(['any'], (args, context) =>
    timeOf(anyArg(args, 0), context).in(local).format('2006-01-02'),
  ),
  htmlDateInZone: define(['any', 'string'], (args, context) =>
    inZone(timeOf(anyArg(args, 0), context), textArg(args, 1)).format('2006-01-02'),
  ),
  ago: define(['any'], (args, context) => {
    const span = now(context).since(timeOf(anyArg(args, 0), context));
    return printDuration(roundToSecond(span));
  }),
  duration: define(['any'], (args) => printDuration(BigInt.asIntN(64, secondsOf(anyArg(args, 0)) * second))),
  durationRound: define(['any'], (args, context) => roundedDuration(anyArg(args, 0), context)),
  toDate: define(['string', 'string'], (args) => {
    const time = localTime(textArg(args, 0), textArg(args, 1));
    return time instanceof GoTime ? time : zeroTime();
  }),
  mustToDate: define(['string', 'string'], (args) => {
    const time = localTime(textArg(args, 0), textArg(args, 1));
    return time instanceof GoTime ? time : fail(time.message);
  }),
  unixEpoch: define(['time.Time'], (args) => String(timeArg(args, 0).seconds)),
};

/** The last text that was read: charts that count from a fixed moment read it again and again. */
let last: { layout: string; text: string; time: GoTime | TimeFault } | undefined;

function localTime(layout: string, text: string): GoTime | TimeFault {
  if (last?.layout === layout && last.text === text) return last.time;
  const time = parseTime(layout, text, local);
  last = { layout, text, time };
  return time;
}

function now(context: CallContext): GoTime {
  return timeOfDate(context.entropy.now(), local);
}

function timeArg(args: readonly Value[], i: number): GoTime {
  const value = anyArg(args, i);
  return value instanceof GoTime ? value : zeroTime();
}

/** A time, or a whole number of Unix seconds; anything else, even a float, means now. */
function timeOf(value: Value, context: CallContext): GoTime {
  if (value instanceof GoTime) return value;
  if (value instanceof GoInt && (value.kind === 'int' || value.kind === 'int64' || value.kind === 'int32')) {
    return new GoTime(Number(value.value), 0, local);
  }
  return now(context);
}

/** An unknown zone means UTC. */
function inZone(time: GoTime, name: string): GoTime {
  return time.in(loadZone(name) ?? utc);
}

/** Go rounds half away from zero. */
function roundToSecond(span: bigint): bigint {
  const half = span < 0n ? -second / 2n : second / 2n;
  return ((span + half) / second) * second;
}

/** Text and int64 count; an int does not, as in sprig. */
function secondsOf(value: Value): bigint {
  if (typeof value === 'string') return clampedInteger(value);
  return value instanceof GoInt && value.kind === 'int64' ? value.value : 0n;
}

/** ParseInt gives the nearest int64 together with its range error, which sprig drops. */
function clampedInteger(text: string): bigint {
  const value = parseInteger(text, 10);
  if (value !== undefined) return value;
  if (!/^[+-]?[0-9]+$/.test(text)) return 0n;
  return text.startsWith('-') ? -(2n ** 63n) : 2n ** 63n - 1n;
}

const roundUnits: readonly (readonly [string, bigint])[] = [
  ['y', 365n * 24n * 3600n],
  ['mo', 30n * 24n * 3600n],
  ['d', 24n * 3600n],
  ['h', 3600n],
  ['m', 60n],
  ['s', 1n],
];

function roundedDuration(value: Value, context: CallContext): string {
  const span = spanOf(value, context);
  const magnitude = span < 0n ? -span : span;
  for (const [unit, seconds] of roundUnits) {
    // A span of exactly one unit is shown in the next smaller one.
    if (magnitude > seconds * second) return `${magnitude / (seconds * second)}${unit}`;
  }
  return '0s';
}

function spanOf(value: Value, context: CallContext): bigint {
  if (typeof value === 'string') {
    const span = parseDuration(value, quoteGo);
    return typeof span === 'bigint' ? span : 0n;
  }
  if (value instanceof GoInt && value.kind === 'int64') return value.value;
  return value instanceof GoTime ? now(context).since(value) : 0n;
}
