/**
 * sizing: what a workload needs, as figures with their formulas and sources, what it costs, and the
 * patch of the values that provides it. It needs no rendered plane and no model of the values.
 */
export { costOf, examplePrices, pricesOf, type CostLine, type Prices } from './cost';
export { diskOverTime, mergeHeadroom, type DiskPoint } from './disk';
export { printFigure, printNumber, type Figure, type FigureUnit, type Source } from './figure';
export { proposalFor, volumeSize } from './proposal';
export { sizeOf, type Sizing } from './sizing';
export {
  eventsPerSecond,
  exampleWorkload,
  signals,
  workloadBounds,
  workloadOf,
  type Signal,
  type SignalLoad,
  type Workload,
} from './workload';
