import { expect, it } from 'vitest';
import { renderPlane } from '@/lib/plane';
import type { EvaluateRequest, SessionMessage } from './evaluate';
import { createSession } from './session';

const target = { releaseName: 'r', namespace: 'n', profile: '4.2' } as const;

/** An evaluator that answers when the test says so. */
function fakeEvaluator() {
  let receive: (event: MessageEvent<SessionMessage>) => void = () => {};
  let fail: () => void = () => {};
  const sent: EvaluateRequest[] = [];
  const addEventListener = (type: 'message' | 'error', listener: (event: never) => void) => {
    if (type === 'message') receive = listener as typeof receive;
    else fail = listener as typeof fail;
  };
  return {
    sent,
    evaluator: {
      postMessage: (request: EvaluateRequest) => void sent.push(request),
      addEventListener,
      terminate: () => {},
    },
    fail: () => fail(),
    answer: (message: SessionMessage) => receive(new MessageEvent('message', { data: message })),
  };
}

const evaluation = (id: number): SessionMessage => ({
  kind: 'evaluation',
  reply: {
    id,
    problems: [],
    changedPaths: [],
    valuesText: '',
    publicValuesText: '',
    render: renderPlane({}),
    objectStates: [],
    removedObjects: [],
  },
});
const insights = (id: number): SessionMessage => ({
  kind: 'insights',
  insights: { id, findings: [], topology: undefined },
});

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

it('gives the insights of the newest values only', async () => {
  const { sent, evaluator, answer } = fakeEvaluator();
  const session = createSession(evaluator);
  const first = session.whenInsightsAreCurrent();
  session.evaluate({}, target);
  answer(evaluation(1));
  expect(await isSettled(first)).toBe(false);
  answer(insights(1));
  expect((await first).insights?.id).toBe(1);

  session.evaluate({ gateway: { replicas: 2 } }, target);
  const second = session.whenInsightsAreCurrent();
  session.evaluate({ gateway: { replicas: 3 } }, target);
  answer(evaluation(2));
  answer(insights(2));
  expect(await isSettled(second)).toBe(false);
  answer(evaluation(3));
  answer(insights(3));
  expect((await second).insights?.id).toBe(3);
  expect(sent.map(({ id }) => id)).toEqual([1, 2, 3]);
});

it('does not wait for insights that an evaluator cannot give', async () => {
  const { evaluator, fail } = fakeEvaluator();
  const session = createSession(evaluator);
  session.evaluate({}, target);
  const waiting = session.whenInsightsAreCurrent();
  fail();
  expect(await waiting).toMatchObject({ isStale: true });
});

it('shows the lines of findings, and none of values that were typed over', () => {
  const { evaluator, answer } = fakeEvaluator();
  const session = createSession(evaluator);
  session.evaluate({}, target);
  answer(evaluation(1));
  const places = new Map([['gateway.replicas', [{ object: 'Deployment/otlp-gateway', lines: [9] }]]]);
  answer({ kind: 'lines', lines: { id: 1, places } });
  expect(session.getState().findingLines).toBe(places);
  session.evaluate({ gateway: { replicas: 2 } }, target);
  answer({ kind: 'lines', lines: { id: 1, places: new Map() } });
  expect(session.getState().findingLines).toBe(places);
});
