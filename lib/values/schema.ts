import { z } from 'zod';
import { certManagerSection } from './sections/cert-manager';
import { clickstackSection } from './sections/clickstack';
import { gatewaySection } from './sections/gateway';
import { globalSection } from './sections/global';
import { hyperdxSection } from './sections/hyperdx';
import { monitoringSection } from './sections/monitoring';
import { networkPolicySection } from './sections/network-policy';
import { observerSection } from './sections/observer';

/** The sections by their key, in the order of the form and of every generated file. */
const shape = {
  global: globalSection,
  clickstack: clickstackSection,
  gateway: gatewaySection,
  hyperdx: hyperdxSection,
  observer: observerSection,
  certManager: certManagerSection,
  networkPolicy: networkPolicySection,
  monitoring: monitoringSection,
};

/**
 * The values of the plane. Parsing fills every missing leaf with its default and keeps unknown keys;
 * rules over several fields are in `validateValues`, not here.
 */
export const valuesSchema = z.looseObject(shape, {
  error: 'the values must be a map',
}) as unknown as z.ZodObject<
  // The index signature of loose objects is hidden, as in group().
  typeof shape
>;

/** Complete values: every leaf has a value. */
export type PlaneValues = z.output<typeof valuesSchema>;

/** Values as a user writes them: any part may be missing. */
export type PlaneOverrides = z.input<typeof valuesSchema>;

/** The values when nobody has changed anything, frozen through and through. */
export const defaultValues: PlaneValues = deepFreeze(valuesSchema.parse({}));

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
