import { SemanticVersion } from './semver-version';
import { checkSize } from '../size-limit';
import { GoBytes, GoList, GoMap, type Value } from '../value';

const zeroVersion = { major: 0n, minor: 0n, patch: 0n, prerelease: '', metadata: '', original: '' };

/** Returns a copy that shares no list, map or bytes with `value`; types and nil-ness stay. */
export function deepCopy(value: Value): Value {
  checkSize(value);
  return copyOf(value);
}

function copyOf(value: Value): Value {
  if (value instanceof GoList) return new GoList(value.items.map(copyOf), value.element, value.isNil);
  if (value instanceof GoMap) {
    const entries = Array.from(value.entries, ([key, item]): [string, Value] => [key, copyOf(item)]);
    return new GoMap(new Map(entries), value.type, value.isNil);
  }
  if (value instanceof GoBytes) return new GoBytes(value.data.slice());
  // The copying library skips fields that are not exported, so a version comes out as 0.0.0.
  if (value instanceof SemanticVersion) return new SemanticVersion(zeroVersion, value.type);
  return value;
}
