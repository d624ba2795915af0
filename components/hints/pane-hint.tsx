'use client';

import { createContext, useContext, useState, type ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { dismissedHints, printHintCookie } from './hint-cookie';
import classes from './pane-hint.module.css';

const HintsContext = createContext<readonly string[]>([]);

/** Gives the panes the hints that were dismissed before. */
export const HintsProvider = HintsContext;

/** One line at the bottom of a pane that says what to do with it, until it is dismissed. */
export function PaneHint({ pane, children }: { pane: string; children: ReactNode }) {
  const dismissed = useContext(HintsContext);
  const [isShown, setIsShown] = useState(!dismissed.includes(pane));
  if (!isShown) return null;
  const dismiss = () => {
    const [, current] = /(?:^|; )hints=([^;]*)/.exec(document.cookie) ?? [];
    document.cookie = printHintCookie([...dismissedHints(current), pane]);
    setIsShown(false);
  };
  return (
    <p className={classes.hint}>
      <span className={classes.text}>{children}</span>
      <ActionIcon size={20} aria-label="Dismiss the hint" onClick={dismiss}>
        <IconX size={13} />
      </ActionIcon>
    </p>
  );
}
