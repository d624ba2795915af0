import { sensitivePaths } from '../values';

const paths: ReadonlySet<string> = new Set(sensitivePaths());

/**
 * Returns the paths of the plane's values that must never be shown. Not part of the room's index: pages
 * that render a plane need not load the model of the values.
 */
export function secretValuePaths(): ReadonlySet<string> {
  return paths;
}

/** Returns the texts that values of the plane hold at such paths, empty ones left out. */
export function secretTexts(values: unknown): string[] {
  return [...paths].flatMap((path) => {
    let at: unknown = values;
    for (const key of path.split('.')) {
      // Own keys only: values are the user's.
      at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined;
    }
    return typeof at === 'string' && at !== '' ? [at] : [];
  });
}
