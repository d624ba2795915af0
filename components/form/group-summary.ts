import type { Group } from '@/lib/values';

/** Returns one line that stands for a folded group, from the values of its children by key. */
export function groupSummary(group: Group, values: readonly unknown[]): string {
  const byKey = new Map(group.children.map((child, index) => [child.key, values[index]]));
  const text = (key: string): string => {
    const value = byKey.get(key);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  switch (group.layout) {
    case 'image': {
      const repository = [text('registry'), text('repository')].filter(Boolean).join('/');
      const version = text('digest') ? `@${text('digest').slice(0, 19)}` : text('tag') && `:${text('tag')}`;
      return repository + version;
    }
    case 'resources':
      return '';
    case 'plain':
      return byKey.get('enabled') === undefined ? '' : byKey.get('enabled') === true ? 'on' : 'off';
  }
}
