'use client';

import dynamic from 'next/dynamic';
import { FileDrop } from './file-drop';
import { useDocumentKeys } from './use-document-keys';
import { useWorkspace } from './workspace';

const CandidateDialog = dynamic(() => import('./dialogs/candidate-dialog'), { ssr: false });
const StartDialog = dynamic(() => import('./dialogs/start-dialog'), { ssr: false });

/** The dialogs and shortcuts of the document; each dialog loads when it opens. */
export function WorkspaceDialogs() {
  const { candidate, dialog } = useWorkspace();
  useDocumentKeys();
  return (
    <>
      <FileDrop />
      {candidate && <CandidateDialog candidate={candidate} />}
      {dialog && <StartDialog dialog={dialog} />}
    </>
  );
}
