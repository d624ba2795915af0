/** Figures of repeated measurements. All times are milliseconds. */
export interface Figures {
  runs: number;
  p50: number;
  p95: number;
  min: number;
  max: number;
}

/** Returns the figures of `samples`; needs at least one. */
export function figuresOf(samples: readonly number[]): Figures {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { runs: sorted.length, p50: at(0.5), p95: at(0.95), min: at(0), max: at(1) };
}

/** Runs `work` `runs` times and returns the duration of each, in milliseconds. */
export function timeRuns(runs: number, work: (run: number) => void): number[] {
  return Array.from({ length: runs }, (_, run) => {
    const started = performance.now();
    work(run);
    return performance.now() - started;
  });
}

/** Like `timeRuns`, for work that is waited for; one run after the other. */
export async function timeAsyncRuns(runs: number, work: (run: number) => Promise<void>): Promise<number[]> {
  const samples: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await work(run);
    samples.push(performance.now() - started);
  }
  return samples;
}

/** One line of the table: what was measured, how much of it, and how it stands to what it is compared with. */
export interface Row {
  what: string;
  value: string;
  ratio?: string;
  budget?: string;
  kept?: boolean;
}

/** Returns milliseconds as a short text. */
export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

/** Returns `rows` as a table in plain text, columns aligned. */
export function printTable(rows: readonly Row[]): string {
  const cells = [
    ['Measured', 'Result', 'Ratio', 'Budget', ''],
    ...rows.map((row) => [
      row.what,
      row.value,
      row.ratio ?? '',
      row.budget ?? '',
      row.kept === undefined ? '' : row.kept ? 'kept' : 'MISSED',
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
