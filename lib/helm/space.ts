/** White space as Go has it (unicode.IsSpace): unlike JavaScript's, with U+0085 and without U+FEFF. */

/** Reports whether a code unit is white space for Go. */
export function isSpaceCode(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  return (
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x1680 ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** Returns the text without white space at its start. */
export function trimSpaceStart(text: string): string {
  let start = 0;
  while (start < text.length && isSpaceCode(text.charCodeAt(start))) start += 1;
  return text.slice(start);
}

/** Returns the text without white space at its end. */
export function trimSpaceEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpaceCode(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Returns the text without white space at both ends, as strings.TrimSpace does. */
export function trimSpace(text: string): string {
  return trimSpaceStart(trimSpaceEnd(text));
}
