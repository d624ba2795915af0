import { compareText } from '../text';
import { GoInt, GoObject, type GoFunction, type HelmProfile, type Value } from '../value';
import { anyArg, fail } from './define';

const maxUint64 = 2n ** 64n - 1n;
const pattern =
  /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

/** The parts of a version. */
export interface VersionParts {
  major: bigint;
  minor: bigint;
  patch: bigint;
  prerelease: string;
  metadata: string;
  original: string;
}

/** A semantic version as `semver` returns it: Masterminds' `*semver.Version` with its methods. */
export class SemanticVersion extends GoObject {
  readonly type: string;
  readonly kind = 'ptr';
  override readonly isStringer = true;
  readonly parts: VersionParts;

  constructor(parts: VersionParts, type = '*semver.Version') {
    super();
    this.parts = parts;
    this.type = type;
  }

  /** The fields are not exported, so templates see methods only. */
  field(_name: string): undefined {
    return undefined;
  }

  override method(name: string): GoFunction | undefined {
    const result = this.getters()[name];
    if (result) return { params: [], call: result };
    const compare = comparisons[name];
    return compare && { params: ['any'], call: (args) => compare(compareVersions(this, versionArg(args))) };
  }

  /** `MAJOR.MINOR.PATCH`, without a leading v. */
  print(): string {
    return printVersion(this.parts);
  }

  override members(): readonly { name: string; value: Value }[] {
    const { major, minor, patch, prerelease, metadata, original } = this.parts;
    return [
      { name: 'major', value: new GoInt(major, 'uint64') },
      { name: 'minor', value: new GoInt(minor, 'uint64') },
      { name: 'patch', value: new GoInt(patch, 'uint64') },
      { name: 'pre', value: prerelease },
      { name: 'metadata', value: metadata },
      { name: 'original', value: original },
    ];
  }

  override encode(): Value {
    return this.print();
  }

  private getters(): Readonly<Record<string, () => Value>> {
    const { major, minor, patch, prerelease, metadata, original } = this.parts;
    const zero = { prerelease: '', metadata: '' };
    const next = (parts: Omit<VersionParts, 'original'>): Value => {
      const prefix = original.startsWith('v') ? 'v' : '';
      return new SemanticVersion({ ...parts, original: prefix + printVersion(parts) }, 'semver.Version');
    };
    return {
      Major: () => new GoInt(major, 'uint64'),
      Minor: () => new GoInt(minor, 'uint64'),
      Patch: () => new GoInt(patch, 'uint64'),
      Prerelease: () => prerelease,
      Metadata: () => metadata,
      Original: () => original,
      String: () => this.print(),
      // A prerelease counts as smaller than its release, so the next patch only drops it.
      IncPatch: () => next({ major, minor, patch: prerelease === '' ? patch + 1n : patch, ...zero }),
      IncMinor: () => next({ major, minor: minor + 1n, patch: 0n, ...zero }),
      IncMajor: () => next({ major: major + 1n, minor: 0n, patch: 0n, ...zero }),
    };
  }
}

const comparisons: Readonly<Record<string, (order: number) => Value>> = {
  Compare: (order) => new GoInt(order),
  Equal: (order) => order === 0,
  LessThan: (order) => order < 0,
  LessThanEqual: (order) => order <= 0,
  GreaterThan: (order) => order > 0,
  GreaterThanEqual: (order) => order >= 0,
};

function versionArg(args: readonly Value[]): SemanticVersion {
  const value = anyArg(args, 0);
  return value instanceof SemanticVersion ? value : fail('wrong type for value; expected *semver.Version');
}

function printVersion(parts: Omit<VersionParts, 'original'>): string {
  const prerelease = parts.prerelease === '' ? '' : `-${parts.prerelease}`;
  const metadata = parts.metadata === '' ? '' : `+${parts.metadata}`;
  return `${parts.major}.${parts.minor}.${parts.patch}${prerelease}${metadata}`;
}

/**
 * Returns the version in a text, as Masterminds' NewVersion: a leading v, missing parts and leading
 * zeros of numbers are fine. Throws its messages, which Helm 3.17 capitalises.
 */
export function parseVersion(text: string, profile: HelmProfile): SemanticVersion {
  const say = (message: string): never => fail(profile === '3.17' ? capitalised(message) : message);
  if (profile === '4.2' && text.length > 256) say('version string is too long (max 256 bytes)');
  const match = pattern.exec(text);
  if (!match) return fail(profile === '3.17' ? 'Invalid Semantic Version' : 'invalid semantic version');
  const [, major = '0', minor = '0', patch = '0', prerelease = '', metadata = ''] = match;
  const number = (digits: string): bigint => {
    const value = BigInt(digits);
    if (value <= maxUint64) return value;
    return say(`error parsing version segment: strconv.ParseUint: parsing "${digits}": value out of range`);
  };
  const parts = {
    major: number(major),
    minor: number(minor),
    patch: number(patch),
    prerelease,
    metadata,
    original: text,
  };
  if (prerelease.split('.').some((part) => /^0[0-9]+$/.test(part))) say('version segment starts with 0');
  return new SemanticVersion(parts);
}

function capitalised(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** Returns -1, 0 or 1 by the order of semantic versions; metadata does not count. */
export function compareVersions(a: SemanticVersion, b: SemanticVersion): -1 | 0 | 1 {
  const [x, y] = [a.parts, b.parts];
  const order =
    compareNumbers(x.major, y.major) || compareNumbers(x.minor, y.minor) || compareNumbers(x.patch, y.patch);
  if (order !== 0) return order;
  if (x.prerelease === y.prerelease) return 0;
  if (x.prerelease === '') return 1;
  return y.prerelease === '' ? -1 : comparePrereleases(x.prerelease, y.prerelease);
}

function compareNumbers(a: bigint, b: bigint): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares prereleases part by part; a missing part is the smallest, numbers come before words. */
export function comparePrereleases(a: string, b: string): -1 | 0 | 1 {
  const [x, y] = [a.split('.'), b.split('.')];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const order = compareParts(x[i] ?? '', y[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function compareParts(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  if (a === '') return -1;
  if (b === '') return 1;
  const [isNumberA, isNumberB] = [isUint64(a), isUint64(b)];
  if (isNumberA && isNumberB) return BigInt(a) > BigInt(b) ? 1 : -1;
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  return compareText(a, b) > 0 ? 1 : -1;
}

function isUint64(text: string): boolean {
  return /^[0-9]+$/.test(text) && BigInt(text) <= maxUint64;
}
