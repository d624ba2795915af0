/** The parts of the plane, in the order in which a reader looks at them. */
export const componentIds = [
  'clickstack',
  'gateway',
  'hyperdx',
  'observer',
  'monitoring',
  'shared',
] as const;

/** One part of the plane; `shared` is what serves several. */
export type ComponentId = (typeof componentIds)[number];

const componentLabel = /^ +app\.kubernetes\.io\/component: "?([a-z0-9-]+)"?$/m;

/**
 * Returns the part of the plane that an object belongs to: the one its component label names, else
 * the one its template file is named after, else `shared`.
 */
export function componentOf(source: string, text: string): ComponentId {
  const label = componentLabel.exec(text)?.[1] ?? '';
  const file = source.slice(source.indexOf('templates/') + 'templates/'.length);
  return (
    componentIds.find((id) => label === id || label.startsWith(`${id}-`)) ??
    componentIds.find((id) => file.startsWith(`${id}-`) || file.startsWith(`${id}/`)) ??
    'shared'
  );
}
