'use client';

import { NativeSelect } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import type { Section } from '@/lib/values';
import { useFolds } from '../form/folds';
import { useFindings, useSession } from '../session/use-session';
import { DraftStatus } from '../values/draft-status';
import { helmProfiles, type HelmProfile } from './view-state';
import { useViewState } from './use-view-state';
import classes from './status-line.module.css';

/** The bar at the bottom: how large the plane is, what differs, what is wrong, how fast it rendered. */
export function StatusLine({ sections }: { sections: readonly Section[] }) {
  const { view, navigate } = useViewState();
  const render = useSession((state) => state.render);
  const isStale = useSession((state) => state.isStale);
  const changed = useSession((state) => state.changedPaths.size);
  const changedObjects = useSession((state) => state.objectStates.size + state.removedObjects.length);

  return (
    <footer className={classes.status} aria-label="Status">
      {render ? (
        <>
          <span>{render.objects.length} objects</span>
          <span>
            {changed === 0 ? 'all values at their defaults' : `${counted(changed, 'value')} changed`}
          </span>
          {changedObjects > 0 && <span>{counted(changedObjects, 'object')} affected</span>}
        </>
      ) : (
        <span>Rendering</span>
      )}
      <Problems sections={sections} />
      <span className={classes.spring} />
      <DraftStatus />
      {render && (
        <span data-testid="render-time">
          {isStale
            ? 'preview is of the last good values'
            : `rendered in ${render.milliseconds.toFixed(1)} ms`}
        </span>
      )}
      <label className={classes.helm}>
        Helm
        <NativeSelect
          variant="unstyled"
          aria-label="Helm version"
          value={view.profile}
          // The options are the profiles, so the text of the choice is one of them.
          onChange={(event) => navigate({ profile: event.currentTarget.value as HelmProfile })}
          data={[...helmProfiles]}
          classNames={{ input: classes.helmInput }}
          styles={{ input: { lineHeight: '22px' } }}
        />
      </label>
    </footer>
  );
}

/** Counts of errors and warnings; a click goes to the first field with an error, or to the findings. */
function Problems({ sections }: { sections: readonly Section[] }) {
  const problems = useSession((state) => state.problems);
  const { navigate } = useViewState();
  const { reveal } = useFolds();
  const errors = problems.filter((problem) => problem.severity === 'error');
  const warnings = useFindings().filter((finding) => finding.severity === 'warning');

  const goTo = (path: string | undefined) => {
    const section = sections.find((candidate) => path?.startsWith(`${candidate.path}.`));
    if (!section || path === undefined) return;
    navigate({ section: section.id });
    reveal(path);
  };
  return (
    <>
      {errors.length > 0 && (
        <button type="button" className={classes.errors} onClick={() => goTo(errors[0]?.path)}>
          <IconAlertCircle size={13} aria-hidden />
          {counted(errors.length, 'error')}
        </button>
      )}
      {warnings.length > 0 && (
        <button
          type="button"
          className={classes.warnings}
          onClick={() => navigate({ section: 'findings', object: '' })}
        >
          <IconAlertTriangle size={13} aria-hidden />
          {counted(warnings.length, 'warning')}
        </button>
      )}
    </>
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
