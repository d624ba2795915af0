'use client';

import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Section } from '@/lib/values';
import { useFolds } from '../form/folds';
import { fieldsUnder } from '../form/node-count';
import { PaneHint } from '../hints/pane-hint';
import { useSession } from '../session/use-session';
import { useViewState } from '../shell/use-view-state';
import { tabTitles } from '../shell/view-state';
import classes from './preview.module.css';

const loadManifestView = () => import('./manifest-view').then(({ ManifestView }) => ManifestView);
const ManifestView = dynamic(loadManifestView, { ssr: false });
const ValuesPane = dynamic(() => import('../values/editor/values-pane').then((module) => module.ValuesPane), {
  ssr: false,
});
const Summary = dynamic(() => import('../summary/summary'), { ssr: false });
const Picture = dynamic(() => import('../topology/picture'), { ssr: false });
const DifferencesPane = dynamic(() => import('../values/differences/differences-pane'), { ssr: false });

/** The right pane: what the values become. */
export function Preview({ sections }: { sections: readonly Section[] }) {
  const { view, navigate } = useViewState();
  const render = useSession((state) => state.render);
  const hasFailed = useSession((state) => state.isStale);

  // The manifests show as soon as the worker has rendered them; their view loads meanwhile.
  useEffect(() => void loadManifestView(), []);

  return (
    <div className={classes.pane}>
      <div className={classes.tabs} role="tablist" aria-label="Preview">
        {tabTitles.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={view.tab === id}
            aria-controls="preview-panel"
            tabIndex={view.tab === id ? 0 : -1}
            className={classes.tab}
            onClick={() => navigate({ tab: id })}
            onKeyDown={(event) => {
              const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
              if (step === undefined) return;
              const index = tabTitles.findIndex((tab) => tab.id === view.tab);
              const next = tabTitles[(index + step + tabTitles.length) % tabTitles.length];
              if (!next) return;
              navigate({ tab: next.id });
              document.getElementById(`tab-${next.id}`)?.focus();
            }}
          >
            {title}
          </button>
        ))}
      </div>
      <StaleBanner sections={sections} />
      <div id="preview-panel" role="tabpanel" aria-labelledby={`tab-${view.tab}`} className={classes.panel}>
        {view.tab === 'values' ? (
          <ValuesPane />
        ) : view.tab === 'differences' ? (
          <DifferencesPane />
        ) : !render ? (
          <p className={classes.waiting}>{hasFailed ? 'There is no preview yet.' : 'Rendering the plane'}</p>
        ) : view.tab === 'notes' ? (
          <pre className={classes.notes} tabIndex={0}>
            {render.notes}
          </pre>
        ) : view.tab === 'picture' ? (
          <Picture sections={sections} />
        ) : view.tab === 'summary' ? (
          <Summary render={render} sections={sections} />
        ) : (
          <ManifestView render={render} sections={sections} />
        )}
      </div>
      <PaneHint pane="preview">
        {view.tab === 'picture'
          ? 'Click a part for its fields and manifests; arrow keys follow the lines.'
          : 'Focus a field to light up its lines; click a line to see what made it.'}
      </PaneHint>
    </div>
  );
}

/** Says that the preview is older than the values, and which field keeps it so. It lies over the preview. */
function StaleBanner({ sections }: { sections: readonly Section[] }) {
  const isStale = useSession((state) => state.isStale);
  const error = useSession((state) => state.problems.find((problem) => problem.severity === 'error'));
  const count = useSession((state) => state.errorPaths.size);
  const failure = useSession((state) => state.failure);
  const hasPreview = useSession((state) => state.render !== undefined);
  const { navigate } = useViewState();
  const { reveal } = useFolds();
  if (!isStale) return null;

  const section = sections.find((candidate) => error?.path.startsWith(candidate.path));
  const field = section && fieldsUnder(section.children).find(({ path }) => path === error?.path);
  return (
    <div className={classes.banner} role="status">
      <IconAlertTriangle size={15} aria-hidden className={classes.bannerIcon} />
      <span className={classes.bannerText}>
        <strong>{hasPreview ? 'Last good preview.' : 'No preview.'}</strong>{' '}
        {error ? (
          <>
            {section?.title} › {field?.title ?? error.path}: {error.message}
            {count > 1 ? `, and ${count - 1} more` : ''}
          </>
        ) : (
          <span className={classes.failure}>{failure?.message}</span>
        )}
      </span>
      {section && error && (
        <button
          type="button"
          className={classes.bannerLink}
          onClick={() => {
            navigate({ section: section.id });
            reveal(error.path);
          }}
        >
          Go to field
        </button>
      )}
    </div>
  );
}
