import { quoteGo } from '../template/quote';
import type { HelmProfile } from '../value';
import { fail } from './define';
import { comparePrereleases, compareVersions, parseVersion, type SemanticVersion } from './semver-version';

/**
 * Version constraints by Masterminds' rules, which are not those of npm: an `x` or a missing part
 * makes `=` act as `~`, and prereleases only match where the constraint names one. Helm 3.17 asks
 * that of the single comparison, Helm 4 of the group between two `||`.
 */

/** One comparison. `isLoose` with a part left open; `isLooseMinor` and `isLoosePatch` say which. */
interface Comparison {
  operator: string;
  version: SemanticVersion;
  isLoose: boolean;
  isLooseMinor: boolean;
  isLoosePatch: boolean;
}

const space = '[\\t\\n\\f\\r ]';
const operators = '=||!=|>|<|>=|=>|<=|=<|~|~>|\\^';
const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const part = '[0-9|xX*]+';
const versionPattern = `v?(?:${part})(?:\\.${part})?(?:\\.${part})?(?:-${identifiers})?(?:\\+${identifiers})?`;
const capturing = `v?(${part})(\\.${part})?(\\.${part})?(-${identifiers})?(?:\\+${identifiers})?`;
const wholeGroup = new RegExp(
  `^(?:${space}*(?:${operators})${space}*${versionPattern}${space}*)(?:(?:${space}+|,${space}*)(?:${operators})${space}*${versionPattern}${space}*)*$`,
);
const oneComparison = new RegExp(`(?:${operators})${space}*${versionPattern}`, 'g');
const wholeComparison = new RegExp(`^${space}*(${operators})${space}*(?:${capturing})${space}*$`);
const hyphenRange = new RegExp(
  `${space}*(${versionPattern})${space}+-${space}+(${versionPattern})${space}*`,
  'g',
);

/** Reports whether a version satisfies a constraint; throws the library's messages for a malformed one. */
export function parseConstraint(text: string, profile: HelmProfile): (version: SemanticVersion) => boolean {
  if (profile === '4.2' && text.length > 512) fail('constraint string is too long (max 512 bytes)');
  const groups = rewriteRanges(text).split('||');
  if (profile === '4.2' && groups.length > 32) fail('too many constraint groups (max 32)');
  const parsed = groups.map((group) => parseGroup(group, profile));
  return (version) => parsed.some((group) => satisfiesGroup(version, group, profile));
}

/** `1.2 - 2.3` means `>= 1.2, <= 2.3`. */
function rewriteRanges(text: string): string {
  let out = text;
  for (const [whole, low = '', high = ''] of text.matchAll(hyphenRange)) {
    out = out.replace(whole, () => `>= ${low}, <= ${high} `);
  }
  return out;
}

function parseGroup(group: string, profile: HelmProfile): Comparison[] {
  if (!wholeGroup.test(group)) failImproper(group, profile);
  const found = group.match(oneComparison) ?? [group];
  return found.map((text) => parseComparison(text, profile));
}

function failImproper(text: string, profile: HelmProfile): never {
  return fail(`improper constraint: ${profile === '4.2' ? quoteGo(text) : text}`);
}

function parseComparison(text: string, profile: HelmProfile): Comparison {
  const match = wholeComparison.exec(text);
  if (!match) return failImproper(text, profile);
  const [, operator = '', major = '', minor = '', patch = '', prerelease = ''] = match;
  const looseMajor = isOpen(major);
  const looseMinor = !looseMajor && isOpen(minor.slice(1));
  const loosePatch = !looseMajor && !looseMinor && isOpen(patch.slice(1));
  const numbers = looseMajor
    ? '0.0.0'
    : looseMinor
      ? `${major}.0.0`
      : loosePatch
        ? `${major}${minor}.0`
        : `${major}${minor}${patch}`;
  try {
    return {
      operator,
      version: parseVersion(numbers + prerelease, profile),
      isLoose: looseMajor || looseMinor || loosePatch,
      isLooseMinor: looseMinor,
      isLoosePatch: loosePatch,
    };
  } catch {
    return fail(profile === '3.17' ? 'constraint Parser Error' : 'constraint parser error');
  }
}

