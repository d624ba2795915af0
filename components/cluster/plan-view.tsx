'use client';

import { useEffect, useMemo, useState } from 'react';
import { Button, Checkbox, Loader } from '@mantine/core';
import { IconListSearch, IconPlayerPlay } from '@tabler/icons-react';
import type { Decision, PlanView as View, PreflightReport } from '@/lib/cluster';
import { usePlaneDocument } from '../session/use-plane-document';
import { useSession } from '../session/use-session';
import { useViewState } from '../shell/use-view-state';
import { ChangeList } from './change-list';
import { FaultNote, sentence } from './fault-note';
import { operationWord } from './job-progress';
import { PreflightList } from './preflight-list';
import { useCluster, useClusterStore, usePlace } from './use-cluster';
import classes from './cluster.module.css';

/** Plans the values on the page, shows exactly what would happen, and applies that. */
export function PlanView() {
  const store = useClusterStore();
  const place = usePlace();
  const { view } = useViewState();
  const document = usePlaneDocument();
  const plan = useCluster((state) => state.plan);
  const isRunning = useCluster(
    (state) => state.job !== undefined && !state.job.progress.end && !state.job.isLost,
  );
  const errors = useSession((state) => state.errorPaths.size);

  const makePlan = () =>
    void store.plan(() =>
      store.actions.plan({ ...place, profile: view.profile, overrides: document.getSnapshot().values }),
    );

  return (
    <>
      <div className={classes.actions}>
        <Button
          leftSection={<IconListSearch size={15} />}
          variant={plan.value ? 'default' : 'filled'}
          onClick={makePlan}
          loading={plan.isWaiting}
          disabled={isRunning || errors > 0}
        >
          {plan.value ? 'Plan again' : 'Plan changes'}
        </Button>
        <span className={classes.hint}>
          {errors > 0
            ? `${errors === 1 ? 'One field has' : `${errors} fields have`} an error; a plan needs values without.`
            : isRunning
              ? 'An operation is running.'
              : 'Asks the cluster what these values would change. Nothing is changed by planning.'}
        </span>
      </div>
      {plan.isWaiting && (
        <p className={classes.hint} role="status">
          <Loader size={14} /> Rendering with the cluster’s versions, then a dry run of every object.
        </p>
      )}
      {plan.fault && <FaultNote fault={plan.fault} />}
      {plan.value?.view && (
        <Shown key={plan.value.view.digest} view={plan.value.view} preflight={plan.value.preflight} />
      )}
      {plan.value && !plan.value.view && (
        <>
          <FaultNote
            fault={{ code: 'forbidden', message: plan.value.refusal ?? 'nothing could be planned' }}
          />
          <PreflightList report={plan.value.preflight} />
        </>
      )}
    </>
  );
}

