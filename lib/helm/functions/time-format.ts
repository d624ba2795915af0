import { dayNames, monthNames, type CalendarFields } from './calendar';
import { parseLayout } from './time-layout';

/** Returns a moment as Go's Time.Format prints it in a layout. */
export function formatTime(fields: CalendarFields, layout: string): string {
  let out = '';
  for (const { text, field } of parseLayout(layout))
    out += field === undefined ? text : formatField(fields, field);
  return out;
}

function formatField(time: CalendarFields, field: string): string {
  const month = monthNames[time.month - 1] ?? '';
  const day = dayNames[time.weekday] ?? '';
  switch (field) {
    case 'January':
      return month;
    case 'Jan':
      return month.slice(0, 3);
    case 'Monday':
      return day;
    case 'Mon':
      return day.slice(0, 3);
    case 'MST':
      return time.abbreviation === '' ? formatOffset(time.offset, '-07') : time.abbreviation;
    case '01':
      return pad(time.month, 2);
    case '1':
      return String(time.month);
    case '02':
      return pad(time.day, 2);
    case '_2':
      return pad(time.day, 2, ' ');
    case '2':
      return String(time.day);
    case '002':
      return pad(time.yearDay, 3);
    case '__2':
      return pad(time.yearDay, 3, ' ');
    case '03':
      return pad(time.hour % 12 || 12, 2);
    case '3':
      return String(time.hour % 12 || 12);
    case '15':
      return pad(time.hour, 2);
    case '04':
      return pad(time.minute, 2);
    case '4':
      return String(time.minute);
    case '05':
      return pad(time.second, 2);
    case '5':
      return String(time.second);
    case '2006':
      return pad(time.year, 4);
    case '06':
      return pad(((time.year % 100) + 100) % 100, 2);
    case 'PM':
      return time.hour >= 12 ? 'PM' : 'AM';
    case 'pm':
      return time.hour >= 12 ? 'pm' : 'am';
    default:
      return /^[.,]/.test(field) ? formatFraction(time.nanosecond, field) : formatOffset(time.offset, field);
  }
}

function pad(value: number, width: number, fill = '0'): string {
  return value < 0 ? `-${String(-value).padStart(width, fill)}` : String(value).padStart(width, fill);
}

/** Zeros ask for that many digits, nines for as many as are not trailing zeros. */
function formatFraction(nanosecond: number, field: string): string {
  const digits = pad(nanosecond, 9).slice(0, field.length - 1);
  if (field.charAt(1) === '0') return field.charAt(0) + digits.padEnd(field.length - 1, '0');
  const trimmed = digits.replace(/0+$/, '');
  return trimmed === '' ? '' : field.charAt(0) + trimmed;
}

function formatOffset(offset: number, field: string): string {
  if (field.startsWith('Z') && offset === 0) return 'Z';
  const style = field.slice(1);
  const magnitude = Math.abs(offset);
  const colon = style.includes(':') ? ':' : '';
  const hours = pad(Math.floor(magnitude / 3600), 2);
  const minutes = pad(Math.floor((magnitude % 3600) / 60), 2);
  const seconds = pad(magnitude % 60, 2);
  const parts = style.replaceAll(':', '').length;
  const rest = (parts >= 4 ? colon + minutes : '') + (parts >= 6 ? colon + seconds : '');
  return (offset < 0 ? '-' : '+') + hours + rest;
}
