'use client';

import type { ReactNode } from 'react';
import { Group as Panes, Panel, Separator } from 'react-resizable-panels';
import { usePaneLayout } from './pane-layout';
import classes from './studio.module.css';

const paneIds = ['form', 'preview'];

/** Two panes side by side, as wide as the form and the preview of a section are. */
export function WorkPanes({ left, right }: { left: ReactNode; right: ReactNode }) {
  const layout = usePaneLayout('work', paneIds);
  return (
    <Panes {...layout} className={classes.panes}>
      <Panel
        id="form"
        defaultSize="40%"
        minSize={400}
        maxSize={640}
        groupResizeBehavior="preserve-pixel-size"
      >
        {left}
      </Panel>
      <Separator className={classes.separator} aria-label="Width of the form" />
      <Panel id="preview" minSize={400}>
        {right}
      </Panel>
    </Panes>
  );
}
