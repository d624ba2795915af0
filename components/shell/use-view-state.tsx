'use client';

import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { parseViewState, printViewState, type ViewState } from './view-state';

type Navigate = (change: Partial<ViewState>) => void;

const ViewStateContext = createContext<{ view: ViewState; navigate: Navigate } | undefined>(undefined);

/**
 * Keeps the view of its children in the address, without a request to the server. A new section is a
 * step of the browser's history; everything else replaces the current step.
 */
export function ViewStateProvider({ initial, children }: { initial: ViewState; children: ReactNode }) {
  const [view, setView] = useState(initial);

  useEffect(() => {
    const readAddress = () => setView(parseViewState(new URLSearchParams(window.location.search)));
    window.addEventListener('popstate', readAddress);
    return () => window.removeEventListener('popstate', readAddress);
  }, []);

  const navigate = useCallback<Navigate>((change) => {
    // The address is read, not the state, so that two changes in one event both hold.
    const current = parseViewState(new URLSearchParams(window.location.search));
    const next = { ...current, ...change };
    const address = window.location.pathname + printViewState(next);
    if (next.section !== current.section) window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
    setView(next);
  }, []);

  const value = useMemo(() => ({ view, navigate }), [view, navigate]);
  return <ViewStateContext value={value}>{children}</ViewStateContext>;
}

/** Returns the current view and the function that changes it. */
export function useViewState(): { view: ViewState; navigate: Navigate } {
  const value = useContext(ViewStateContext);
  if (!value) throw new Error('useViewState needs a ViewStateProvider above it');
  return value;
}
