'use client';

import { useFindings } from '../session/use-session';
import classes from './finding-count.module.css';

/** How much there is to fix or to look at in the plane; nothing when there is nothing. */
export function FindingCount() {
  const count = useFindings().length;
  return count === 0 ? null : (
    <span className={classes.count}>
      {count}
      <span className={classes.hidden}> found</span>
    </span>
  );
}
