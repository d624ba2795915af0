/** A number with its unit, as the values write it: `200Gi`, `500m`, `720h`. */
export interface Amount {
  number: string;
  unit: string;
}

/** Returns the parts of `text` when its unit is one of `units`, else nothing: then the text stays as it is. */
export function parseAmount(text: string, units: readonly string[]): Amount | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))([A-Za-zµ]*)$/.exec(text.trim());
  const [, number, unit] = match ?? [];
  return number !== undefined && unit !== undefined && units.includes(unit) ? { number, unit } : undefined;
}

/** Returns the text of an amount; an empty number is an empty value, whatever the unit. */
export function printAmount({ number, unit }: Amount): string {
  return number.trim() === '' ? '' : number.trim() + unit;
}

const units = {
  cpu: ['', 'm'],
  memory: ['Ki', 'Mi', 'Gi', 'Ti', 'K', 'M', 'G', 'T', ''],
  storage: ['Mi', 'Gi', 'Ti', 'Pi', 'M', 'G', 'T', 'P', ''],
  duration: ['ms', 's', 'm', 'h'],
} as const;

export type AmountKind = keyof typeof units;

/** Returns the units that a kind of amount offers, `''` being the plain number. */
export function amountUnits(kind: AmountKind): readonly string[] {
  return units[kind];
}

const preferred: Record<AmountKind, string> = { cpu: '', memory: 'Mi', storage: 'Gi', duration: 's' };

/** Returns the unit that an empty control starts with. */
export function preferredUnit(kind: AmountKind): string {
  return preferred[kind];
}

/** Returns what a unit is called in a list. */
export function unitTitle(kind: AmountKind, unit: string): string {
  if (kind === 'cpu') return unit === '' ? 'cores' : 'millicores';
  if (unit === '') return 'bytes';
  if (kind !== 'duration') return unit;
  return { ms: 'ms', s: 'seconds', m: 'minutes', h: 'hours' }[unit] ?? unit;
}

/** Returns a long duration in days or weeks, the way people speak of retention; nothing for short ones. */
export function spokenDuration(text: string): string | undefined {
  const match = /^(\d+)h$/.exec(text);
  const hours = Number(match?.[1] ?? 0);
  if (hours < 24) return undefined;
  const days = hours / 24;
  const rounded = Number.isInteger(days) ? String(days) : `about ${days.toFixed(1)}`;
  return `${rounded} ${days === 1 ? 'day' : 'days'}`;
}
