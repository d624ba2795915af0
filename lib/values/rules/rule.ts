import type { Fault } from '../model/fault';
import type { PlaneValues } from '../schema';

/** Reports a fault on the field at `path`. Default severity: 'error'. */
export type Report = (path: string, fault: Fault, severity?: 'error' | 'warning') => void;

/** Looks at several values together. Each leaf has its right type and is good by itself. */
export type Rule = (values: PlaneValues, report: Report) => void;

/** Returns the fault of a value that is needed and not there. */
export function missing(message: string, suggestion?: string): Fault {
  return { code: 'missing-value', message, ...(suggestion !== undefined && { suggestion }) };
}

/** Returns the fault of a value that does not fit another. */
export function conflict(message: string, suggestion?: string): Fault {
  return { code: 'conflict', message, ...(suggestion !== undefined && { suggestion }) };
}

/** Returns the fault of a value that is allowed but probably not meant. */
export function questionable(message: string, suggestion?: string): Fault {
  return { code: 'questionable', message, ...(suggestion !== undefined && { suggestion }) };
}
