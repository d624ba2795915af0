'use client';

import { useEffect, type KeyboardEvent } from 'react';
import { useViewState } from '../shell/use-view-state';
import { releasePanes, type ReleasePane } from '../shell/view-state';
import { ConnectionBar } from './connection-bar';
import { DriftView } from './drift-view';
import { HistoryView } from './history-view';
import { JobView } from './job-view';
import { PlanView } from './plan-view';
import { StatusView } from './status-view';
import { useCluster, useClusterStore } from './use-cluster';
import classes from './cluster.module.css';

const titles: Record<ReleasePane, string> = {
  plan: 'Plan and apply',
  status: 'Status',
  history: 'History',
  drift: 'Drift',
};

/** The plane as a release on a cluster: plan, apply, watch, and life after. */
export default function ReleasesView() {
  const { view, navigate } = useViewState();
  const store = useClusterStore();
  const isConnected = useCluster((state) => state.connection.value !== undefined);
  const hasJob = useCluster((state) => state.job !== undefined);

  useEffect(() => {
    void store.start(view.context);
    // Only what the address says when the view opens; later the choice on the page counts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [store]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = releasePanes.at((releasePanes.indexOf(view.pane) + step) % releasePanes.length);
    if (!next) return;
    navigate({ pane: next });
    document.getElementById(`release-tab-${next}`)?.focus();
  };

  return (
    <section className={classes.page} aria-label="Releases">
      <header className={classes.head}>
        <h2 className={classes.title}>Release</h2>
        <p className={classes.subtitle}>
          <code>{view.releaseName}</code> in <code>{view.namespace}</code>, as a Helm release: what the studio
          applies, <code>helm</code> can go on with.
        </p>
      </header>
      <ConnectionBar />
      <div className={classes.tabs} role="tablist" aria-label="Release" onKeyDown={onKeyDown}>
        {releasePanes.map((pane) => (
          <button
            key={pane}
            type="button"
            role="tab"
            id={`release-tab-${pane}`}
            aria-selected={view.pane === pane}
            aria-controls="release-panel"
            tabIndex={view.pane === pane ? 0 : -1}
            className={classes.tab}
            onClick={() => navigate({ pane })}
          >
            {titles[pane]}
          </button>
        ))}
      </div>
      <div
        id="release-panel"
        role="tabpanel"
        aria-labelledby={`release-tab-${view.pane}`}
        className={classes.body}
      >
        {hasJob && view.pane === 'plan' && <JobView />}
        {isConnected ? <Pane pane={view.pane} /> : <NotConnected />}
      </div>
    </section>
  );
}

function Pane({ pane }: { pane: ReleasePane }) {
  switch (pane) {
    case 'plan':
      return <PlanView />;
    case 'status':
      return <StatusView />;
    case 'history':
      return <HistoryView />;
    case 'drift':
      return <DriftView />;
  }
}

function NotConnected() {
  const offer = useCluster((state) => state.offer);
  const isWaiting = useCluster((state) => state.connection.isWaiting);
  if (offer.isWaiting || isWaiting) return <p className={classes.hint}>Connecting to the cluster.</p>;
  if (offer.value && offer.value.contexts.length === 0)
    return (
      <p className={classes.hint}>
        The studio found no cluster. Start it where <code>kubectl</code> works: it reads the same{' '}
        <code>KUBECONFIG</code>.
      </p>
    );
  return <p className={classes.hint}>Nothing is known about the release without a connection.</p>;
}
