import { StudioError } from '../../base';
import type { HelmProfile } from '../value';
import { FunctionFailure } from '../value';
import { parseConstraint } from '../functions/semver-constraint';
import { parseVersion } from '../functions/semver-version';

/** Tells whether Masterminds' semver accepts `text` as a version (partial versions such as `1.2` pass). */
export function isValidVersion(text: string, profile: HelmProfile): boolean {
  return attempt(() => {
    parseVersion(text, profile);
    return true;
  });
}

/** Tells whether `version` satisfies `range`, as Helm's IsCompatibleRange: false when either is malformed. */
export function isCompatibleRange(range: string, version: string, profile: HelmProfile): boolean {
  return attempt(() => parseConstraint(range, profile)(parseVersion(version, profile)));
}

function attempt(test: () => boolean): boolean {
  try {
    return test();
  } catch (error) {
    if (error instanceof FunctionFailure || error instanceof StudioError) return false;
    throw error;
  }
}
