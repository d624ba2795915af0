import { sections } from '../lib/values';
import { valuesJsonSchema } from '../lib/values/json-schema';
import { printValuesFile } from './generate-values-file';
import { printValuesReference } from './generate-values-reference';
import type { GeneratedFile } from './generate';

const chart = 'install/helm/openchoreo-observability-plane';

/** The files derived from the values model. */
export const valuesTargets: readonly GeneratedFile[] = [
  { path: `${chart}/values.yaml`, text: () => printValuesFile(sections) },
  { path: `${chart}/values.schema.json`, text: () => `${JSON.stringify(valuesJsonSchema(), null, 2)}\n` },
  { path: 'docs/values.md', text: () => printValuesReference(sections) },
];
