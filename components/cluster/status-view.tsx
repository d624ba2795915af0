'use client';

import { useEffect, useState } from 'react';
import { Button, Checkbox } from '@mantine/core';
import { IconFileImport, IconRefresh, IconSitemap, IconTrash } from '@tabler/icons-react';
import type { ReleaseStatus } from '@/lib/cluster';
import { components } from '../preview/manifest-document';
import { useApplyPatch, usePlaneDocument } from '../session/use-plane-document';
import { useViewState } from '../shell/use-view-state';
import { ask, type Fault } from './cluster-store';
import { FaultNote, sentence } from './fault-note';
import { replacementOf } from './load-values';
import { ReleaseList } from './release-list';
import { timeText } from './time-text';
import { useClusterStore, usePlace, useRemote } from './use-cluster';
import classes from './cluster.module.css';

/** The release as it is now: what runs, what does not and why. */
export function StatusView() {
  const store = useClusterStore();
  const place = usePlace();
  const key = JSON.stringify(place);
  const { value, fault, isWaiting, again } = useRemote(key, () => store.actions.status(place));
  const { navigate } = useViewState();

  useEffect(() => {
    if (value !== undefined) store.noteHealth(value?.objects ?? []);
  }, [store, value]);

  return (
    <>
      <div className={classes.actions}>
        <Button variant="default" leftSection={<IconRefresh size={15} />} onClick={again} loading={isWaiting}>
          Look again
        </Button>
        {value && (
          <Button
            variant="default"
            leftSection={<IconSitemap size={15} />}
            onClick={() => navigate({ section: 'global', tab: 'picture' })}
          >
            Show it on the picture
          </Button>
        )}
        {value && <LoadValues />}
        {value && <Uninstall />}
      </div>
      {fault && <FaultNote fault={fault} />}
      {isWaiting && value === undefined && <p className={classes.hint}>Reading the release.</p>}
      {value === null && (
        <p className={classes.hint}>
          There is no release <code>{place.target.releaseName}</code> in <code>{place.target.namespace}</code>
          . Plan one in the first tab.
        </p>
      )}
      {value && <Status status={value} />}
      <ReleaseList />
    </>
  );
}

function Status({ status }: { status: ReleaseStatus }) {
  const { summary, objects } = status;
  return (
    <>
      <dl className={classes.summary}>
        <Item name="Status" text={summary.status} />
        <Item name="Revision" text={String(summary.revision)} />
        <Item name="Updated" text={timeText(summary.updated)} />
        <Item name="Chart" text={`${summary.chart.name} ${summary.chart.version}`} />
        <Item name="Said" text={summary.description} />
      </dl>
      {summary.pending && (
        <p className={classes.warning}>
          {sentence(summary.pending.status)} since {timeText(summary.pending.since)} by{' '}
          {summary.pending.holder}
          {summary.pending.state === 'dead' && ': it gives no sign of life; a new plan can go on from here'}.
        </p>
      )}
      {components.map(({ id, title }) => {
        const members = objects.filter(({ component }) => component === id);
        if (members.length === 0) return null;
        return (
          <section key={id} className={classes.block} aria-label={title}>
            <h4 className={classes.blockTitle}>
              {title} <StateWord state={status.components[id] ?? 'ready'} />
            </h4>
            <ul className={classes.jobObjects}>
              {members.map((object) => (
                <li
                  key={object.id}
                  className={classes.jobObject}
                  data-tone={object.state === 'ready' ? 'good' : object.state === 'failed' ? 'bad' : 'busy'}
                >
                  <span className={classes.toneDot} aria-hidden />
                  <span className={classes.kind}>{object.ref.kind}</span>
                  <span className={classes.name}>{object.ref.name}</span>
                  <span className={classes.note}>{object.isPresent ? object.message : 'missing'}</span>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function StateWord({ state }: { state: string }) {
  const tone = state === 'ready' ? 'good' : state === 'failed' ? 'bad' : 'waiting';
  return (
    <span className={classes.state} data-state={tone}>
      {state}
    </span>
  );
}

function Item({ name, text }: { name: string; text: string }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

/** Puts the values of the running release into the form, as one step that can be undone. */
function LoadValues() {
  const store = useClusterStore();
  const place = usePlace();
  const document = usePlaneDocument();
  const applyPatch = useApplyPatch();
  const { navigate } = useViewState();
  const [fault, setFault] = useState<Fault>();
  const [done, setDone] = useState('');

  const load = async () => {
    const { value, fault: failed } = await ask(() => store.actions.load(place));
    setFault(failed);
    if (!value) return;
    if (!value.isPlane) {
      setFault({
        code: 'other-chart',
        message: `this release is of the chart ${value.chartName}, not of the plane`,
      });
      return;
    }
    applyPatch(replacementOf(document.getSnapshot().values, value.values), `Load revision ${value.revision}`);
    setDone(
      value.leftOut.length === 0
        ? `Revision ${value.revision} is in the form.`
        : `Revision ${value.revision} is in the form, without ${value.leftOut.length} secret values: the cluster keeps those.`,
    );
  };

  return (
    <>
      <Button variant="default" leftSection={<IconFileImport size={15} />} onClick={() => void load()}>
        Load its values into the form
      </Button>
      {done !== '' && (
        <span className={classes.hint} role="status">
          {done}{' '}
          <button type="button" className={classes.link} onClick={() => navigate({ section: 'global' })}>
            Show the form
          </button>
        </span>
      )}
      {fault && <FaultNote fault={fault} />}
    </>
  );
}

function Uninstall() {
  const store = useClusterStore();
  const place = usePlace();
  const { navigate } = useViewState();
  const [keepHistory, setKeepHistory] = useState(false);
  const plan = () => {
    navigate({ pane: 'plan' });
    void store.plan(() => store.actions.planUninstall({ ...place, keepHistory }));
  };
  return (
    <span className={classes.uninstall}>
      <Checkbox
        size="xs"
        label="Keep history"
        checked={keepHistory}
        onChange={(event) => setKeepHistory(event.currentTarget.checked)}
      />
      <Button variant="default" color="red" leftSection={<IconTrash size={15} />} onClick={plan}>
        Plan to uninstall
      </Button>
    </span>
  );
}
