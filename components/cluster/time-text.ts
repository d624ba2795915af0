/** Returns a time of a record (RFC 3339) as the reader's own; a text that is none stays as it is. */
export function timeText(time: string): string {
  const parsed = Date.parse(time);
  return Number.isNaN(parsed) ? time : new Date(parsed).toLocaleString([], { hour12: false });
}
