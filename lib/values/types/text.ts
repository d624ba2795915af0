import type { z } from 'zod';
import type { Check } from '../model/fault';
import { textLeaf, type Described } from '../model/leaves';
import { shown } from '../model/fault';

/** Free texts, secrets and schedules. */

// Kubernetes refuses Secrets and ConfigMaps above 1 MiB; a text near that is a mistake.
const LONGEST_TEXT = 256 * 1024;
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Returns a leaf that is one line of text; `check` says more. */
export function line(described: Described<string> & { check?: Check<string> }): z.ZodDefault<z.ZodString> {
  const { check, ...meta } = described;
  const checked: Check<string> = (text) =>
    CONTROL.test(text)
      ? { code: 'bad-value', message: 'the text holds a line break or a control character' }
      : check?.(text);
  return textLeaf('string', checked, meta);
}

/** Returns a leaf that is SQL, run as it stands. */
export function sql(described: Described<string>): z.ZodDefault<z.ZodString> {
  const check: Check<string> = (text) => {
    if (text.length > LONGEST_TEXT) return { code: 'too-large', message: 'the text is longer than 256 KiB' };
    const open = unclosedQuote(text);
    return open === undefined
      ? undefined
      : { code: 'bad-value', message: `a ${open} is opened and never closed` };
  };
  return textLeaf('text', check, { ...described, language: 'sql' });
}

/** Returns the quote or comment of ClickHouse SQL that is still open at the end of `text`, if any. */
export function unclosedQuote(text: string): string | undefined {
  const token = /--[^\n]*|\/\*|'|"|`/g;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const opened = match[0];
    if (opened.startsWith('--')) continue;
    const end =
      opened === '/*' ? text.indexOf('*/', token.lastIndex) : closingQuote(text, opened, token.lastIndex);
    if (end < 0) return opened === '/*' ? 'comment' : `quote ${opened}`;
    token.lastIndex = end + (opened === '/*' ? 2 : 1);
  }
  return undefined;
}

function closingQuote(text: string, quote: string, from: number): number {
  for (let index = from; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === quote) return index;
  }
  return -1;
}

/** Returns a leaf that must never be shown: a password, a token, a key. */
export function secret(described: Omit<Described<string>, 'sensitive'>): z.ZodDefault<z.ZodString> {
  const check: Check<string> = (text) => {
    if (CONTROL.test(text))
      return { code: 'bad-value', message: 'the secret holds a line break or a control character' };
    if (text !== text.trim()) return { code: 'bad-value', message: 'the secret begins or ends with a space' };
    return text.length > 4096
      ? { code: 'too-large', message: 'the secret is longer than 4096 characters' }
      : undefined;
  };
  return textLeaf('secret', check, { ...described, sensitive: true });
}

const CRON_FIELDS: readonly { name: string; min: number; max: number; words?: readonly string[] }[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { name: 'day of the week', min: 0, max: 7, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
]; // prettier-ignore
const MACROS = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;

/** Returns what is wrong with the schedule of a CronJob: five fields, or a macro such as @hourly. */
export const checkCron: Check<string> = (text) => {
  if (MACROS.test(text)) return undefined;
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) {
    return {
      code: 'bad-value',
      message: `${shown(text)} has ${fields.length} fields; a schedule has 5: minute, hour, day, month, weekday`,
      ...(fields.length === 6 && {
        suggestion: `Kubernetes has no seconds. Did you mean ${fields.slice(1).join(' ')}?`,
      }),
    };
  }
  for (const [index, field] of CRON_FIELDS.entries()) {
    const text = fields[index] ?? '';
    if (!text.split(',').every((part) => isCronPart(part, field))) {
      return {
        code: 'bad-value',
        message: `${shown(text)} is not a ${field.name}: ${field.min} to ${field.max}, *, ranges as 1-5, steps as */10`,
      };
    }
  }
  return undefined;
};

function isCronPart(part: string, field: (typeof CRON_FIELDS)[number]): boolean {
  const match = /^(\*|\?|[a-z\d]+)(?:-([a-z\d]+))?(?:\/(\d{1,3}))?$/i.exec(part);
  if (!match) return false;
  const [, from = '', to, step] = match;
  if (step !== undefined && Number(step) < 1) return false;
  if (from === '*' || from === '?') return to === undefined;
  const first = cronNumber(from, field);
  const last = to === undefined ? first : cronNumber(to, field);
  return first !== undefined && last !== undefined && first <= last;
}

function cronNumber(text: string, field: (typeof CRON_FIELDS)[number]): number | undefined {
  const word = field.words?.indexOf(text.toLowerCase()) ?? -1;
  if (word >= 0) return word + (field.min === 1 ? 1 : 0);
  const number = /^\d{1,2}$/.test(text) ? Number(text) : -1;
  return number >= field.min && number <= field.max ? number : undefined;
}

/** Returns a leaf that is the schedule of a CronJob. */
export function cron(described: Described<string>): z.ZodDefault<z.ZodString> {
  return textLeaf('cron', checkCron, described);
}
