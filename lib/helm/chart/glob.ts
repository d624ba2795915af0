import { escapeRegex } from './path-match';

/**
 * The globs of `.Files.Glob`: `*` and `?` stop at slashes, `**` does not, `{a,b}` are alternatives,
 * `[abc]`, `[!abc]` and `[a-z]` classes of one range or one list, a backslash quotes. A pattern that
 * does not compile matches everything, as Helm falls back to `**`.
 */
export function compileGlob(pattern: string): (path: string) => boolean {
  const source = translate(pattern);
  if (source === undefined) return () => true;
  const regex = new RegExp(`^${source}$`, 'su');
  return (path) => regex.test(path);
}

function translate(pattern: string): string | undefined {
  let source = '';
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '*') {
      if (pattern[i + 1] === '*') {
        source += '.*';
        i += 1;
      } else source += '[^/]*';
    } else if (char === '?') source += '[^/]';
    else if (char === '\\') {
      i += 1;
      if (i >= pattern.length) return undefined;
      source += escapeRegex(pattern.charAt(i));
    } else if (char === '{') {
      source += '(?:';
      depth += 1;
    } else if (char === '}' && depth > 0) {
      source += ')';
      depth -= 1;
    } else if (char === ',' && depth > 0) source += '|';
    else if (char === '[') {
      const found = translateClass(pattern, i);
      if (!found) return undefined;
      source += found.source;
      i = found.end;
    } else source += escapeRegex(char);
  }
  return depth === 0 ? source : undefined;
}

function translateClass(pattern: string, at: number): { source: string; end: number } | undefined {
  let i = at + 1;
  const negated = pattern[i] === '!';
  if (negated) i += 1;
  const not = negated ? '^' : '';
  const end = pattern.indexOf(']', i + 1);
  if (end < 0) return undefined;
  const body = pattern.slice(i, end);
  if (body.charAt(1) === '-') {
    if (body.length !== 3 || body.charAt(2) < body.charAt(0)) return undefined;
    return { source: `[${not}${escapeRegex(body.charAt(0))}-${escapeRegex(body.charAt(2))}]`, end };
  }
  return { source: `[${not}${[...body].map(escapeRegex).join('')}]`, end };
}
