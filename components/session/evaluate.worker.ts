import { evaluate, type Baseline, type EvaluateReply, type EvaluateRequest } from './evaluate';

const baselines = new Map<string, Baseline>();

self.addEventListener('message', (event: MessageEvent<EvaluateRequest>) => {
  const reply: EvaluateReply = evaluate(event.data, baselines);
  self.postMessage(reply);
});
