'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconChevronDown } from '@tabler/icons-react';
import { useDocument, usePlaneDocument } from '../session/use-plane-document';

const DocumentMenu = dynamic(() => import('./document-menu'), {
  ssr: false,
  loading: () => <MenuButton />,
});

/** Undo, redo, and the menu of the values. */
export function HeaderActions() {
  const document = usePlaneDocument();
  const undoLabel = useDocument((snapshot) => snapshot.undoLabel);
  const redoLabel = useDocument((snapshot) => snapshot.redoLabel);
  const [isMenuLoaded, setIsMenuLoaded] = useState(false);
  return (
    <>
      <Tooltip label={undoLabel === undefined ? 'Nothing to undo' : `Undo: ${undoLabel} (Ctrl+Z)`}>
        <ActionIcon
          size={32}
          aria-label="Undo"
          data-disabled={undoLabel === undefined || undefined}
          aria-disabled={undoLabel === undefined}
          onClick={() => document.undo()}
        >
          <IconArrowBackUp size={17} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoLabel === undefined ? 'Nothing to redo' : `Redo: ${redoLabel} (Ctrl+Shift+Z)`}>
        <ActionIcon
          size={32}
          aria-label="Redo"
          data-disabled={redoLabel === undefined || undefined}
          aria-disabled={redoLabel === undefined}
          onClick={() => document.redo()}
        >
          <IconArrowForwardUp size={17} />
        </ActionIcon>
      </Tooltip>
      {isMenuLoaded ? <DocumentMenu isOpenAtFirst /> : <MenuButton onClick={() => setIsMenuLoaded(true)} />}
    </>
  );
}

/** Stands where the menu will be until it is asked for. */
function MenuButton({ onClick }: { onClick?: () => void }) {
  return (
    <Button
      variant="default"
      aria-haspopup="menu"
      rightSection={<IconChevronDown size={14} />}
      onClick={onClick}
    >
      Values
    </Button>
  );
}
