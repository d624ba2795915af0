'use client';

import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Finding } from '@/lib/plane/findings';
import type { ValuesProblem } from '@/lib/values';
import { emptySession, type Session, type SessionState } from './session';

const SessionContext = createContext<Session | undefined>(undefined);

export const SessionProvider = SessionContext;

const idle = { getState: () => emptySession, subscribe: () => () => {} };

/**
 * Returns what `select` picks from the session's state and renders again only when that changes, so
 * `select` must return the same object for the same state.
 */
export function useSession<Selected>(select: (state: SessionState) => Selected): Selected {
  const session = useContext(SessionContext) ?? idle;
  return useSyncExternalStore(
    session.subscribe,
    () => select(session.getState()),
    () => select(emptySession),
  );
}

const noProblems: readonly ValuesProblem[] = [];

/** Returns the problems of the field at `path`. */
export function useProblems(path: string): readonly ValuesProblem[] {
  return useSession((state) => state.problemsByPath.get(path) ?? noProblems);
}

const noFindings: readonly Finding[] = [];

/** Returns everything found in the plane, the worst first. */
export function useFindings(): readonly Finding[] {
  return useSession((state) => state.insights?.findings ?? noFindings);
}

/** Returns the findings that name the field at `path`. */
export function useFindingsAt(path: string): readonly Finding[] {
  return useSession((state) => state.findingsByPath.get(path) ?? noFindings);
}

const ignore = () => {};

/** Returns the function that states what the plane has to carry. */
export function useStateWorkload(): Session['stateWorkload'] {
  return useContext(SessionContext)?.stateWorkload ?? ignore;
}
