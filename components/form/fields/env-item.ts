/** Where an environment variable takes its value from. `other` is kept as it is. */
export type EnvSource = 'value' | 'secret' | 'configMap' | 'field' | 'other';

/** One entry of a container's environment, flat, as a form edits it. */
export interface EnvItem {
  name: string;
  source: EnvSource;
  /** The text of `value`, the name of the Secret or ConfigMap, or the field path. */
  text: string;
  key: string;
  /** The entry as it was read, so that what the form does not know survives. */
  original: Record<string, unknown>;
}

export const emptyEnvItem: EnvItem = { name: '', source: 'value', text: '', key: '', original: {} };

/** Returns the entries of an environment list as the form edits them. */
export function readEnvItems(value: unknown): EnvItem[] {
  return Array.isArray(value) ? value.filter(isMap).map(readEnvItem) : [];
}

/** Returns the list that `items` write; entries without a name are not there yet. */
export function writeEnvItems(items: readonly EnvItem[]): unknown[] {
  return items.filter((item) => item.name !== '').map(writeEnvItem);
}

function readEnvItem(entry: Record<string, unknown>): EnvItem {
  const item = { ...emptyEnvItem, name: text(entry['name']), original: entry };
  const from = entry['valueFrom'];
  if (!isMap(from)) return { ...item, text: text(entry['value']) };
  const reference = (key: string): Record<string, unknown> | undefined => {
    const found = from[key];
    return isMap(found) ? found : undefined;
  };
  const secret = reference('secretKeyRef');
  if (secret) return { ...item, source: 'secret', text: text(secret['name']), key: text(secret['key']) };
  const configMap = reference('configMapKeyRef');
  if (configMap)
    return { ...item, source: 'configMap', text: text(configMap['name']), key: text(configMap['key']) };
  const field = reference('fieldRef');
  if (field) return { ...item, source: 'field', text: text(field['fieldPath']) };
  return { ...item, source: 'other' };
}

function writeEnvItem({ name, source, text: value, key, original }: EnvItem): Record<string, unknown> {
  switch (source) {
    case 'value':
      return { name, value };
    case 'secret':
      return { name, valueFrom: { secretKeyRef: { ...kept(original, 'secretKeyRef'), name: value, key } } };
    case 'configMap':
      return {
        name,
        valueFrom: { configMapKeyRef: { ...kept(original, 'configMapKeyRef'), name: value, key } },
      };
    case 'field':
      return { name, valueFrom: { fieldRef: { ...kept(original, 'fieldRef'), fieldPath: value } } };
    case 'other':
      return { ...original, name };
  }
}

/** Further keys of a reference, such as `optional`. */
function kept(original: Record<string, unknown>, reference: string): Record<string, unknown> {
  const from = original['valueFrom'];
  const found = isMap(from) ? from[reference] : undefined;
  return isMap(found) ? found : {};
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
