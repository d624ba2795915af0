import { FunctionFailure } from '../value';
import type { Node } from './node';
import { ExecFailure, LimitReached, type State } from './state';

/** Throws what a function threw: Go's message for what is an error in Go, anything else as it is. */
export function failCall(
  s: State,
  call: { readonly name: string; readonly node: Node },
  error: unknown,
): never {
  if (error instanceof LimitReached) throw error;
  if (error instanceof FunctionFailure || error instanceof ExecFailure) {
    s.node = call.node;
    return s.fail(`error calling ${call.name}: ${error.message}`, error);
  }
  throw error;
}
