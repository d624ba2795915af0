'use client';

import { useState } from 'react';
import { sameValue } from '../same-value';

/**
 * Keeps what is being typed while it means the current value: `2.` is shown as typed although the value
 * is 2. A value that changes from elsewhere, by an undo say, takes the place of what was typed.
 */
export function useDraft(value: unknown) {
  const [draft, setDraft] = useState<{ text: string; value: unknown }>();
  const isCurrent = draft !== undefined && sameValue(draft.value, value);
  return {
    text: isCurrent ? draft.text : undefined,
    /** Remembers the text that was typed for a value. */
    type: (text: string, typed: unknown) => setDraft({ text, value: typed }),
    drop: () => setDraft(undefined),
  };
}
