'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import { problemText } from '@/lib/values/problem';
import { useDocument, usePlaneDocument } from '../session/use-plane-document';
import { useViewState } from '../shell/use-view-state';
import classes from './unreadable-text.module.css';

/** Says why the form does not take changes at the moment. It lies over the form, so nothing moves. */
export function UnreadableText() {
  const document = usePlaneDocument();
  const fault = useDocument((snapshot) => snapshot.faults[0]);
  const { view, navigate } = useViewState();
  if (!fault) return null;
  return (
    <div className={classes.banner} role="alert">
      <IconAlertTriangle size={15} aria-hidden className={classes.icon} />
      <span className={classes.text}>
        <strong>values.yaml cannot be read.</strong> Line {fault.pos.line}, column {fault.pos.column}:{' '}
        {problemText(fault)}
        {fault.suggestion === undefined ? '.' : ''} The form shows the last values that could be read and
        takes no changes until then.
      </span>
      {view.tab !== 'values' && (
        <button type="button" className={classes.action} onClick={() => navigate({ tab: 'values' })}>
          Show
        </button>
      )}
      <button type="button" className={classes.action} onClick={() => document.undo()}>
        Undo
      </button>
    </div>
  );
}
