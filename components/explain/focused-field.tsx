'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

const FocusedFieldContext = createContext<string | undefined>(undefined);

/**
 * Knows which field of the form had the focus last, so that its lines stay lit while one reads them. It
 * forgets the field when the focus goes to a place in the form that is none.
 */
export function FocusedFieldProvider({ children }: { children: ReactNode }) {
  const [path, setPath] = useState<string>();
  useEffect(() => {
    const onFocus = (event: FocusEvent) => {
      if (!(event.target instanceof Element)) return;
      const field = event.target.closest<HTMLElement>('[data-path]');
      if (field) setPath(field.dataset['path']);
      else if (event.target.closest('nav, form')) setPath(undefined);
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, []);
  return <FocusedFieldContext value={path}>{children}</FocusedFieldContext>;
}

/** Returns the path of the field that had the focus last. */
export function useFocusedField(): string | undefined {
  return useContext(FocusedFieldContext);
}
