'use client';

import { Popover } from '@mantine/core';
import type { Finding } from '@/lib/plane/findings';
import { FindingCard } from './finding-card';
import { keyOf } from './next-finding';
import classes from './findings.module.css';

const noNames = new Map<string, never>();

/** The findings of one field, beside it. */
export default function FindingPopover({
  findings,
  onClose,
}: {
  findings: readonly Finding[];
  onClose: () => void;
}) {
  return (
    <Popover
      opened
      onChange={onClose}
      position="bottom-end"
      width={360}
      shadow="md"
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <span className={classes.anchor} />
      </Popover.Target>
      <Popover.Dropdown className={classes.popover} aria-label="Findings of this field">
        {findings.map((finding) => (
          <FindingCard key={keyOf(finding)} finding={finding} names={noNames} onFixed={onClose} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
