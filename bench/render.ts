import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderPlane, type PlaneOptions } from '../lib/plane';
import { figuresOf, milliseconds, timeRuns, type Row } from './statistics';

const root = join(import.meta.dirname, '..');
const chart = join(root, 'install', 'helm', 'openchoreo-observability-plane');

/** Rendering the whole plane: the `helm template` process, this engine in a fresh process, and warm. */
export function benchRender(): Row[] {
  const home = mkdtempSync(join(tmpdir(), 'plane-studio-bench-'));
  try {
    const environment = {
      ...process.env,
      HELM_CONFIG_HOME: home,
      HELM_CACHE_HOME: home,
      HELM_DATA_HOME: home,
    };
    const helm = join(root, 'node_modules', '.cache', 'oracle', '4.2', 'helm');
    const runHelm = () =>
      execFileSync(helm, ['template', 'plane', chart], { env: environment, maxBuffer: 1 << 26 });
    runHelm();
    const helmProcess = figuresOf(timeRuns(15, runHelm));

    const coldScript = join(root, 'bench', 'cold-render.ts');
    const cold = figuresOf(
      Array.from({ length: 5 }, () =>
        Number(
          execFileSync(process.execPath, ['--import', 'tsx', coldScript], { cwd: root, encoding: 'utf8' }),
        ),
      ),
    );

    // Each run has another value, as each key press has: nothing may be answered from a cache of results.
    const overrides = (run: number) => ({ clickstack: { storage: { size: `${100 + (run % 400)}Gi` } } });
    const renderWith = (options: PlaneOptions) => (run: number) => {
      const result = renderPlane(overrides(run), options);
      if (!result.ok) throw new Error(result.message);
    };
    const render = renderWith({});
    const trace = renderWith({ trace: true });
    timeRuns(200, render);
    timeRuns(200, trace);
    // Each regime for itself: who changes regimes executes again what the other one remembers.
    const warm = figuresOf(timeRuns(400, render));
    const traced = figuresOf(timeRuns(400, trace));
    const ratio = helmProcess.p50 / warm.p50;
    return [
      { what: 'helm template, process, p50', value: milliseconds(helmProcess.p50) },
      {
        what: 'render, first in a process, p50',
        value: milliseconds(cold.p50),
        ratio: `${(helmProcess.p50 / cold.p50).toFixed(1)} x faster than helm`,
      },
      {
        what: 'render, warm, p50',
        value: milliseconds(warm.p50),
        ratio: `${ratio.toFixed(0)} x faster than helm`,
        budget: '50 x',
        kept: ratio >= 50,
      },
      {
        what: 'render with provenance, warm, p50',
        value: milliseconds(traced.p50),
        ratio: `${(traced.p50 / warm.p50).toFixed(1)} x of without`,
        budget: '2 x',
        kept: traced.p50 <= 2 * warm.p50,
      },
      {
        what: 'render, warm, p95',
        value: milliseconds(warm.p95),
        ratio: `${(warm.p95 / warm.p50).toFixed(1)} x of p50`,
      },
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
