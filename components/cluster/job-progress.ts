import type { ApplyEvent, ApplyPhase, Readiness } from '@/lib/cluster';

/** What is known about one object of a running operation. */
export interface ObjectProgress {
  id: string;
  result: 'waiting' | Extract<ApplyEvent, { type: 'object' }>['result'];
  /** Its way to ready; absent while nobody looks. */
  readiness?: Readiness;
  message?: string;
}

/** What happened around the objects, in order, for a list that people read. */
export interface ProgressLine {
  at: number;
  tone: 'plain' | 'good' | 'warning' | 'bad';
  text: string;
  detail?: string;
}

/** The picture of an operation that its events add up to. */
export interface JobProgress {
  phase: ApplyPhase | 'starting';
  revision: number | undefined;
  objects: readonly ObjectProgress[];
  lines: readonly ProgressLine[];
  end: Extract<ApplyEvent, { type: 'finished' }> | undefined;
}

export const noProgress: JobProgress = {
  phase: 'starting',
  revision: undefined,
  objects: [],
  lines: [],
  end: undefined,
};

/** Returns the picture after one more event. Events that repeat change nothing that is shown twice. */
export function addEvent(progress: JobProgress, event: ApplyEvent): JobProgress {
  const line = lineOf(event);
  const lines = line ? [...progress.lines, line] : progress.lines;
  switch (event.type) {
    case 'started':
      return {
        ...progress,
        revision: event.revision,
        objects: event.objects.map((id) => ({ id, result: 'waiting' })),
        lines,
      };
    case 'phase':
      return { ...progress, phase: event.phase, lines };
    case 'object':
      return {
        ...progress,
        lines,
        objects: withObject(progress.objects, event.id, {
          result: event.result,
          ...(event.message === undefined ? {} : { message: event.message }),
        }),
      };
    case 'rollout': {
      const { state, message, reason } = event;
      const readiness = { state, message, ...(reason === undefined ? {} : { reason }) };
      return { ...progress, lines, objects: withObject(progress.objects, event.id, { readiness }) };
    }
    case 'finished':
      return { ...progress, lines, end: event };
    default:
      return { ...progress, lines };
  }
}

function withObject(
  objects: readonly ObjectProgress[],
  id: string,
  change: Partial<ObjectProgress>,
): readonly ObjectProgress[] {
  const known = objects.some((object) => object.id === id);
  const all: readonly ObjectProgress[] = known ? objects : [...objects, { id, result: 'waiting' }];
  return all.map((object) => (object.id === id ? { ...object, ...change } : object));
}

function lineOf(event: ApplyEvent): ProgressLine | undefined {
  const { at } = event;
  switch (event.type) {
    case 'started':
      return { at, tone: 'plain', text: `${operationWord(event.operation)} as revision ${event.revision}` };
    case 'record':
      return {
        at,
        tone: 'plain',
        text: `revision ${event.revision}: ${event.status}`,
        detail: event.description,
      };
    case 'hook':
      return {
        at,
        tone: event.result === 'failed' ? 'bad' : event.result === 'succeeded' ? 'good' : 'plain',
        text: `${event.event} hook ${event.id}: ${event.result}`,
        ...(event.message === undefined ? {} : { detail: event.message }),
      };
    case 'log':
      return { at, tone: 'plain', text: `output of ${event.id}`, detail: event.text };
    case 'warning':
      return { at, tone: 'warning', text: event.id ? `${event.id}: ${event.message}` : event.message };
    case 'rollback':
      return { at, tone: 'warning', text: `going back to revision ${event.toRevision}` };
    case 'object':
      return event.result === 'failed'
        ? { at, tone: 'bad', text: `${event.id} failed`, ...(event.message ? { detail: event.message } : {}) }
        : undefined;
    case 'finished':
      return { at, tone: event.outcome === 'succeeded' ? 'good' : 'bad', text: event.message };
    case 'phase':
    case 'rollout':
      return undefined;
  }
}

/** Returns an operation as the page names it. */
export function operationWord(operation: string): string {
  const words: Record<string, string> = {
    install: 'Install',
    upgrade: 'Upgrade',
    rollback: 'Roll back',
    uninstall: 'Uninstall',
  };
  return words[operation] ?? operation;
}

/** Returns how far an operation is, as words: an uninstall deletes, everything else applies. */
export function progressText(operation: string, progress: JobProgress): string {
  const { total, applied, ready, failed } = countProgress(progress);
  const failures = failed > 0 ? ` · ${failed} failed` : '';
  if (operation !== 'uninstall') return `${applied} of ${total} applied · ${ready} ready${failures}`;
  const kept = progress.objects.filter(({ result }) => result === 'kept').length;
  const gone = progress.objects.filter(
    ({ result, readiness }) => result === 'gone' || readiness?.state === 'ready',
  ).length;
  // Without waiting nobody knows what is gone.
  const seen = gone > 0 ? ` · ${gone} gone` : '';
  return `${applied - kept} of ${total - kept} deleted${seen}${kept > 0 ? ` · ${kept} kept` : ''}${failures}`;
}

/** How far an operation is: objects applied and objects ready, of all that it works on. */
export function countProgress(progress: JobProgress): {
  total: number;
  applied: number;
  ready: number;
  failed: number;
} {
  const total = progress.objects.length;
  let applied = 0;
  let ready = 0;
  let failed = 0;
  for (const { result, readiness } of progress.objects) {
    if (result === 'failed' || readiness?.state === 'failed') failed += 1;
    if (result === 'waiting' || result === 'failed') continue;
    applied += 1;
    if (!readiness || readiness.state === 'ready') ready += 1;
  }
  return { total, applied, ready, failed };
}
