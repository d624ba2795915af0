import { OriginSets } from './origin-sets';
import { PathTable } from './paths';

/** What the numbers of paths and sets mean. */
export interface Tables {
  readonly paths: PathTable;
  readonly sets: OriginSets;
}

/** Sets that are kept from execution to execution; beyond that the tables start anew. */
const keptSets = 20_000;

let shared: Tables = { paths: new PathTable(), sets: new OriginSets() };

/**
 * The tables only ever grow and say nothing of any one execution, so all share them: the second
 * render of a chart finds the sets that it needs.
 */
export function sharedTables(): Tables {
  if (shared.sets.size > keptSets) shared = { paths: new PathTable(), sets: new OriginSets() };
  return shared;
}
