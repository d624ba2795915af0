import { evaluate, type Baseline, type EvaluateRequest, type SessionMessage } from './evaluate';
import { findingLinesOf, insightsOf } from './insights';

// Insights wait until the page had time to paint, and until no newer values are on their way.
const insightDelay = 40;
// A traced render holds the worker for tens of milliseconds: it waits until nobody types.
const linesDelay = 400;

const baselines = new Map<string, Baseline>();
let waiting: ReturnType<typeof setTimeout> | undefined;

self.addEventListener('message', ({ data }: MessageEvent<EvaluateRequest>) => {
  clearTimeout(waiting);
  const reply = evaluate(data, baselines);
  send({ kind: 'evaluation', reply });
  const render = reply.render?.ok ? reply.render : undefined;
  const { id, values, workload } = data;
  waiting = setTimeout(() => {
    const insights = insightsOf(id, { values, render, workload });
    send({ kind: 'insights', insights });
    if (!render) return;
    waiting = setTimeout(
      () => send({ kind: 'lines', lines: findingLinesOf(data, insights.findings) }),
      linesDelay,
    );
  }, insightDelay);
});

function send(message: SessionMessage): void {
  self.postMessage(message);
}
