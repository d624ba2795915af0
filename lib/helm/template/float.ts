/** Floats as Go's strconv.FormatFloat prints them. */

/** Returns `value` in the format `verb` (e, E, f, F, g, G, x or X); `precision` -1 means the fewest digits. */
export function formatFloat(value: number, verb: string, precision: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const magnitude = Math.abs(value);
  switch (verb) {
    case 'e':
    case 'E':
      return sign + withVerbCase(scientific(magnitude, precision), verb);
    case 'f':
    case 'F':
      return sign + fixed(magnitude, precision);
    case 'x':
      return sign + hexadecimal(magnitude, precision);
    case 'X':
      return sign + hexadecimal(magnitude, precision).toUpperCase();
    default:
      return sign + withVerbCase(general(magnitude, precision), verb);
  }
}

/** Returns `value` as %b prints it: the mantissa as an integer and the exponent of two. */
export function binaryFloat(value: number): string {
  if (!Number.isFinite(value)) return formatFloat(value, 'g', -1);
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  const power = Math.max(exponent, 1) - 1075;
  return `${raw >> 63n === 1n ? '-' : ''}${mantissa}p${power < 0 ? '' : '+'}${power}`;
}

function withVerbCase(text: string, verb: string): string {
  return verb === 'E' || verb === 'G' ? text.toUpperCase() : text;
}

/** JavaScript writes e+6 where Go writes e+06. */
function scientific(magnitude: number, precision: number): string {
  const text = precision < 0 ? magnitude.toExponential() : exponential(magnitude, precision);
  const [mantissa = '0', exponent = '+0'] = text.split('e');
  const digits = exponent.slice(1).padStart(2, '0');
  return `${mantissa}e${exponent.startsWith('-') ? '-' : '+'}${digits}`;
}

/** toExponential takes at most 100 digits; no float has more than 767 and the rest is zeros. */
function exponential(magnitude: number, precision: number): string {
  const digits = Math.min(precision, 100);
  const [mantissa = '0', exponent = '+0'] = evenExponential(magnitude, digits).split('e');
  return `${mantissa}${'0'.repeat(Math.max(0, precision - 100))}e${exponent}`;
}

/** JavaScript rounds an exact half up, Go to the even digit. */
function evenExponential(magnitude: number, digits: number): string {
  const more = Math.min(100, digits + 40);
  const exact = magnitude.toExponential(more);
  const rest = exact.slice(digits + 2, exact.indexOf('e'));
  const last = exact.charCodeAt(digits === 0 ? 0 : digits + 1) - 48;
  if (more > digits && /^50*$/.test(rest) && last % 2 === 0) {
    const end = digits === 0 ? 1 : digits + 2;
    return exact.slice(0, end) + exact.slice(exact.indexOf('e'));
  }
  return magnitude.toExponential(digits);
}

function evenFixed(magnitude: number, digits: number): string {
  const more = Math.min(100, digits + 40);
  const exact = magnitude.toFixed(more);
  const point = exact.indexOf('.');
  const end = digits === 0 ? point : point + 1 + digits;
  const last = exact.charCodeAt(end - 1) - 48;
  if (more > digits && /^50*$/.test(exact.slice(point + 1 + digits)) && last % 2 === 0)
    return exact.slice(0, end);
  return magnitude.toFixed(digits);
}

function fixed(magnitude: number, precision: number): string {
  if (precision < 0) return plainDecimal(magnitude);
  if (magnitude < 1e21) {
    return evenFixed(magnitude, Math.min(precision, 100)) + '0'.repeat(Math.max(0, precision - 100));
  }
  const whole = BigInt(magnitude).toString();
  return precision === 0 ? whole : `${whole}.${'0'.repeat(precision)}`;
}

/** Returns the fewest digits that give the same float back, without an exponent. */
function plainDecimal(magnitude: number): string {
  const [mantissa = '0', exponentText = '0'] = magnitude.toExponential().split('e');
  const exponent = Number(exponentText);
  const digits = mantissa.replace('.', '');
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return digits.padEnd(exponent + 1, '0');
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** strconv's %g: an exponent below -4, or not below the precision (6 where it takes the fewest digits). */
function general(magnitude: number, precision: number): string {
  if (magnitude === 0) return '0';
  if (precision < 0) {
    const exponent = Number(magnitude.toExponential().split('e')[1]);
    return exponent < -4 || exponent >= 6 ? scientific(magnitude, -1) : plainDecimal(magnitude);
  }
  return generalWithPrecision(magnitude, precision === 0 ? 1 : precision);
}

function generalWithPrecision(magnitude: number, precision: number): string {
  const rounded = exponential(magnitude, precision - 1);
  const [mantissa = '0', exponentText = '0'] = rounded.split('e');
  const exponent = Number(exponentText);
  const digits = mantissa.replace('.', '').replace(/0+$/, '');
  // With fewer digits than the precision asks for, integers still print in full.
  const limit = precision > digits.length && digits.length >= exponent + 1 ? digits.length : precision;
  if (exponent < -4 || exponent >= limit) {
    const fraction = digits.slice(1);
    const shown = `${digits.slice(0, 1) || '0'}${fraction ? `.${fraction}` : ''}`;
    return `${shown}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return digits.padEnd(exponent + 1, '0');
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** A power of two with a hexadecimal mantissa, `0x1.8p+01`; ties round to even. */
function hexadecimal(magnitude: number, precision: number): string {
  let exponent = 0;
  let mantissa = magnitude;
  while (mantissa >= 2) [mantissa, exponent] = [mantissa / 2, exponent + 1];
  while (mantissa > 0 && mantissa < 1) [mantissa, exponent] = [mantissa * 2, exponent - 1];
  // 52 bits after the point are 13 hexadecimal digits.
  let bits = BigInt(Math.round(mantissa * 2 ** 52));
  const cut = precision < 0 || precision >= 13 ? 0n : BigInt(52 - 4 * precision);
  if (cut > 0n) {
    const half = 1n << (cut - 1n);
    const rest = bits & ((1n << cut) - 1n);
    bits >>= cut;
    if (rest > half || (rest === half && bits % 2n === 1n)) bits += 1n;
    bits <<= cut;
  }
  if (bits >> 53n > 0n) [bits, exponent] = [bits >> 1n, exponent + 1];
  const digits = bits.toString(16).padStart(14, '0');
  const fraction =
    precision < 0
      ? digits.slice(1).replace(/0+$/, '')
      : digits.slice(1).padEnd(precision, '0').slice(0, precision);
  const shown = `${digits.slice(0, 1)}${fraction === '' ? '' : `.${fraction}`}`;
  return `0x${shown}p${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
