import { chartFiles, renderPlane, type PlaneTrace } from '@/lib/plane';
import { absentObjects, pathsInObjects } from '@/lib/plane/explain';
import { overridesOf } from '@/lib/values';
import type { EvaluateRequest } from '../session/evaluate';
import type { AnswerMessage, Answers, AskMessage, Question } from './questions';

// A worker of its own: a traced rendering takes longer than a plain one, and no key press may wait for it.
let trace: PlaneTrace | undefined;

self.addEventListener('message', ({ data }: MessageEvent<AskMessage>) => {
  if (data.plane) trace = traceOf(data.plane);
  const message: AnswerMessage = { id: data.id, answer: trace && answer(trace, data.question) };
  self.postMessage(message);
});

function traceOf({ values, target }: EvaluateRequest): PlaneTrace | undefined {
  const render = renderPlane(overridesOf(values), { ...target, skipSchemaValidation: true, trace: true });
  return render.ok ? render.trace : undefined;
}

function answer(trace: PlaneTrace, question: Question): Answers[Question['kind']] {
  switch (question.kind) {
    case 'lines':
      return trace.linesOfObject(question.object);
    case 'path':
      return trace.linesOfPath(question.path);
    case 'fields':
      return pathsInObjects(trace, question.objects);
    case 'absent':
      return absentObjects(trace, chartFiles);
  }
}