function isOpen(part: string): boolean {
  return part === '' || part === 'x' || part === 'X' || part === '*';
}

function satisfiesGroup(
  version: SemanticVersion,
  group: readonly Comparison[],
  profile: HelmProfile,
): boolean {
  const groupNamesPrerelease = group.some((comparison) => comparison.version.parts.prerelease !== '');
  return group.every((comparison) => {
    const namesPrerelease =
      profile === '3.17' ? comparison.version.parts.prerelease !== '' : groupNamesPrerelease;
    const asksForRelease = !(profile === '3.17' && comparison.operator === '!=' && !comparison.isLoose);
    if (version.parts.prerelease !== '' && !namesPrerelease && asksForRelease) return false;
    return satisfies(version, comparison);
  });
}

function satisfies(version: SemanticVersion, comparison: Comparison): boolean {
  const order = compareVersions(version, comparison.version);
  switch (comparison.operator) {
    case '':
    case '=':
      return comparison.isLoose ? satisfiesTilde(version, comparison) : order === 0;
    case '!=':
      return differs(version, comparison);
    case '>':
      return comparison.isLoose ? isBeyond(version, comparison) : order > 0;
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      return comparison.isLoose ? isNotBeyond(version, comparison) : order <= 0;
    case '^':
      return satisfiesCaret(version, comparison);
    default:
      return satisfiesTilde(version, comparison);
  }
}

function differs(version: SemanticVersion, comparison: Comparison): boolean {
  const [v, c] = [version.parts, comparison.version.parts];
  if (!comparison.isLoose) return compareVersions(version, comparison.version) !== 0;
  if (c.major !== v.major) return true;
  if (comparison.isLooseMinor) return false;
  if (c.minor !== v.minor) return true;
  if (comparison.isLoosePatch) return comparePrereleases(v.prerelease, c.prerelease) !== 0;
  return c.patch !== v.patch || compareVersions(version, comparison.version) !== 0;
}

/** `>1.2` excludes every 1.2.x. */
function isBeyond(version: SemanticVersion, comparison: Comparison): boolean {
  const [v, c] = [version.parts, comparison.version.parts];
  if (v.major !== c.major) return v.major > c.major;
  if (comparison.isLooseMinor) return false;
  if (comparison.isLoosePatch) return v.minor > c.minor;
  return compareVersions(version, comparison.version) > 0;
}

/** `<=1.2` includes every 1.2.x. */
function isNotBeyond(version: SemanticVersion, comparison: Comparison): boolean {
  const [v, c] = [version.parts, comparison.version.parts];
  if (v.major !== c.major) return v.major < c.major;
  return v.minor <= c.minor || comparison.isLooseMinor;
}

function satisfiesTilde(version: SemanticVersion, comparison: Comparison): boolean {
  const [v, c] = [version.parts, comparison.version.parts];
  if (compareVersions(version, comparison.version) < 0) return false;
  const isZero = c.major === 0n && c.minor === 0n && c.patch === 0n;
  if (isZero && !comparison.isLooseMinor && !comparison.isLoosePatch) return true;
  return v.major === c.major && (v.minor === c.minor || comparison.isLooseMinor);
}

function satisfiesCaret(version: SemanticVersion, comparison: Comparison): boolean {
  const [v, c] = [version.parts, comparison.version.parts];
  if (compareVersions(version, comparison.version) < 0) return false;
  if (c.major > 0n || comparison.isLooseMinor) return v.major === c.major;
  if (v.major > 0n) return false;
  if (c.minor > 0n || comparison.isLoosePatch) return v.minor === c.minor;
  return v.minor === 0n && v.patch === c.patch;
}
