import type { Chart, ChartMetadata, Dependency } from '../chart';
import { bytesOfText } from '../text';
import { toPlain } from '../values';
import { encodeBase64 } from '../yaml';
import type { ChartMetadataRecord, ChartRecord } from './release';

/** Returns a chart as a release record holds it: everything but its subcharts, as in Helm. */
export function chartRecord(chart: Chart): ChartRecord {
  return {
    metadata: metadataRecord(chart.metadata),
    lock: null,
    templates: chart.templates.map(({ path, text }) => ({
      name: path,
      data: encodeBase64(bytesOfText(text)),
    })),
    values: toPlain(chart.values),
    schema: chart.schema === undefined ? null : encodeBase64(bytesOfText(chart.schema)),
    files: chart.files.map(({ path, data }) => ({ name: path, data: encodeBase64(data) })),
  };
}

function metadataRecord(metadata: ChartMetadata): ChartMetadataRecord {
  const { annotations, dependencies, maintainers, ...texts } = metadata;
  return {
    ...withoutEmpty({
      ...texts,
      annotations: annotations && Object.fromEntries(annotations),
      dependencies: dependencies?.map(dependencyRecord),
      maintainers: maintainers.map((one) => withoutEmpty({ ...one })),
    }),
    name: metadata.name,
    version: metadata.version,
  };
}

function dependencyRecord(dependency: Dependency): Record<string, unknown> {
  const { name, importValues, ...rest } = dependency;
  return {
    name,
    // Go writes an empty repository.
    repository: dependency.repository,
    ...withoutEmpty({ ...rest, 'import-values': importValues.map(toPlain) }),
  };
}

/** What Go's `omitempty` leaves of a struct. */
function withoutEmpty(fields: Record<string, unknown>): Record<string, unknown> {
  const isEmpty = (value: unknown): boolean =>
    value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}
