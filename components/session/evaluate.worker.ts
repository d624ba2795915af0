import { evaluate, type Baseline, type EvaluateRequest, type SessionMessage } from './evaluate';
import { insightsOf } from './insights';

// Insights wait until the page had time to paint, and until no newer values are on their way.
const insightDelay = 40;

const baselines = new Map<string, Baseline>();
let waiting: ReturnType<typeof setTimeout> | undefined;

self.addEventListener('message', ({ data }: MessageEvent<EvaluateRequest>) => {
  clearTimeout(waiting);
  const reply = evaluate(data, baselines);
  send({ kind: 'evaluation', reply });
  const render = reply.render?.ok ? reply.render : undefined;
  const { id, values, workload } = data;
  waiting = setTimeout(
    () => send({ kind: 'insights', insights: insightsOf(id, { values, render, workload }) }),
    insightDelay,
  );
});

function send(message: SessionMessage): void {
  self.postMessage(message);
}
