import { StudioError } from '../../base';
import { GoMap } from '../value';

/** Runs `act`; hands the message of a fault in the text or value to `onFault`. Bugs pass through. */
export function attempt<T>(act: () => T, onFault: (message: string) => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof StudioError) return onFault(error.message);
    throw error;
  }
}

/** Returns what Helm's readers of maps give for a text that they cannot read. */
export function errorMap(message: string): GoMap {
  return new GoMap(new Map([['Error', message]]));
}
