'use client';

import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useWatch } from 'react-hook-form';
import { printFigure, proposalFor, sizeOf, type Figure } from '@/lib/plane/sizing';
import type { Section } from '@/lib/values';
import { sameValue } from '../form/same-value';
import { CostTable } from './cost-table';
import { DiskChart } from './disk-chart';
import { ReviewDialog, type ProposedChange } from './review-dialog';
import { useStatement } from './use-statement';
import classes from './sizing.module.css';

/** What the stated workload needs: figures with their formulas, the disk over time, the cost, the proposal. */
export function SizingFigures({ sections }: { sections: readonly Section[] }) {
  const { workload } = useStatement();
  const sizing = useMemo(() => sizeOf(workload), [workload]);
  const changes = useProposedChanges();
  const [isReviewing, setIsReviewing] = useState(false);
  const { figures } = sizing;
  return (
    <div className={classes.pane}>
      <header className={classes.head}>
        <div className={classes.titleRow}>
          <h2 className={classes.title}>Proposal</h2>
          <span className={classes.count}>
            {changes.length === 0 ? 'the plane has these values' : `${changes.length} values differ`}
          </span>
          <span className={classes.actions}>
            <Button size="xs" disabled={changes.length === 0} onClick={() => setIsReviewing(true)}>
              Review changes
            </Button>
          </span>
        </div>
        <p className={classes.lead}>
          An estimate to start from: measure your own compression and load before you rely on it.
        </p>
      </header>
      <div className={classes.scroller}>
        <div className={classes.results}>
          <ul className={classes.figures} aria-label="Figures">
            {Object.values(figures).map((figure) => (
              <FigureItem key={figure.id} figure={figure} />
            ))}
          </ul>
          <DiskChart sizing={sizing} />
          <CostTable sizing={sizing} />
        </div>
      </div>
      {isReviewing && (
        <ReviewDialog sections={sections} changes={changes} onClose={() => setIsReviewing(false)} />
      )}
    </div>
  );
}

/** The changes of the proposal that are changes for the values on the page. */
function useProposedChanges(): readonly ProposedChange[] {
  const { workload } = useStatement();
  const patch = useMemo(() => proposalFor(workload), [workload]);
  const values: readonly unknown[] = useWatch({ name: patch.map(({ path }) => path) });
  return patch.flatMap((change, index) => {
    const now = values[index];
    return 'set' in change && !sameValue(now, change.set)
      ? [{ path: change.path, now, proposed: change.set }]
      : [];
  });
}

function FigureItem({ figure }: { figure: Figure }) {
  const { title, value, unit, formula, sources } = figure;
  return (
    <li className={classes.figure}>
      <span className={classes.figureTitle}>{title}</span>
      <strong className={classes.figureValue}>{printFigure(value, unit)}</strong>
      <p className={classes.formula}>{formula}</p>
      <p className={classes.sources}>
        Source:{' '}
        {sources.map(({ title: name, url }, index) => (
          <span key={name}>
            {index > 0 && ', '}
            {url === undefined ? (
              name
            ) : (
              <a href={url} target="_blank" rel="noreferrer" className={classes.sourceLink}>
                {name}
                <IconExternalLink size={11} aria-label="(opens in a new tab)" />
              </a>
            )}
          </span>
        ))}
      </p>
    </li>
  );
}
