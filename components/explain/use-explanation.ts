'use client';

import { useEffect, useState } from 'react';
import { useSession } from '../session/use-session';
import { createExplainer, type Explainer } from './explainer';
import type { AnswerTo, Question } from './questions';

// While one types, the plane changes many times a second; it is worth explaining once it stands still.
const settleMilliseconds = 150;

let shared: Explainer | undefined;

function explainer(): Explainer {
  shared ??= createExplainer(
    () => new Worker(new URL('./explain.worker.ts', import.meta.url), { type: 'module' }),
  );
  return shared;
}

/**
 * Returns the answer to a question about the plane on the page, and the one before until it is there.
 * Undefined while there is none, and for no question.
 */
export function useExplanation<Asked extends Question>(
  question: Asked | undefined,
): AnswerTo<Asked> | undefined {
  const plane = useSession((state) => state.rendered);
  const [answered, setAnswered] = useState<{ key: string; answer: AnswerTo<Asked> | undefined }>();
  const key = question && JSON.stringify(question);

  useEffect(() => {
    if (key === undefined || !plane) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      // The key is the question, so that an equal question does not ask again.
      void explainer()
        .ask(plane, JSON.parse(key) as Asked)
        .then((answer) => isWanted && setAnswered({ key, answer }));
    }, settleMilliseconds);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [key, plane]);

  return answered !== undefined && answered.key === key ? answered.answer : undefined;
}
