import { byteLength } from '../text';
import { bytesAsRunes, sliceBytes } from './byte-slice';
import { define, intArg, textArg, type FunctionTable } from './define';
import { isAscii, isSpace } from './unicode';

/** sprig's functions that fit text into a width, or pick characters by their bytes. */
export const stringLayoutFunctions: FunctionTable = {
  abbrev: define(['int', 'string'], (args) => {
    const width = intArg(args, 0);
    return width < 4 ? textArg(args, 1) : abbreviate(textArg(args, 1), 0, width);
  }),
  abbrevboth: define(['int', 'int', 'string'], (args) => {
    const left = intArg(args, 0);
    const right = intArg(args, 1);
    const text = textArg(args, 2);
    return right < 4 || (left > 0 && right < 7) ? text : abbreviate(text, left, right);
  }),
  wrap: define(['int', 'string'], (args) =>
    wrapText(textArg(args, 1), intArg(args, 0), { newLine: '\n', cutWords: false }),
  ),
  wrapWith: define(['int', 'string', 'string'], (args) =>
    wrapText(textArg(args, 2), intArg(args, 0), { newLine: textArg(args, 1) || '\n', cutWords: true }),
  ),
  initials: define(['string'], (args) => initials(textArg(args, 0))),
  nospace: define(['string'], (args) => withoutSpace(textArg(args, 0))),
};

/** Returns at most `width` bytes of the text around byte `offset`, with dots where something is missing. */
function abbreviate(text: string, offset: number, width: number): string {
  const length = byteLength(text);
  if (length <= width) return text;
  let start = Math.min(offset, length);
  if (length - start < width - 3) start = length - (width - 3);
  if (start <= 4) return `${sliceBytes(text, 0, width - 3)}...`;
  if (width < 7) return '';
  if (start + width - 3 < length) return `...${abbreviate(sliceBytes(text, start, length), 0, width - 3)}`;
  return `...${sliceBytes(text, length - (width - 3), length)}`;
}

/** How lines end, and whether a word longer than a line is cut. */
interface WrapOptions {
  newLine: string;
  cutWords: boolean;
}

/** Returns the text in lines of at most `width` bytes, parted at spaces, as goutils wraps. */
function wrapText(text: string, width: number, { newLine, cutWords }: WrapOptions): string {
  const length = byteLength(text);
  const limit = Math.max(width, 1);
  // One UTF-16 unit per byte, so that positions are those of Go.
  const units = isAscii(text) ? text : bytesAsRunes(text).join('');
  let out = '';
  let offset = 0;
  while (length - offset > limit) {
    if (units.charAt(offset) === ' ') {
      offset += 1;
      continue;
    }
    const space = units.lastIndexOf(' ', limit + offset);
    if (space >= offset) {
      out += sliceBytes(text, offset, space) + newLine;
      offset = space + 1;
    } else if (cutWords) {
      out += sliceBytes(text, offset, offset + limit) + newLine;
      offset += limit;
    } else {
      const next = units.indexOf(' ', offset + limit);
      if (next < 0) {
        out += sliceBytes(text, offset, length);
        offset = length;
      } else {
        out += sliceBytes(text, offset, next) + newLine;
        offset = next + 1;
      }
    }
  }
  return out + sliceBytes(text, offset, length);
}

/** Each byte counts as a character here, so text beyond ASCII comes out garbled, as in Helm. */
function initials(text: string): string {
  let afterGap = true;
  let out = '';
  for (const char of bytesAsRunes(text)) {
    if (isSpace(char)) afterGap = true;
    else if (afterGap) {
      out += char;
      afterGap = false;
    }
  }
  return out;
}

function withoutSpace(text: string): string {
  const runes = bytesAsRunes(text);
  const kept = runes.filter((char) => !isSpace(char));
  // Only text from which something was dropped is garbled.
  return kept.length === runes.length ? text : kept.join('');
}
