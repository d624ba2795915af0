'use client';

import { Fragment } from 'react';
import { Kbd, Modal } from '@mantine/core';
import classes from './palette.module.css';

/** Keys as they are shown; the first is Ctrl everywhere and ⌘ on a Mac as well. */
const shortcuts: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['Ctrl', 'K'], does: 'Command palette: go anywhere, do anything (⌘ K on a Mac)' },
  { keys: ['/'], does: 'Find a field' },
  { keys: ['Ctrl', 'Z'], does: 'Undo; with Shift: redo' },
  { keys: ['Ctrl', 'S'], does: 'Save values.yaml' },
  { keys: ['Ctrl', 'O'], does: 'Open a file' },
  { keys: ['F8'], does: 'Next finding; with Shift: the previous one' },
  { keys: ['Ctrl', '.'], does: 'Apply the fix of the finding' },
  { keys: ['?'], does: 'This list' },
  { keys: ['Esc'], does: 'Close what is open' },
  { keys: ['↑', '↓'], does: 'Objects: previous and next; ← and → fold and unfold' },
  { keys: ['Enter'], does: 'Manifests: explain the line of the cursor' },
  { keys: ['←', '→'], does: 'Tabs: previous and next; Picture: neighbours of a part' },
  { keys: ['↑', '↓'], does: 'Picture: along the lines to who calls and what is called' },
  { keys: ['Enter'], does: 'Picture: details of a part' },
];

/** The keys that the studio listens to. */
export default function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" size={520}>
      <table className={classes.shortcuts}>
        <tbody>
          {shortcuts.map(({ keys, does }) => (
            <tr key={does}>
              <td>{does}</td>
              <td>
                {keys.map((key) => (
                  <Fragment key={key}>
                    <Kbd size="xs">{key}</Kbd>{' '}
                  </Fragment>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
