'use client';

import { useEffect } from 'react';
import { useStateWorkload } from '../session/use-session';
import { useStatement } from './use-statement';

/** Hands a stated workload to the session, whose findings then look at disk and queues. Paints nothing. */
export function StatedWorkload() {
  const { workload, isStated } = useStatement();
  const stateWorkload = useStateWorkload();

  useEffect(() => {
    stateWorkload(isStated ? workload : undefined);
  }, [workload, isStated, stateWorkload]);

  return null;
}
