import type { z } from 'zod';
import { shown, type Fault } from '../model/fault';
import { textLeaf, type Described } from '../model/leaves';

// Go's units of time.ParseDuration, in nanoseconds.
const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n, us: 1_000n, 'µs': 1_000n, 'μs': 1_000n, ms: 1_000_000n,
  s: 1_000_000_000n, m: 60_000_000_000n, h: 3_600_000_000_000n,
}; // prettier-ignore
// Units that people write and Go does not know, in hours.
const FOREIGN: Readonly<Record<string, number>> = {
  d: 24,
  day: 24,
  days: 24,
  w: 168,
  week: 168,
  weeks: 168,
  y: 8760,
};
const LARGEST = 2n ** 63n - 1n;
const SECOND = 1_000_000_000n;

const PART = /(\d{0,20})(?:\.(\d{0,20}))?(ns|us|µs|μs|ms|s|m|h)/y;

/** The same grammar for the JSON schema, in RE2; without a sign, because no leaf takes a negative one. */
export const DURATION_PATTERN = '^(0|(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$';

/**
 * Returns the nanoseconds that `text` writes as Go's time.ParseDuration reads it, or nothing when Go
 * would refuse it. Fractions of a nanosecond are cut off, as there.
 */
export function parseDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const body = text.replace(/^[+-]/, '');
  if (body === '0') return 0n;
  if (body === '' || body.length > 100) return undefined;
  let total = 0n;
  PART.lastIndex = 0;
  while (PART.lastIndex < body.length) {
    const match = PART.exec(body);
    if (!match) return undefined;
    const [, whole = '', fraction = '', unit = ''] = match;
    if (whole === '' && fraction === '') return undefined;
    const size = UNITS[unit] ?? 0n;
    total += BigInt(whole || '0') * size;
    if (fraction !== '') total += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
  }
  if (total > LARGEST) return undefined;
  return negative ? -total : total;
}

/** Returns the seconds of a Go duration, fractions included; nothing when it is none. */
export function secondsOf(text: string): number | undefined {
  const nanoseconds = parseDuration(text);
  return nanoseconds === undefined ? undefined : Number(nanoseconds) / 1e9;
}

/** Returns the shortest text in hours, minutes and seconds for whole seconds: 5400 is 1h30m. */
export function printDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor((whole % 3600) / 60), 'm'],
    [whole % 60, 's'],
  ];
  return (
    parts
      .filter(([count]) => count > 0)
      .map(([count, unit]) => `${count}${unit}`)
      .join('') || '0s'
  );
}

/** Which durations a leaf takes. */
export interface DurationRule {
  /** The smallest one, or zero where `zeroMeans` is given. Default: '0s'. */
  atLeast?: string;
  /** Whether only whole seconds are taken, because Kubernetes or ClickHouse count seconds. Default: false. */
  wholeSeconds?: boolean;
  /** Whether zero is taken although it is less than `atLeast`. Default: false. */
  zero?: boolean;
}

/** Returns what is wrong with the text of a duration under `rule`. */
export function checkDuration(text: string, rule: DurationRule): Fault | undefined {
  const nanoseconds = parseDuration(text);
  if (nanoseconds === undefined) return notADuration(text);
  if (nanoseconds < 0n) return { code: 'out-of-range', message: `${text} is negative` };
  if (nanoseconds === 0n && rule.zero) return undefined;
  const least = parseDuration(rule.atLeast ?? '0s') ?? 0n;
  if (nanoseconds < least) {
    return { code: 'out-of-range', message: `${text} is less than ${rule.atLeast ?? '0s'}` };
  }
  if (rule.wholeSeconds && nanoseconds % SECOND !== 0n) {
    const near = printDuration(Math.max(1, Number(nanoseconds) / 1e9));
    return {
      code: 'bad-value',
      message: `${text} is not a whole number of seconds`,
      suggestion: `Did you mean ${near}?`,
    };
  }
  return undefined;
}

function notADuration(text: string): Fault {
  const fault = { code: 'bad-value' as const, message: `${shown(text)} is not a Go duration` };
  if (/^\d+(\.\d+)?$/.test(text))
    return { ...fault, suggestion: `Add a unit: ${text}s, ${text}m or ${text}h.` };
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*$/.exec(text);
  const number = Number(match?.[1]);
  const unit = match?.[2]?.toLowerCase() ?? '';
  const hours = Object.hasOwn(FOREIGN, unit) ? FOREIGN[unit] : undefined;
  if (hours !== undefined) {
    return { ...fault, suggestion: `The largest unit is h. Did you mean ${number * hours}h?` };
  }
  const go = /^(h|hrs?|hours?)$/.test(unit) ? 'h' : /^(m|mins?|minutes?)$/.test(unit) ? 'm' : undefined;
  const meant = go ?? (/^(s|secs?|seconds?)$/.test(unit) ? 's' : undefined);
  if (meant !== undefined) return { ...fault, suggestion: `Did you mean ${number}${meant}?` };
  return { ...fault, suggestion: 'Write a number with a unit, such as 30s, 15m or 720h.' };
}

/** Returns a leaf that holds a Go duration. */
export function duration(described: Described<string> & DurationRule): z.ZodDefault<z.ZodString> {
  const { atLeast, wholeSeconds, zero, ...meta } = described;
  const rule: DurationRule = {
    ...(atLeast !== undefined && { atLeast }),
    ...(wholeSeconds !== undefined && { wholeSeconds }),
    zero: zero ?? meta.zeroMeans !== undefined,
  };
  return textLeaf('duration', (text) => checkDuration(text, rule), {
    ...meta,
    json: { pattern: DURATION_PATTERN },
  });
}
