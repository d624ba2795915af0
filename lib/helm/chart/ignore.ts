import { failChart } from './errors';
import { trimSpace } from '../space';
import { matchPath } from './path-match';

/** Decides which files of a chart directory are left out. */
export type IgnoreRules = (path: string, isDirectory: boolean) => boolean;

interface Rule {
  pattern: string;
  negated: boolean;
  directoryOnly: boolean;
  baseOnly: boolean;
}

/**
 * Returns the rules of a .helmignore text and Helm's own (`templates/.?*`). Throws a `ChartError` with
 * Helm's message for `**` and for malformed patterns.
 */
export function parseIgnoreRules(text: string): IgnoreRules {
  const rules = text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map(parseRule)
    .filter((rule) => rule !== undefined);
  const own = parseRule('templates/.?*');
  if (own) rules.push(own);
  return (path, isDirectory) => isIgnored(rules, path, isDirectory);
}

function parseRule(line: string): Rule | undefined {
  let rule = trimSpace(line);
  if (rule === '' || rule.startsWith('#')) return undefined;
  if (rule.includes('**')) failChart('chart-ignore', 'double-star (**) syntax is not supported');
  if (matchPath(rule, 'abc') === undefined) failChart('chart-ignore', 'syntax error in pattern');
  const negated = rule.startsWith('!');
  if (negated) rule = rule.slice(1);
  const directoryOnly = rule.endsWith('/');
  if (directoryOnly) rule = rule.slice(0, -1);
  const rooted = rule.startsWith('/');
  const baseOnly = !rooted && !rule.includes('/');
  return { pattern: rooted ? rule.slice(1) : rule, negated, directoryOnly, baseOnly };
}

/** The first rule that matches decides; a negated rule ignores whatever it does not match. */
function isIgnored(rules: readonly Rule[], path: string, isDirectory: boolean): boolean {
  for (const rule of rules) {
    const name = rule.baseOnly ? path.slice(path.lastIndexOf('/') + 1) : path;
    if (rule.negated) {
      if ((rule.directoryOnly && !isDirectory) || !matchPath(rule.pattern, name)) return true;
      continue;
    }
    if (rule.directoryOnly && !isDirectory) continue;
    if (matchPath(rule.pattern, name)) return true;
  }
  return false;
}

/** Returns the paths that the rules keep; a directory that is ignored takes everything in it along. */
export function applyIgnoreRules<File extends { path: string }>(
  files: readonly File[],
  rules: IgnoreRules,
): File[] {
  const directories = new Map<string, boolean>();
  const directoryIgnored = (path: string): boolean => {
    const known = directories.get(path);
    if (known !== undefined) return known;
    const slash = path.lastIndexOf('/');
    const ignored = (slash >= 0 && directoryIgnored(path.slice(0, slash))) || rules(path, true);
    directories.set(path, ignored);
    return ignored;
  };
  return files.filter(({ path }) => {
    const slash = path.lastIndexOf('/');
    return !(slash >= 0 && directoryIgnored(path.slice(0, slash))) && !rules(path, false);
  });
}
