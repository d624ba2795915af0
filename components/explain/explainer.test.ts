import { describe, expect, it } from 'vitest';
import type { EvaluateRequest } from '../session/evaluate';
import { createExplainer, type ExplainWorker } from './explainer';
import type { AnswerMessage, AskMessage } from './questions';

const target = { releaseName: 'plane', namespace: 'obs', profile: '4.2' } as const;
const planeOf = (id: number): EvaluateRequest => ({ id, values: {}, target });

/** A worker that keeps what it is asked and answers when told to. */
function heldWorker() {
  const asked: AskMessage[] = [];
  let listener: (event: MessageEvent<AnswerMessage>) => void = () => {};
  const worker: ExplainWorker = {
    postMessage: (message) => asked.push(message),
    addEventListener: (_type, added) => {
      listener = added;
    },
  };
  const answer = (id: number, lines: number) =>
    listener(
      new MessageEvent('message', {
        data: { id, answer: [{ object: 'Service/a', line: lines, relation: 'value' }] },
      }),
    );
  return { worker, asked, answer };
}

describe('createExplainer', () => {
  it('makes no worker before the first question', async () => {
    const held = heldWorker();
    let made = 0;
    const explainer = createExplainer(() => {
      made += 1;
      return held.worker;
    });
    expect(made).toBe(0);
    const first = explainer.ask(planeOf(1), { kind: 'path', path: 'a' });
    void explainer.ask(planeOf(1), { kind: 'absent' });
    expect(made).toBe(1);
    held.answer(1, 7);
    expect(await first).toEqual([{ object: 'Service/a', line: 7, relation: 'value' }]);
  });

  it('sends a plane once, and the next one when it changed', () => {
    const held = heldWorker();
    const explainer = createExplainer(() => held.worker);
    const plane = planeOf(1);
    void explainer.ask(plane, { kind: 'absent' });
    void explainer.ask(plane, { kind: 'path', path: 'a' });
    void explainer.ask(planeOf(2), { kind: 'path', path: 'a' });
    expect(held.asked.map((message) => message.plane?.id)).toEqual([1, undefined, 2]);
  });

  it('gives each answer to its own question, in whatever order they come', async () => {
    const held = heldWorker();
    const explainer = createExplainer(() => held.worker);
    const plane = planeOf(1);
    const one = explainer.ask(plane, { kind: 'path', path: 'a' });
    const two = explainer.ask(plane, { kind: 'path', path: 'b' });
    held.answer(2, 22);
    held.answer(1, 11);
    expect((await one)?.[0]?.line).toBe(11);
    expect((await two)?.[0]?.line).toBe(22);
  });
});
