import { load } from 'js-yaml';
import { compareCodePoints } from './order';

const podSpecPaths: readonly (readonly string[])[] = [
  ['spec'],
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
];

/**
 * Returns every image that the pods of `manifests` run, sorted and without repeats: containers, init
 * containers and those of Jobs and CronJobs. Text in ConfigMaps is not looked at.
 */
export function imagesOf(manifests: readonly string[]): readonly string[] {
  const images = new Set<string>();
  for (const text of manifests) {
    const object: unknown = load(text);
    for (const path of podSpecPaths) {
      const spec = path.reduce(child, object);
      for (const key of ['initContainers', 'containers']) {
        const containers = child(spec, key);
        if (!Array.isArray(containers)) continue;
        for (const container of containers) {
          const image = child(container, 'image');
          if (typeof image === 'string' && image !== '') images.add(image);
        }
      }
    }
  }
  return [...images].sort(compareCodePoints);
}

function child(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  // The line above has shown that the key is there.
  return (value as Record<string, unknown>)[key];
}
