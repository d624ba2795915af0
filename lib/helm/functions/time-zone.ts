/**
 * Time zones. Offsets come from the host's zone data through Intl. Its short names are not those of
 * the zone database for every zone, so zones outside the lists below print their offset instead.
 */
export interface TimeZone {
  /** As Go's Location prints: UTC, Local, Europe/Paris; empty for a bare offset. */
  readonly name: string;
  /** The offset in seconds east of UTC and the abbreviation at a moment in Unix seconds. */
  readonly at: (unixSeconds: number) => { offset: number; abbreviation: string };
}

/** UTC, which also stands in for the local zone: a preview must not depend on where it runs. */
export const utc: TimeZone = { name: 'UTC', at: () => ({ offset: 0, abbreviation: 'UTC' }) };

/** What `Local` means: the moments of UTC under the name that Go's Location has. */
export const local: TimeZone = { name: 'Local', at: utc.at };

/** A zone of one offset, as parsing a time with an offset makes it. */
export function fixedZone(offset: number, abbreviation: string): TimeZone {
  return { name: abbreviation, at: () => ({ offset, abbreviation }) };
}

const cache = new Map<string, TimeZone | undefined>();

/** Returns the zone of this name, or undefined when the host does not know it. */
export function loadZone(name: string): TimeZone | undefined {
  if (name === '' || name === 'UTC') return utc;
  if (name === 'Local') return local;
  if (!cache.has(name)) cache.set(name, makeZone(name));
  return cache.get(name);
}

/** Places whose names for their zones Intl knows under another language only. */
const localeOfRegion: readonly (readonly [RegExp, string])[] = [
  [/^(Europe|Africa|Atlantic|Arctic)\//, 'en-GB'],
  [/^Australia\//, 'en-AU'],
  [/^Pacific\/(Auckland|Chatham)$/, 'en-NZ'],
  [/^Asia\/(Kolkata|Calcutta)$/, 'en-IN'],
  [/^Africa\/(Johannesburg|Maseru|Mbabane)$/, 'en-ZA'],
];

const namesWithoutSummerTime: Readonly<Record<string, string>> = {
  'Asia/Tokyo': 'JST',
  'Asia/Seoul': 'KST',
  'Asia/Shanghai': 'CST',
  'Asia/Taipei': 'CST',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Manila': 'PST',
  'Asia/Jakarta': 'WIB',
  'Asia/Karachi': 'PKT',
  'Europe/Moscow': 'MSK',
  'Africa/Nairobi': 'EAT',
  'Africa/Lagos': 'WAT',
  'Etc/UTC': 'UTC',
  'Etc/GMT': 'GMT',
};

function makeZone(name: string): TimeZone | undefined {
  // Zone files are found by their exact path; Intl ignores case and takes bare offsets.
  if (!/^[A-Z][A-Za-z0-9_+/-]*$/.test(name)) return undefined;
  try {
    const fields = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
    const locale = localeOfRegion.findLast(([region]) => region.test(name))?.[1] ?? 'en-US';
    const names = new Intl.DateTimeFormat(locale, { timeZone: name, timeZoneName: 'short' });
    return {
      name,
      at: (unixSeconds) => {
        const offset = offsetAt(fields, unixSeconds);
        return {
          offset,
          abbreviation: namesWithoutSummerTime[name] ?? shortName({ names, fields, offset }, unixSeconds),
        };
      },
    };
  } catch {
    // Intl throws a RangeError for a name that it does not know.
    return undefined;
  }
}

function offsetAt(fields: Intl.DateTimeFormat, unixSeconds: number): number {
  const parts = new Map(fields.formatToParts(unixSeconds * 1000).map((part) => [part.type, part.value]));
  const get = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? '0');
  const year = parts.get('era') === 'BC' ? 1 - get('year') : get('year');
  const wall = Date.UTC(2000, get('month') - 1, get('day'), get('hour'), get('minute'), get('second'));
  return new Date(wall).setUTCFullYear(year, get('month') - 1, get('day')) / 1000 - unixSeconds;
}

/** A January and a July for which Intl knows the names of zones; it does not for dates before 1970. */
const wellKnownMoments = [978307200, 993945600];

interface ZoneNames {
  names: Intl.DateTimeFormat;
  fields: Intl.DateTimeFormat;
  offset: number;
}

function shortName({ names, fields, offset }: ZoneNames, unixSeconds: number): string {
  for (const moment of [unixSeconds, ...wellKnownMoments]) {
    if (offsetAt(fields, moment) !== offset) continue;
    const name = names.formatToParts(moment * 1000).find((part) => part.type === 'timeZoneName')?.value ?? '';
    if (/^[A-Z]{3,5}$/.test(name)) return name;
  }
  return numericName(offset);
}

/** The zone database writes offsets without a name as +03 or +0530. */
function numericName(offset: number): string {
  const minutes = Math.abs(Math.round(offset / 60));
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  const rest = minutes % 60 === 0 ? '' : String(minutes % 60).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${hours}${rest}`;
}
