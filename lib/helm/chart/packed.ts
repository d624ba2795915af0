import { failChart } from './errors';
import type { ChartFile } from './load';

/** Reads the files of a packed chart. */
export type ReadPacked = (bytes: Uint8Array) => ChartFile[];

let readPacked: ReadPacked | undefined;

/** Lets charts be packed: the reader comes with `lib/helm/extras`, because it brings a library along. */
export function openPackedCharts(read: ReadPacked): void {
  readPacked = read;
}

/** Returns the files of a packed chart; throws a `ChartError`, also where nothing can read packed charts. */
export function readPackedChart(bytes: Uint8Array): ChartFile[] {
  if (!readPacked)
    return failChart('chart-archive', 'packed charts are not read: this program leaves that out');
  return readPacked(bytes);
}

/** Removes a UTF-8 byte order mark, as Helm does with every file of a chart. */
export function withoutMark(data: Uint8Array): Uint8Array {
  return data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? data.subarray(3) : data;
}
