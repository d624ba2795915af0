/** Go's filepath.Match for slash-separated paths, as .helmignore uses it. */

const cache = new Map<string, RegExp | undefined>();

/**
 * Tells whether `path` matches `pattern`: `*` and `?` stop at slashes, `[a-z]` and `[^a]` are classes,
 * a backslash quotes. `undefined` means that the pattern is malformed.
 */
export function matchPath(pattern: string, path: string): boolean | undefined {
  if (!cache.has(pattern)) cache.set(pattern, compilePath(pattern));
  return cache.get(pattern)?.test(path);
}

function compilePath(pattern: string): RegExp | undefined {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '\\') {
      i += 1;
      if (i >= pattern.length) return undefined;
      source += escapeRegex(pattern.charAt(i));
    } else if (char === '[') {
      const found = readClass(pattern, i);
      if (!found) return undefined;
      source += found.source;
      i = found.end;
    } else source += escapeRegex(char);
  }
  return new RegExp(`^${source}$`, 'su');
}

/** A class such as `[^a-z]`; at least one range is required, and `]` and `-` need a backslash. */
function readClass(pattern: string, at: number): { source: string; end: number } | undefined {
  let i = at + 1;
  const negated = pattern[i] === '^';
  if (negated) i += 1;
  let body = '';
  while (i < pattern.length) {
    if (pattern[i] === ']' && body !== '') return { source: `[${negated ? '^' : ''}${body}]`, end: i };
    const low = readClassChar(pattern, i);
    if (!low) return undefined;
    i = low.end;
    let high = low;
    if (pattern[i] === '-') {
      const found = readClassChar(pattern, i + 1);
      if (!found) return undefined;
      high = found;
      i = found.end;
    }
    if (high.char >= low.char) body += `${escapeRegex(low.char)}-${escapeRegex(high.char)}`;
  }
  return undefined;
}

function readClassChar(pattern: string, at: number): { char: string; end: number } | undefined {
  let i = at;
  if (pattern[i] === undefined || pattern[i] === '-' || pattern[i] === ']') return undefined;
  if (pattern[i] === '\\') i += 1;
  const point = pattern.codePointAt(i);
  if (point === undefined) return undefined;
  const char = String.fromCodePoint(point);
  return { char, end: i + char.length };
}

/** Returns the character with a backslash where a regular expression gives it a meaning. */
export function escapeRegex(char: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(char) ? `\\${char}` : char;
}
