import { GoMap, type HelmProfile } from '../value';
import { TextError } from '../yaml';
import type { ChartNode } from './chart-node';
import { SchemaDocument } from './schema-document';
import { validateLikeHelm3 } from './schema-helm3';
import { validateLikeHelm4 } from './schema-helm4';

const documents = new WeakMap<object, SchemaDocument>();

/**
 * Returns Helm's report on values that the schemas of a chart and its subcharts refuse; empty when all
 * is well. Values appear in it only where the libraries print them.
 */
export function validateSchemas(node: ChartNode, values: GoMap, profile: HelmProfile): string {
  let report = '';
  if (node.chart.schema !== undefined) {
    const own = validateOne(node, values, profile);
    if (own !== '') report += `${node.name}:\n${own}`;
  }
  for (const subchart of node.subcharts) {
    const inner = values.entries.get(subchart.name);
    if (inner instanceof GoMap) report += validateSchemas(subchart, inner, profile);
  }
  return report;
}

function validateOne(node: ChartNode, values: GoMap, profile: HelmProfile): string {
  try {
    let document = documents.get(node.chart);
    if (!document) {
      document = new SchemaDocument(node.chart.schema ?? '');
      documents.set(node.chart, document);
    }
    return profile === '3.17' ? validateLikeHelm3(document, values) : validateLikeHelm4(document, values);
  } catch (error) {
    // The libraries decode from a stream, which ends with other words.
    if (error instanceof TextError)
      return error.message.replace('unexpected end of JSON input', 'unexpected EOF');
    throw error;
  }
}
