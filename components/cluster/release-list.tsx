'use client';

import { useViewState } from '../shell/use-view-state';
import { timeText } from './time-text';
import { useClusterStore, usePlace, useRemote } from './use-cluster';
import classes from './cluster.module.css';

/** The other releases of the cluster: a click makes one of them the one that the page works on. */
export function ReleaseList() {
  const store = useClusterStore();
  const { context, target } = usePlace();
  const { navigate } = useViewState();
  const { value } = useRemote(context, () => store.actions.releases(context));
  const others = (value ?? []).filter(
    (release) =>
      release.target.releaseName !== target.releaseName || release.target.namespace !== target.namespace,
  );
  if (others.length === 0) return null;
  return (
    <section className={classes.block} aria-label="Other releases">
      <h4 className={classes.blockTitle}>Other releases in this cluster</h4>
      <ul className={classes.jobObjects}>
        {others.map((release) => (
          <li key={`${release.target.namespace}/${release.target.releaseName}`} className={classes.jobObject}>
            <button type="button" className={classes.link} onClick={() => navigate({ ...release.target })}>
              {release.target.releaseName}
            </button>
            <span className={classes.counts}>in {release.target.namespace}</span>
            <span className={classes.note}>
              {release.chart.name} {release.chart.version}, revision {release.revision} {release.status},{' '}
              {timeText(release.updated)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
