import type { ApplyEvent } from '../lib/cluster';

/** Returns an event as a line for a terminal; nothing for what is not worth one. */
export function printEvent(event: ApplyEvent): string {
  switch (event.type) {
    case 'started':
    case 'phase':
      return '';
    case 'record':
      return `revision ${event.revision}: ${event.status}\n`;
    case 'object':
      return event.result === 'unchanged' || event.result === 'gone'
        ? ''
        : `${event.id}: ${event.result}${event.message === undefined ? '' : `: ${event.message}`}\n`;
    case 'hook':
      return `${event.event} hook ${event.id}: ${event.result}${event.message === undefined ? '' : `: ${event.message}`}\n`;
    case 'log':
      return event.text
        .trimEnd()
        .split('\n')
        .map((line) => `  | ${line}\n`)
        .join('');
    case 'rollout':
      return `${event.id}: ${event.message}\n`;
    case 'warning':
      return `warning: ${event.id === undefined ? '' : `${event.id}: `}${event.message}\n`;
    case 'rollback':
      return event.toRevision === 0
        ? 'removing what was installed\n'
        : `rolling back to revision ${event.toRevision}\n`;
    case 'finished':
      return printEnd(event);
  }
}

function printEnd({ outcome, message, summary, notes }: Extract<ApplyEvent, { type: 'finished' }>): string {
  const lines = [`${outcome}: ${message}`];
  if (outcome !== 'succeeded') {
    const done = [...summary.created, ...summary.changed, ...summary.replaced, ...summary.deleted];
    if (done.length > 0) lines.push(`done: ${done.join(', ')}`);
    if (summary.failed.length > 0) lines.push(`failed: ${summary.failed.join(', ')}`);
    if (summary.notReached.length > 0) lines.push(`not reached: ${summary.notReached.join(', ')}`);
    if (summary.notGone.length > 0) lines.push(`not gone: ${summary.notGone.join(', ')}`);
    if (summary.notReady.length > 0) lines.push(`not ready: ${summary.notReady.join(', ')}`);
  }
  const text = notes.trim();
  return `${lines.join('\n')}\n${text === '' ? '' : `\n${text}\n`}`;
}
