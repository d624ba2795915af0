'use client';

import { useWorkspace } from './workspace';

/** Says in the status line whether the browser keeps what is on the page. */
export function DraftStatus() {
  const { drafts } = useWorkspace();
  if (drafts.state === 'untouched') return null;
  return (
    <span data-testid="draft-status">
      {drafts.state === 'saved' ? 'draft saved' : 'draft not saved: the browser refuses to store it'}
    </span>
  );
}
