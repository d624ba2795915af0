'use client';

import type { ReactNode } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import classes from './fields.module.css';

interface RowFrameProps {
  children: ReactNode;
  label: string;
  onRemove: () => void;
}

/** One row of a list with its remove button. */
export function RowFrame({ children, label, onRemove }: RowFrameProps) {
  return (
    <div className={classes.row} data-row="">
      <div className={classes.rowControls}>{children}</div>
      <ActionIcon onClick={onRemove} aria-label={`Remove ${label}`} size={32}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}

/** The button below a list. */
export function AddRow({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      leftSection={<IconPlus size={14} />}
      onClick={onClick}
      className={classes.addRow}
    >
      {children}
    </Button>
  );
}
