'use client';

import { useEffect, useState } from 'react';
import { Button, Progress } from '@mantine/core';
import { IconPlayerStop, IconX } from '@tabler/icons-react';
import { useViewState } from '../shell/use-view-state';
import { countProgress, operationWord, progressText, type ObjectProgress } from './job-progress';
import { useCluster, useClusterStore } from './use-cluster';
import classes from './cluster.module.css';

const phaseWords: Record<string, string> = {
  starting: 'Starting',
  check: 'Checking that nothing moved since the plan',
  namespace: 'Creating the namespace',
  crds: 'Applying custom resource definitions',
  'pre-hooks': 'Running hooks',
  objects: 'Applying objects',
  deletions: 'Deleting what is no longer part of the plane',
  rollout: 'Waiting until everything is ready',
  removal: 'Waiting until everything is gone',
  'post-hooks': 'Running hooks',
  record: 'Writing the release record',
  rollback: 'Rolling back',
};

/** A running or finished operation: how far it is, what each object does, what went wrong. */
export function JobView() {
  const store = useClusterStore();
  const { navigate } = useViewState();
  const job = useCluster((state) => state.job);
  const [isStopping, setIsStopping] = useState(false);
  const seconds = useSeconds(job?.shown.startedAt ?? 0, job?.progress.end?.at);
  if (!job) return null;
  const { shown, progress, isCutOff, isLost } = job;
  const isOver = progress.end !== undefined || isLost;
  const { total, applied, ready } = countProgress(progress);
  const { end } = progress;
  const share = end ? 100 : total === 0 ? 0 : ((applied + ready) / (2 * total)) * 100;

  return (
    <section className={classes.job} aria-label="Operation" data-outcome={end?.outcome}>
      <header className={classes.jobHead}>
        <h3 className={classes.planTitle}>
          {operationWord(shown.operation)} {shown.target.releaseName}
          {shown.operation !== 'uninstall' &&
            progress.revision !== undefined &&
            ` as revision ${progress.revision}`}
          <span className={classes.counts}>
            {progressText(shown.operation, progress)} · {seconds} s
          </span>
        </h3>
        {isOver ? (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconX size={14} />}
            onClick={() => store.closeJob()}
          >
            Close
          </Button>
        ) : (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlayerStop size={14} />}
            loading={isStopping}
            onClick={() => {
              setIsStopping(true);
              void store.cancel().finally(() => setIsStopping(false));
            }}
          >
            Stop
          </Button>
        )}
      </header>
      <Progress
        value={share}
        size={4}
        color={end && end.outcome !== 'succeeded' ? 'red' : undefined}
        aria-label="Progress of the operation"
      />
      <p className={classes.phase} role="status">
        {end ? (
          <strong data-outcome={end.outcome}>{end.message}</strong>
        ) : isLost ? (
          'The studio was started anew and no longer knows this operation. The status of the release tells what was done.'
        ) : isCutOff ? (
          'The connection to the studio is cut; the operation goes on there. Trying again.'
        ) : (
          `${phaseWords[progress.phase] ?? progress.phase}.`
        )}
      </p>
      {progress.phase === 'rollout' && !isOver && (
        <ul className={classes.plainList} aria-label="Not ready yet">
          {progress.objects
            .filter(({ readiness }) => readiness && readiness.state !== 'ready')
            .slice(0, 5)
            .map(({ id, readiness }) => (
              <li key={id} data-tone={readiness?.state}>
                <code>{shortId(id)}</code> {readiness?.message}
              </li>
            ))}
        </ul>
      )}
      <div className={classes.jobColumns}>
        <ul className={classes.jobObjects} aria-label="Objects">
          {progress.objects.map((object) => (
            <JobObject key={object.id} object={object} />
          ))}
        </ul>
        <ol className={classes.lines} aria-label="Events">
          {progress.lines.map((line, index) => (
            <li key={index} data-tone={line.tone}>
              <time>{new Date(line.at).toLocaleTimeString([], { hour12: false })}</time>
              <span>
                {line.text}
                {line.detail && <span className={classes.detail}>{line.detail}</span>}
              </span>
            </li>
          ))}
        </ol>
      </div>
      {end?.outcome === 'succeeded' && end.notes !== '' && (
        <details className={classes.roles} open>
          <summary>Next steps</summary>
          <pre className={classes.yaml} tabIndex={0} aria-label="Notes">
            {end.notes}
          </pre>
        </details>
      )}
      {end && shown.operation !== 'uninstall' && (
        <Button variant="subtle" size="compact-sm" onClick={() => navigate({ pane: 'status' })}>
          Show the status of the release
        </Button>
      )}
    </section>
  );
}

const toneOf = ({ result, readiness }: ObjectProgress): string =>
  result === 'failed' || readiness?.state === 'failed'
    ? 'bad'
    : result === 'waiting'
      ? 'waiting'
      : readiness?.state === 'waiting'
        ? 'busy'
        : 'good';

function JobObject({ object }: { object: ObjectProgress }) {
  const [kind = '', name = ''] = shortId(object.id).split('/');
  const tone = toneOf(object);
  return (
    <li className={classes.jobObject} data-tone={tone}>
      <span className={classes.toneDot} aria-hidden />
      <span className={classes.kind}>{kind}</span>
      <span className={classes.name} title={object.id}>
        {name}
      </span>
      <span className={classes.note}>
        {object.result === 'waiting' ? '' : object.result}
        {object.readiness && object.readiness.state !== 'ready' && `, ${object.readiness.message}`}
        {object.readiness?.state === 'ready' && `, ${object.readiness.message}`}
        {object.message && `, ${object.message}`}
      </span>
    </li>
  );
}

/** Returns `Deployment/gateway` for the id `Deployment.apps/namespace/gateway`. */
function shortId(id: string): string {
  return `${id.replace(/[./].*$/, '')}/${id.replace(/^.*\//, '')}`;
}

/** Returns the whole seconds from `from` to `until`, or to now while it has not ended. */
function useSeconds(from: number, until: number | undefined): number {
  const [now, setNow] = useState(from);
  useEffect(() => {
    if (until !== undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  return Math.max(0, Math.round(((until ?? now) - from) / 1000));
}
