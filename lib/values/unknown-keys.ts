import { formerKeys } from './compatibility';
import { isMap } from './equality';
import { nearestOf } from './model/nearest';
import { shown } from './model/fault';
import type { Field, Group } from './model/tree';
import { printPath } from './paths';
import type { ValuesProblem } from './problem';
import { fields, sections } from './tree';

// More unknown keys than this are another program's file; naming each would help nobody.
const MOST = 100;

/** Returns a warning for every key that the model does not know, with the key that was probably meant. */
export function unknownKeys(input: unknown): readonly ValuesProblem[] {
  const problems: ValuesProblem[] = [];
  let unnamed = 0;
  const visit = (
    group: { children: readonly (Field | Group)[] },
    given: unknown,
    at: readonly string[],
  ): void => {
    if (!isMap(given)) return;
    const known = new Map(group.children.map((child) => [child.key, child]));
    for (const [key, value] of Object.entries(given)) {
      const child = known.get(key);
      const segments = [...at, key];
      if (child?.node === 'group') visit(child, value, segments);
      else if (!child && problems.length < MOST) problems.push(unknownKey(segments, [...known.keys()]));
      else if (!child) unnamed++;
    }
  };
  visit({ children: sections }, input, []);
  if (unnamed > 0) {
    problems.push({
      path: '',
      segments: [],
      code: 'unknown-key',
      message: `${unnamed} further keys are not part of the plane`,
      severity: 'warning',
    });
  }
  return problems;
}

function unknownKey(segments: readonly string[], siblings: readonly string[]): ValuesProblem {
  const path = printPath(segments);
  const former = formerKeys.get(path);
  if (former) {
    return {
      path,
      segments,
      code: former.now === undefined ? 'removed-key' : 'renamed-key',
      message: `${path} has no effect: ${former.note}`,
      ...(former.now !== undefined && { suggestion: `Use ${former.now}.` }),
      severity: 'warning',
    };
  }
  const key = segments.at(-1) ?? '';
  const near = nearestOf(key, siblings);
  const parent = segments.slice(0, -1);
  const meant = near === undefined ? elsewhere(key) : printPath([...parent, near]);
  return {
    path,
    segments,
    code: 'unknown-key',
    message: `${shown(path)} is not a setting of the plane and has no effect`,
    ...(meant !== undefined && { suggestion: `Did you mean ${meant}?` }),
    severity: 'warning',
  };
}

/** Returns the only path in the model that ends in `key`, if there is exactly one. */
function elsewhere(key: string): string | undefined {
  const found = fields().filter((field) => field.key === key);
  return found.length === 1 ? found[0]?.path : undefined;
}
