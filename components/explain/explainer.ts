import type { EvaluateRequest } from '../session/evaluate';
import type { AnswerMessage, AnswerTo, AskMessage, Question } from './questions';

/** The part of a worker that an explainer needs. */
export interface ExplainWorker {
  postMessage(message: AskMessage): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<AnswerMessage>) => void): void;
}

/** Answers questions about planes, away from the thread that types and paints. */
export interface Explainer {
  /** Asks about a plane; undefined when the plane has no answer. */
  ask: <Asked extends Question>(
    plane: EvaluateRequest,
    question: Asked,
  ) => Promise<AnswerTo<Asked> | undefined>;
}

/** Returns an explainer. The worker is made by the first question: whoever never asks never pays. */
export function createExplainer(makeWorker: () => ExplainWorker): Explainer {
  const waiting = new Map<number, (message: AnswerMessage) => void>();
  let worker: ExplainWorker | undefined;
  let known: EvaluateRequest | undefined;
  let lastId = 0;

  const start = (): ExplainWorker => {
    const created = makeWorker();
    created.addEventListener('message', ({ data }) => {
      waiting.get(data.id)?.(data);
      waiting.delete(data.id);
    });
    return created;
  };
  return {
    ask(plane, question) {
      worker ??= start();
      lastId += 1;
      const message = { id: lastId, question, ...(plane === known ? {} : { plane }) };
      known = plane;
      const answer = new Promise<AnswerMessage>((resolve) => waiting.set(message.id, resolve));
      worker.postMessage(message);
      // The worker answers a question in the shape of that question; the protocol is one file.
      return answer.then((reply) => reply.answer as AnswerTo<typeof question> | undefined);
    },
  };
}
