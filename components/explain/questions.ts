import type { ObjectLine, PathLine } from '@/lib/plane';
import type { AbsentObject, PathCount } from '@/lib/plane/explain';
import type { EvaluateRequest } from '../session/evaluate';

/** What one can ask about a plane, and what the answer is. */
export interface Answers {
  /** Where the lines of an object come from. */
  lines: ObjectLine[];
  /** In which lines a values path takes part. */
  path: PathLine[];
  /** Which values are in the lines of objects. */
  fields: PathCount[];
  /** Which objects of the chart these values leave out. */
  absent: AbsentObject[];
}

export type Question =
  | { kind: 'lines'; object: string }
  | { kind: 'path'; path: string }
  | { kind: 'fields'; objects: readonly string[] }
  | { kind: 'absent' };

/** The answer to a question. */
export type AnswerTo<Asked extends Question> = Answers[Asked['kind']];

/** What is sent to the worker. The plane comes along when it is another one than before. */
export interface AskMessage {
  id: number;
  question: Question;
  plane?: EvaluateRequest;
}

/** What the worker sends back; no answer when the plane does not render. */
export interface AnswerMessage {
  id: number;
  answer: Answers[Question['kind']] | undefined;
}