function Shown({ view, preflight }: { view: View; preflight: PreflightReport }) {
  const store = useClusterStore();
  const context = useCluster((state) => state.context);
  const isReadOnly = useCluster((state) => state.offer.value?.isReadOnly ?? false);
  const [decisions, setDecisions] = useState<readonly Decision[]>([]);
  const [wait, setWait] = useState(true);
  const [rollBackOnFailure, setRollBackOnFailure] = useState(false);
  const [isApplying, setIsApplying] = useState(false);
  const isExpired = useExpiry(view.expiresAt);

  const obstacles = useMemo(() => {
    const open = view.needs.filter(({ decision }) => !decisions.includes(decision)).length;
    return [
      ...view.blockers.map(sentence),
      ...(isExpired ? ['This plan is too old: plan again.'] : []),
      ...(isReadOnly ? ['This studio is read-only.'] : []),
      ...(open > 0 ? [`${open === 1 ? 'One decision is' : `${open} decisions are`} open.`] : []),
    ];
  }, [view, decisions, isExpired, isReadOnly]);

  const apply = async () => {
    setIsApplying(true);
    await store.apply({ context, digest: view.digest, decisions, wait, rollBackOnFailure });
    setIsApplying(false);
  };
  const work = view.counts.create + view.counts.change + view.counts.replace + view.counts.delete;

  return (
    <div className={classes.plan}>
      <h3 className={classes.planTitle}>
        {titleOf(view)}
        <span className={classes.counts}>{countsText(view.counts)}</span>
      </h3>
      {view.isEmpty && (
        <p className={classes.hint}>
          The cluster already has exactly this. Applying writes a new revision and changes nothing.
        </p>
      )}
      <First view={view} />
      <PreflightList report={preflight} />
      {view.warnings.map((warning) => (
        <p key={warning} className={classes.warning}>
          {sentence(warning)}
        </p>
      ))}
      <ChangeList changes={view.changes} hooks={view.hooks} />
      {view.stays.length > 0 && (
        <section className={classes.block} aria-label="What stays">
          <h4 className={classes.blockTitle}>What stays</h4>
          <ul className={classes.plainList}>
            {view.stays.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      )}
      <footer className={classes.decide}>
        {view.needs.map(({ decision, message, objects }) => (
          <Checkbox
            key={decision}
            size="sm"
            checked={decisions.includes(decision)}
            onChange={(event) =>
              setDecisions(
                event.currentTarget.checked
                  ? [...decisions, decision]
                  : decisions.filter((known) => known !== decision),
              )
            }
            label={message}
            description={
              objects.slice(0, 6).join(', ') + (objects.length > 6 ? `, and ${objects.length - 6} more` : '')
            }
          />
        ))}
        <div className={classes.options}>
          <Checkbox
            size="sm"
            label={
              view.operation === 'uninstall'
                ? 'Wait until everything is gone'
                : 'Wait until everything is ready'
            }
            checked={wait}
            onChange={(event) => setWait(event.currentTarget.checked)}
          />
          {view.operation !== 'uninstall' && (
            <Checkbox
              size="sm"
              label="Roll back when it fails"
              checked={rollBackOnFailure}
              onChange={(event) => setRollBackOnFailure(event.currentTarget.checked)}
            />
          )}
        </div>
        <div className={classes.actions}>
          <Button
            leftSection={<IconPlayerPlay size={15} />}
            color={view.operation === 'uninstall' ? 'red' : undefined}
            onClick={() => void apply()}
            loading={isApplying}
            disabled={obstacles.length > 0}
          >
            {view.operation === 'uninstall'
              ? `Uninstall ${view.target.releaseName}`
              : `Apply ${work === 1 ? '1 change' : `${work} changes`}`}
          </Button>
          <Button variant="default" onClick={() => store.dropPlan()}>
            Drop plan
          </Button>
          <span className={classes.hint} role="status">
            {obstacles[0] ?? `Plan ${view.digest.slice(0, 12)}: exactly this is applied, or nothing.`}
          </span>
        </div>
      </footer>
    </div>
  );
}

/** What comes before every object: nothing in the list of changes says it. */
function First({ view: { createsNamespace, crds, target } }: { view: View }) {
  if (!createsNamespace && crds.length === 0) return null;
  return (
    <ul className={classes.plainList} aria-label="Created first">
      {createsNamespace && <li>Creates the namespace {target.namespace} first.</li>}
      {crds.length > 0 && (
        <li>
          Creates custom resource definitions first, and never changes or deletes them afterwards:{' '}
          {crds.join(', ')}.
        </li>
      )}
    </ul>
  );
}

/** Returns whether `expiresAt` has passed, and renders again when it does. */
function useExpiry(expiresAt: number): boolean {
  const [isExpired, setIsExpired] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsExpired(true), Math.max(0, expiresAt - Date.now()));
    return () => clearTimeout(timer);
  }, [expiresAt]);
  return isExpired;
}

function titleOf({ operation, target, revision }: View): string {
  const what = `${operationWord(operation)} ${target.releaseName}`;
  return operation === 'uninstall' ? what : `${what} as revision ${revision}`;
}

/** Returns the counts of a plan as words, without those that are nothing. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  const words: [string, string][] = [
    ['create', 'to create'],
    ['change', 'to change'],
    ['replace', 'to replace'],
    ['delete', 'to delete'],
    ['keep', 'kept'],
    ['unchanged', 'unchanged'],
  ];
  return words
    .filter(([action]) => (counts[action] ?? 0) > 0)
    .map(([action, text]) => `${counts[action]} ${text}`)
    .join(' · ');
}
