import { byteLength, bytesOfText, textOfBytes } from '../text';
import { fail } from './define';
import { isAscii } from './unicode';

/** Returns `text[start:end]` as Go slices strings: by bytes. The bounds must lie within the text. */
export function sliceBytes(text: string, start: number, end: number): string {
  if (isAscii(text)) return text.slice(start, end);
  return textOfBytes(bytesOfText(text).subarray(start, end));
}

/** Returns `text[start:end]`, or throws Go's panic for bounds outside; `end` may be left open. */
export function sliceBytesChecked(text: string, start: number, end?: number): string {
  const length = byteLength(text);
  if (end === undefined) {
    if (start > length || start < 0)
      fail(`runtime error: slice bounds out of range [${sliceStartFault(start, length)}`);
    return sliceBytes(text, start, length);
  }
  if (end < 0) fail(`runtime error: slice bounds out of range [:${end}]`);
  if (end > length) fail(`runtime error: slice bounds out of range [:${end}] with length ${length}`);
  if (start > end) fail(`runtime error: slice bounds out of range [${start}:${end}]`);
  return sliceBytes(text, start, end);
}

function sliceStartFault(start: number, length: number): string {
  return start < 0 ? `${start}:]` : `${start}:${length}]`;
}

/** Returns each byte as the rune of that number, which is how goutils reads text. */
export function bytesAsRunes(text: string): string[] {
  if (isAscii(text)) return text.split('');
  return Array.from(bytesOfText(text), (byte) => String.fromCharCode(byte));
}
