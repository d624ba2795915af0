'use client';

import { useState } from 'react';
import { Button, Radio } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { RevisionComparison } from '@/lib/cluster';
import { useViewState } from '../shell/use-view-state';
import { FaultNote } from './fault-note';
import { FieldChanges } from './field-changes';
import { timeText } from './time-text';
import { useClusterStore, usePlace, useRemote } from './use-cluster';
import classes from './cluster.module.css';

/** The revisions of the release, what differs between two of them, and the way back to one. */
export function HistoryView() {
  const store = useClusterStore();
  const place = usePlace();
  const { navigate } = useViewState();
  const { value, fault, isWaiting } = useRemote(JSON.stringify(place), () => store.actions.history(place));
  const [chosen, setChosen] = useState<{ from?: number; to?: number }>({});
  const newest = value?.at(-1)?.revision;
  const to = chosen.to ?? newest;
  const from = chosen.from ?? value?.at(-2)?.revision;

  const rollBack = (revision: number) => {
    navigate({ pane: 'plan' });
    void store.plan(() => store.actions.planRollback({ ...place, revision }));
  };

  if (fault) return <FaultNote fault={fault} />;
  if (value === undefined)
    return <p className={classes.hint}>{isWaiting ? 'Reading the history.' : 'No history.'}</p>;
  if (value.length === 0)
    return (
      <p className={classes.hint}>
        There is no release <code>{place.target.releaseName}</code> in <code>{place.target.namespace}</code>,
        so there is no history.
      </p>
    );
  return (
    <>
      <table className={classes.history}>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Revision</th>
            <th scope="col">Status</th>
            <th scope="col">Updated</th>
            <th scope="col">Chart</th>
            <th scope="col">What happened</th>
            <th scope="col">
              <span className={classes.hidden}>Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...value].reverse().map((revision) => (
            <tr key={revision.revision}>
              <td>
                <Radio
                  size="xs"
                  name="from"
                  aria-label={`Compare from revision ${revision.revision}`}
                  checked={from === revision.revision}
                  onChange={() => setChosen({ ...chosen, from: revision.revision })}
                />
              </td>
              <td>
                <Radio
                  size="xs"
                  name="to"
                  aria-label={`Compare to revision ${revision.revision}`}
                  checked={to === revision.revision}
                  onChange={() => setChosen({ ...chosen, to: revision.revision })}
                />
              </td>
              <td className={classes.number}>{revision.revision}</td>
              <td>{revision.status}</td>
              <td>{timeText(revision.updated)}</td>
              <td>
                {revision.chart.name} {revision.chart.version}
              </td>
              <td className={classes.wide}>{revision.description}</td>
              <td>
                {revision.revision !== newest && (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    leftSection={<IconArrowBackUp size={14} />}
                    aria-label={`Plan to roll back to revision ${revision.revision}`}
                    onClick={() => rollBack(revision.revision)}
                  >
                    Roll back
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {value.length === 1 && (
        <p className={classes.hint}>With a second revision, the two can be compared here.</p>
      )}
      {from !== undefined && to !== undefined && from !== to && <Comparison from={from} to={to} />}
    </>
  );
}

function Comparison({ from, to }: { from: number; to: number }) {
  const store = useClusterStore();
  const place = usePlace();
  const { value, fault, isWaiting } = useRemote(JSON.stringify({ place, from, to }), () =>
    store.actions.compare({ ...place, from, to }),
  );
  if (fault) return <FaultNote fault={fault} />;
  if (!value || isWaiting)
    return (
      <p className={classes.hint}>
        Comparing revisions {from} and {to}.
      </p>
    );
  return (
    <>
      <section className={classes.block} aria-label="Values">
        <h4 className={classes.blockTitle}>
          Values from revision {from} to {to}
        </h4>
        <FieldChanges fields={value.values} />
      </section>
      <section className={classes.block} aria-label="Manifests">
        <h4 className={classes.blockTitle}>Manifests</h4>
        {value.objects.length === 0 && <p className={classes.hint}>The manifests are the same.</p>}
        {value.objects.map((object) => (
          <ObjectDifference key={object.id} object={object} />
        ))}
      </section>
    </>
  );
}

function ObjectDifference({ object }: { object: RevisionComparison['objects'][number] }) {
  return (
    <details className={classes.roles}>
      <summary>
        <span className={classes.action} data-action={actionOf[object.change]}>
          {object.change}
        </span>{' '}
        <code>{object.id}</code>
      </summary>
      <FieldChanges fields={object.fields} />
    </details>
  );
}

const actionOf = { added: 'create', removed: 'delete', changed: 'change' } as const;
