import type { HelmProfile } from '../value';
import { ExecFailure } from '../template';

/**
 * Helm's rewriting of text/template's messages (pkg/engine/engine.go: cleanupParseError,
 * cleanupExecError in 3.x, reformatExecErrorMsg in 4.x). Helm works on the text of the messages, so
 * its results depend on their punctuation; the same is done here, on Go's messages only.
 */

const start = 'HELM_ERR_START';
const end = 'HELM_ERR_END';

/** Returns a message that `required` and `fail` raise, marked for the rewriting below. */
export function markWarning(message: string): string {
  return start + message + end;
}

/** Returns Helm's message for a template that does not parse. */
export function parseMessage(file: string, message: string): string {
  const parts = message.split(': ');
  if (parts.length === 1) return `parse error in (${file}): ${message}`;
  return `parse error at (${parts[1] ?? ''}): ${parts[parts.length - 1] ?? ''}`;
}

/** Returns Helm's message for a template that failed while executing. */
export function executionMessage(file: string, error: Error, profile: HelmProfile): string {
  const message = error.message;
  if (!(error instanceof ExecFailure)) return message;
  const parts = splitN(message, ': ', 3);
  if (parts.length !== 3) return `execution error in (${file}): ${message}`;
  const marked = warningIn(parts[2] ?? '');
  if (marked !== undefined) return `execution error at (${parts[1] ?? ''}): ${marked}`;
  return profile === '3.17' ? message : (traceMessage(error) ?? message);
}

function warningIn(text: string): string | undefined {
  const from = text.indexOf(start);
  // Greedy, as Helm's expression: up to the last end mark.
  const to = text.lastIndexOf(end);
  return from < 0 || to < from + start.length ? undefined : text.slice(from + start.length, to);
}

interface TraceEntry {
  readonly location: string;
  readonly executing: string;
  readonly message: string;
}

/** Helm 4 prints a chain of template failures as a trace; undefined when any link is something else. */
function traceMessage(error: Error): string | undefined {
  const entries: TraceEntry[] = [];
  let current: Error | undefined = error;
  while (current) {
    const entry = traceEntry(current.message);
    if (!entry) return undefined;
    const last = entries[entries.length - 1];
    if (!last || !isSameEntry(last, entry)) entries.push(entry);
    current = wrappedBy(current);
  }
  return entries.map(printEntry).join('').trim();
}

function wrappedBy(error: Error): Error | undefined {
  if (error instanceof ExecFailure) return error.wraps;
  return error.cause instanceof Error ? error.cause : undefined;
}

function isSameEntry(a: TraceEntry, b: TraceEntry): boolean {
  return a.location === b.location && a.executing === b.executing && a.message === b.message;
}

function printEntry(entry: TraceEntry): string {
  const location = entry.location === '' ? '' : `${entry.location}\n  `;
  const executing = entry.executing === '' ? '' : `${entry.executing}\n    `;
  return location + executing + (entry.message === '' ? '' : `${entry.message}\n`);
}

function traceEntry(text: string): TraceEntry | undefined {
  const prefix = 'template: ';
  if (!text.startsWith(prefix)) return undefined;
  const rest = text.slice(prefix.length);
  if (rest.startsWith('no template ')) return { location: '', executing: '', message: text };
  return executingEntry(rest) ?? simpleEntry(rest);
}

/** `FILE:LINE:COL: executing "NAME" at <NODE>: MESSAGE`. */
function executingEntry(rest: string): TraceEntry | undefined {
  const separator = ': executing ';
  const at = rest.indexOf(separator);
  if (at < 0) return undefined;
  const after = rest.slice(at + separator.length);
  const quoteEnd = after.startsWith('"') ? after.indexOf('"', 1) : -1;
  if (quoteEnd < 0 || !after.startsWith(' at <', quoteEnd + 1)) return undefined;
  const place = after.slice(quoteEnd + 1 + ' at <'.length);
  const placeEnd = place.indexOf('>: ');
  if (placeEnd < 0) return undefined;
  return {
    location: rest.slice(0, at),
    executing: `executing "${after.slice(1, quoteEnd)}" at <${place.slice(0, placeEnd)}>:`,
    message: beforeNested(place.slice(placeEnd + '>: '.length)),
  };
}

/** `FILE: MESSAGE`, split at the last colon. */
function simpleEntry(rest: string): TraceEntry | undefined {
  const at = rest.lastIndexOf(': ');
  if (at < 0) return undefined;
  return { location: rest.slice(0, at), executing: '', message: beforeNested(rest.slice(at + 2)) };
}

/** Cuts off the message of the failure inside, which has an entry of its own. */
function beforeNested(message: string): string {
  const at = message.indexOf(' template:');
  return at < 0 ? message : message.slice(0, at);
}

function splitN(text: string, separator: string, count: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (parts.length < count - 1) {
    const at = rest.indexOf(separator);
    if (at < 0) break;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + separator.length);
  }
  parts.push(rest);
  return parts;
}
