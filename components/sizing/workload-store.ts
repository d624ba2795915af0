// Only what the store needs: it is part of the first load of the page, the model of the figures is not.
import { pricesOf, type Prices } from '@/lib/plane/sizing/cost';
import { exampleWorkload, workloadOf, type Workload } from '@/lib/plane/sizing/workload';

/** What the sizing page is told: kept in this browser only. It holds no value of the plane and no secret. */
export interface Statement {
  workload: Workload;
  prices: Prices;
  /** Free text beside amounts of money. */
  currency: string;
  /** Whether somebody has stated the workload, or it is still the example. */
  isStated: boolean;
}

const storageKey = 'plane-studio.sizing';
const untouched: Statement = {
  workload: exampleWorkload,
  prices: pricesOf(undefined),
  currency: 'USD',
  isStated: false,
};

let current: Statement | undefined;
const listeners = new Set<() => void>();

/** Returns what was stated last, in this or in an earlier visit. Browser only. */
export function readStatement(): Statement {
  current ??= storedStatement();
  return current;
}

/** Returns the statement before the browser has been asked for its own. */
export function initialStatement(): Statement {
  return untouched;
}

/** Takes over a statement and keeps it for later visits, as far as the browser lets. */
export function writeStatement(change: Partial<Statement>): void {
  current = { ...readStatement(), ...change };
  try {
    window.localStorage.setItem(storageKey, JSON.stringify(current));
  } catch {
    // A browser that keeps nothing still sizes.
  }
  for (const listener of listeners) listener();
}

/** Tells `listener` of every new statement, until the function that is returned is called. */
export function subscribeToStatement(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function storedStatement(): Statement {
  try {
    const text = window.localStorage.getItem(storageKey);
    const stored: unknown = text === null ? undefined : JSON.parse(text);
    if (typeof stored !== 'object' || stored === null) return untouched;
    const { workload, prices, currency, isStated } = stored as Partial<Record<keyof Statement, unknown>>;
    return {
      workload: workloadOf(workload),
      prices: pricesOf(prices),
      currency: typeof currency === 'string' ? currency.slice(0, 8) : untouched.currency,
      isStated: isStated === true,
    };
  } catch {
    return untouched;
  }
}
