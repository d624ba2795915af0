/** How Go prints float64 numbers: strconv's shortest forms and encoding/json's. */

/** Returns strconv.FormatFloat(value, 'g', -1, 64): exponents below -4 and from 6 on use the e form. */
export function formatShortest(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  if (value === 0) return '0';
  return withGoExponent(value.toExponential());
}

/** Returns strconv.FormatFloat(value, 'g', -1, 32), which go-yaml uses for keys that are floats. */
export function formatShortest32(value: number): string {
  const single = Math.fround(value);
  if (single === 0 || !Number.isFinite(single)) return formatShortest(single);
  for (let digits = 0; digits < 9; digits++) {
    const text = single.toExponential(digits);
    if (Math.fround(Number(text)) === single) return withGoExponent(text);
  }
  return withGoExponent(single.toExponential(8));
}

/** Returns the number as encoding/json writes it. Precondition: finite. */
export function formatJsonNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Rewrites JavaScript's `d.ddde±x` as Go's %g. */
function withGoExponent(text: string): string {
  const at = text.indexOf('e');
  const mantissa = text.slice(0, at);
  const exponent = Number(text.slice(at + 1));
  // strconv takes precision 6 for this decision when it prints the shortest form.
  if (exponent < -4 || exponent >= 6) return scientific(mantissa, exponent);
  return decimal(mantissa, exponent);
}

function scientific(mantissa: string, exponent: number): string {
  const digits = Math.abs(exponent).toString().padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
}

function decimal(mantissa: string, exponent: number): string {
  const negative = mantissa.startsWith('-');
  const digits = mantissa.replace('-', '').replace('.', '');
  const sign = negative ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
