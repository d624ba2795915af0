/** Go durations: nanoseconds in an int64, held as bigint. */

const unitNanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const maxDuration = 2n ** 63n - 1n;

/** A duration that does not parse; `message` is Go's. */
export interface DurationFault {
  message: string;
}

/** Returns the nanoseconds that `time.ParseDuration` reads, or its message. */
export function parseDuration(text: string, quote: (text: string) => string): bigint | DurationFault {
  const invalid = (): DurationFault => ({ message: `time: invalid duration ${quote(text)}` });
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  let rest = text.slice(sign.length);
  if (rest === '0') return 0n;
  if (rest === '') return invalid();
  let total = 0n;
  while (rest !== '') {
    const match = /^([0-9]*)(?:\.([0-9]*))?/.exec(rest);
    const [number = '', whole = '', fraction = ''] = match ?? [];
    if (whole === '' && fraction === '') return invalid();
    rest = rest.slice(number.length);
    const unit = /^[^.0-9]+/.exec(rest)?.[0];
    if (unit === undefined) return { message: `time: missing unit in duration ${quote(text)}` };
    const scale = unitNanoseconds[unit];
    if (scale === undefined)
      return { message: `time: unknown unit ${quote(unit)} in duration ${quote(text)}` };
    rest = rest.slice(unit.length);
    total += BigInt(whole || '0') * scale + fractionOf(fraction, scale);
    if (total > maxDuration + 1n) return invalid();
  }
  if (sign === '-') return -total;
  return total > maxDuration ? invalid() : total;
}

/** Go truncates a fraction to whole nanoseconds. */
function fractionOf(digits: string, scale: bigint): bigint {
  return digits === '' ? 0n : (BigInt(digits) * scale) / 10n ** BigInt(digits.length);
}

/** Returns a duration as Go's String prints it: 1h2m3.5s, 1.5ms, 0s. */
export function printDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (magnitude < 1_000_000_000n) {
    if (magnitude < 1000n) return `${sign}${magnitude}ns`;
    return magnitude < 1_000_000n
      ? `${sign}${withFraction(magnitude, 1000n)}µs`
      : `${sign}${withFraction(magnitude, 1_000_000n)}ms`;
  }
  const seconds = magnitude / 1_000_000_000n;
  const rest = withFraction(magnitude - (seconds / 60n) * 60_000_000_000n, 1_000_000_000n);
  const minutes = seconds / 60n;
  if (minutes === 0n) return `${sign}${rest}s`;
  return minutes < 60n ? `${sign}${minutes}m${rest}s` : `${sign}${minutes / 60n}h${minutes % 60n}m${rest}s`;
}

function withFraction(value: bigint, scale: bigint): string {
  const fraction = (value % scale)
    .toString()
    .padStart(scale.toString().length - 1, '0')
    .replace(/0+$/, '');
  return fraction === '' || scale === 1n ? `${value / scale}` : `${value / scale}.${fraction}`;
}
