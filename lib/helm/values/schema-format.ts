/** The `format` keyword, for the formats that values schemas use. Unknown formats accept everything. */

const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const checks: Readonly<Record<string, (text: string) => boolean>> = {
  ipv4: (text) => new RegExp(`^${octet}(?:\\.${octet}){3}$`).test(text),
  ipv6: isIpv6,
  hostname: (text) =>
    text.length <= 253 &&
    text.split('.').every((label) => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label)),
  email: (text) => /^[^\s@]+@[^\s@]+$/.test(text),
  date: isDate,
  'date-time': (text) => {
    const at = text.search(/[Tt ]/);
    return at > 0 && isDate(text.slice(0, at)) && isTime(text.slice(at + 1));
  },
  time: isTime,
  uri: (text) => /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\\]*$/.test(text),
  'uri-reference': (text) => !/[\s\\]/.test(text),
  uuid: (text) => /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(text),
  regex: isRegex,
  'json-pointer': (text) => /^(?:\/(?:[^/~]|~[01])*)*$/.test(text),
};

/** Tells whether `text` has the format. */
export function hasFormat(text: string, format: string): boolean {
  const check = Object.hasOwn(checks, format) ? checks[format] : undefined;
  return check ? check(text) : true;
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2 && day === 29 && !isLeap) return false;
  return day >= 1 && day <= (days[month - 1] ?? 0);
}

function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/.test(
    text,
  );
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return false;
  let groups = 0;
  for (const half of halves) {
    if (half === '') continue;
    const parts = half.split(':');
    for (const [i, part] of parts.entries()) {
      const isLast = i === parts.length - 1 && half === halves.at(-1);
      if (isLast && part.includes('.')) {
        if (!hasFormat(part, 'ipv4')) return false;
        groups += 2;
      } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups += 1;
      else return false;
    }
  }
  return halves.length === 2 ? groups <= 7 : groups === 8;
}

function isRegex(text: string): boolean {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
}
