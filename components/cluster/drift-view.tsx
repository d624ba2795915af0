'use client';

import { Button } from '@mantine/core';
import { IconArrowBackUp, IconFileImport, IconRefresh } from '@tabler/icons-react';
import type { DriftedField, DriftedObject } from '@/lib/cluster';
import { useApplyPatch } from '../session/use-plane-document';
import { useViewState } from '../shell/use-view-state';
import { FaultNote } from './fault-note';
import { valueText } from './field-changes';
import { timeText } from './time-text';
import { useClusterStore, usePlace, useRemote } from './use-cluster';
import classes from './cluster.module.css';

/** What differs live from what the release says: by whom, and what to do about it. */
export function DriftView() {
  const store = useClusterStore();
  const place = usePlace();
  const { value, fault, isWaiting, again } = useRemote(JSON.stringify(place), () =>
    store.actions.drift(place),
  );
  const acceptable = (value?.objects ?? []).flatMap(({ fields }) =>
    fields.flatMap(({ accept }) => accept ?? []),
  );
  const applyPatch = useApplyPatch();
  const { navigate } = useViewState();
  const revert = (revision: number) => {
    navigate({ pane: 'plan' });
    void store.plan(() => store.actions.planRollback({ ...place, revision }));
  };

  return (
    <>
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} />}
          onClick={again}
          loading={isWaiting && value !== undefined}
        >
          Look again
        </Button>
        {acceptable.length > 1 && (
          <Button
            variant="default"
            leftSection={<IconFileImport size={15} />}
            onClick={() => applyPatch(acceptable, 'Accept drift')}
          >
            Accept all {acceptable.length} into the values
          </Button>
        )}
        {value && value.objects.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={15} />}
            onClick={() => revert(value.revision)}
          >
            Plan to revert
          </Button>
        )}
        <span className={classes.hint}>What the cluster has now, compared with what the release says.</span>
      </div>
      {fault && <FaultNote fault={fault} />}
      {isWaiting && value === undefined && (
        <p className={classes.hint}>Comparing every object of the release.</p>
      )}
      {value?.objects.length === 0 && (
        <p className={classes.hint}>
          Nothing has drifted: all {value.looked} objects are as revision {value.revision} says.
        </p>
      )}
      {value?.objects.map((object) => (
        <Drifted key={object.id} object={object} />
      ))}
    </>
  );
}

function Drifted({ object }: { object: DriftedObject }) {
  return (
    <section className={classes.block} aria-label={`${object.ref.kind} ${object.ref.name}`}>
      <h4 className={classes.blockTitle}>
        {object.ref.kind} <code>{object.ref.name}</code>
        {object.isMissing && <span className={classes.counts}>missing in the cluster</span>}
      </h4>
      {object.fields.length > 0 && (
        <table className={classes.fields}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Live</th>
              <th scope="col">Release</th>
              <th scope="col">Changed by</th>
              <th scope="col">
                <span className={classes.hidden}>Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {object.fields.map((field) => (
              <DriftRow key={field.path} field={field} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function DriftRow({ field }: { field: DriftedField }) {
  const applyPatch = useApplyPatch();
  const { accept } = field;
  const text = (value: unknown) =>
    value === undefined ? 'absent' : field.isMasked ? 'hidden' : valueText(value);
  return (
    <tr>
      <th scope="row">{field.path}</th>
      <td className={classes.value} data-tone="old">
        {text(field.before)}
      </td>
      <td className={classes.value} data-tone="new">
        {text(field.after)}
      </td>
      <td className={classes.manager}>
        {field.manager ?? 'unknown'}
        {field.since && `, ${timeText(field.since)}`}
      </td>
      <td>
        {accept && (
          <Button
            variant="subtle"
            size="compact-sm"
            title={`Sets ${accept.path}`}
            onClick={() => applyPatch([accept], `Accept drift of ${accept.path}`)}
          >
            Accept
          </Button>
        )}
      </td>
    </tr>
  );
}
