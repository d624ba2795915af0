import { renderChart } from '../lib/helm';
import { largeChart } from './large-chart';
import { figuresOf, milliseconds, timeRuns, type Row } from './statistics';

/** Rendering a chart of about 125 documents and 600 KiB after a change that every document shows, and after one that one shows. */
export function benchLarge(): Row[] {
  const chart = largeChart();
  let what = '';
  const renderWith = (overrides: (run: number) => unknown, trace: boolean) => (run: number) => {
    const result = renderChart(chart, { overrides: overrides(run), trace });
    if (!result.ok) throw new Error(result.message);
    what = `${String(result.documents.length)} documents, ${(result.manifest.length / 1024).toFixed(0)} KiB`;
  };
  const inAll = (run: number) => ({ commonLabels: { run: `r${String(run)}` } });
  const inOne = (run: number) => ({ components: { c1: { replicas: run + 1 } } });
  const figures = (overrides: (run: number) => unknown, trace = false) => {
    const render = renderWith(overrides, trace);
    timeRuns(20, render);
    return figuresOf(timeRuns(40, (run) => void render(run + 100)));
  };
  const all = figures(inAll);
  const one = figures(inOne);
  const traced = figures(inAll, true);
  return [
    {
      what: `large chart, ${what}, all change, warm, p50`,
      value: milliseconds(all.p50),
      budget: '40 ms',
      kept: all.p50 <= 40,
    },
    { what: 'large chart, some change, warm, p50', value: milliseconds(one.p50) },
    {
      what: 'large chart, all change, with provenance, warm, p50',
      value: milliseconds(traced.p50),
      ratio: `${(traced.p50 / all.p50).toFixed(1)} x of without`,
    },
  ];
}
