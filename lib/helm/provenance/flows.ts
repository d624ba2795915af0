import type { Flow } from './flow';
import { readFlows } from './read-flows';
import { textFlows, unionFlow } from './text-flows';
import { valueFlows } from './value-flows';

/**
 * The one table of how origins pass through functions, by the name of the function. A function that
 * is not in it passes the origins of all its arguments to all of its result; that is always safe,
 * only less exact.
 */
const flows: ReadonlyMap<string, Flow> = new Map<string, Flow>([...textFlows, ...readFlows, ...valueFlows]);

/** Returns the flow of a function. */
export function flowOf(name: string): Flow {
  return flows.get(name) ?? unionFlow;
}
