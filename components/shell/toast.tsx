'use client';

import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import classes from './toast.module.css';

/** A short word about something that happened. A newer one takes its place, so they never pile up. */
export interface Toast {
  text: string;
  tone?: 'plain' | 'error';
  /** One thing to do about it. */
  action?: { label: string; run: () => void };
}

type ShowToast = (toast: Toast) => void;

const ToastContext = createContext<ShowToast>(() => {});

/** Shows toasts over its children. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Toast & { id: number }>();
  const show = useCallback<ShowToast>(
    (toast) => setShown((before) => ({ ...toast, id: (before?.id ?? 0) + 1 })),
    [],
  );
  const close = useCallback(() => setShown(undefined), []);

  useEffect(() => {
    if (!shown) return;
    // What asks for something stays longer; faults stay until they were read.
    const milliseconds = shown.tone === 'error' ? 12_000 : shown.action ? 8000 : 4000;
    const timer = setTimeout(close, milliseconds);
    return () => clearTimeout(timer);
  }, [shown, close]);

  const content = useMemo(
    () =>
      shown && (
        <div key={shown.id} className={classes.toast} data-tone={shown.tone}>
          <span>{shown.text}</span>
          {shown.action && (
            <button
              type="button"
              className={classes.action}
              onClick={() => {
                shown.action?.run();
                close();
              }}
            >
              {shown.action.label}
            </button>
          )}
          <button type="button" className={classes.close} aria-label="Dismiss" onClick={close}>
            ×
          </button>
        </div>
      ),
    [shown, close],
  );

  return (
    <ToastContext value={show}>
      {children}
      <div className={classes.place} role="status" aria-label="Notice">
        {content}
      </div>
    </ToastContext>
  );
}

/** Returns the function that shows a toast. */
export function useToast(): ShowToast {
  return useContext(ToastContext);
}
