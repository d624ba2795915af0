'use client';

import { Button, Modal } from '@mantine/core';
import type { Section } from '@/lib/values';
import { useFieldNames } from '../findings/go-to';
import { useFix } from '../findings/use-fix';
import classes from './sizing.module.css';

/** One value that the proposal would change. */
export interface ProposedChange {
  path: string;
  now: unknown;
  proposed: unknown;
}

interface ReviewDialogProps {
  sections: readonly Section[];
  changes: readonly ProposedChange[];
  onClose: () => void;
}

/** Every value that the proposal changes, as it is and as it would be, before it is applied. */
export function ReviewDialog({ sections, changes, onClose }: ReviewDialogProps) {
  const names = useFieldNames(sections);
  const applyFix = useFix();
  const apply = () => {
    applyFix({
      label: `Apply the sizing (${changes.length} values)`,
      patch: changes.map(({ path, proposed }) => ({ path, set: proposed })),
    });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Review changes"
      size={720}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Now</th>
            <th scope="col">Proposed</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, now, proposed }) => (
            <tr key={path}>
              <td title={path}>
                {names.get(path)?.section} › {names.get(path)?.title}
                <span className={classes.path}>{path}</span>
              </td>
              <td className={classes.mono}>{textOf(now)}</td>
              <td className={classes.mono}>
                <span aria-hidden>→ </span>
                {textOf(proposed)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.dialogFoot}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={apply} data-autofocus>
          Apply
        </Button>
      </div>
    </Modal>
  );
}

function textOf(value: unknown): string {
  if (value === '' || value === undefined) return 'empty';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
