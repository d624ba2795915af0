/** The smallest single replacement between two texts, by offsets in the first. */
export interface TextChange {
  start: number;
  end: number;
  text: string;
}

/** Returns the replacement that turns `before` into `after`; nothing when they are equal. */
export function textChange(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  // A line break of two characters is one place to an editor.
  if (start > 0 && before[start - 1] === '\r') start--;
  const tailStart = before.length - tail;
  const isSplit = before[tailStart - 1] === '\r' || after[after.length - tail - 1] === '\r';
  if (tail > 0 && before[tailStart] === '\n' && isSplit) tail--;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}
