import { createBundle } from '../lib/bundle';
import { figuresOf, milliseconds, timeAsyncRuns, type Row } from './statistics';

/** Making a whole bundle. */
export async function benchBundle(): Promise<Row[]> {
  const make = async () => {
    await createBundle({
      overrides: {},
      releaseName: 'plane',
      namespace: 'obs',
      profile: '4.2',
      includeSecrets: false,
    });
  };
  await timeAsyncRuns(3, make);
  const figures = figuresOf(await timeAsyncRuns(15, make));
  return [
    { what: 'bundle, p50', value: milliseconds(figures.p50), budget: '100 ms', kept: figures.p50 < 100 },
    {
      what: 'bundle, p95',
      value: milliseconds(figures.p95),
      ratio: `${(figures.p95 / figures.p50).toFixed(1)} x of p50`,
    },
  ];
}
