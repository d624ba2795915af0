import { ClusterError } from './errors';

/**
 * The wish to stop, shared by everything that works on one job. Pure code has no AbortSignal; the
 * adapter turns one of these into one of those.
 */
export class Cancellation {
  #reason: string | undefined;
  readonly #listeners = new Set<() => void>();

  /** Why it was cancelled; undefined while it was not. */
  get reason(): string | undefined {
    return this.#reason;
  }

  get isCancelled(): boolean {
    return this.#reason !== undefined;
  }

  /** Cancels; the first reason stays. */
  cancel(reason: string): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    for (const listener of [...this.#listeners]) listener();
    this.#listeners.clear();
  }

  /** Calls `listener` once when cancelled, at once if it already was. Returns what removes it. */
  onCancel(listener: () => void): () => void {
    if (this.isCancelled) {
      listener();
      return () => undefined;
    }
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Throws a `ClusterError` (`cancelled`) when cancelled. */
  check(): void {
    if (this.#reason !== undefined) throw new ClusterError('cancelled', this.#reason);
  }

  /** Returns a cancellation that this one cancels too. */
  child(): Cancellation {
    const child = new Cancellation();
    const remove = this.onCancel(() => child.cancel(this.#reason ?? 'cancelled'));
    child.onCancel(remove);
    return child;
  }
}
