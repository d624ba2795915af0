'use client';

import { useMemo } from 'react';
import { createPortal } from 'react-dom';
import { Button, useComputedColorScheme } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useFormContext } from 'react-hook-form';
import type { PlaneRender } from '@/lib/plane';
import type { Field, Section } from '@/lib/values';
import type { PlaneDraft } from '../form/use-field';
import { components } from '../preview/manifest-document';
import { useSession } from '../session/use-session';
import { indexFields } from '../shell/search-fields';
import { useViewState } from '../shell/use-view-state';
import { placeTopology } from '../topology/layout';
import { printSvg } from '../topology/svg';
import classes from './summary.module.css';

interface SummaryProps {
  render: PlaneRender;
  sections: readonly Section[];
}

/** The plane on a few pages: what differs from the defaults, the picture, the objects. Made for paper too. */
export default function Summary(props: SummaryProps) {
  const scheme = useComputedColorScheme('light');
  return (
    <>
      <div className={classes.pane} tabIndex={0} role="region" aria-label="Summary of the plane">
        <SummaryPages {...props} theme={scheme} />
      </div>
      {/* Paper gets a copy of its own: the page around the pane scrolls, clips and is dark. */}
      {createPortal(
        <div className={`${classes.paper} paper-root`} aria-hidden>
          <SummaryPages {...props} theme="light" />
        </div>,
        document.body,
      )}
    </>
  );
}

function SummaryPages({ render, sections, theme }: SummaryProps & { theme: 'light' | 'dark' }) {
  const { view } = useViewState();
  const states = useSession((state) => state.objectStates);
  const topology = useSession((state) => state.insights?.topology);
  const title = `${view.releaseName} in ${view.namespace}`;
  const picture = useMemo(() => {
    if (!topology) return undefined;
    const placed = placeTopology(topology, { showsSecrets: false, showsVolumes: false });
    return { placed, source: `data:image/svg+xml,${encodeURIComponent(printSvg(placed, { title, theme }))}` };
  }, [topology, title, theme]);

  return (
    <div className={classes.pages}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.title}>{title}</h2>
          <p className={classes.quiet}>
            {render.objects.length} objects, as Helm {view.profile} renders them
          </p>
        </div>
        <Button
          size="xs"
          variant="default"
          className={classes.print}
          leftSection={<IconPrinter size={14} />}
          onClick={() => window.print()}
        >
          Print
        </Button>
      </header>
      <ChangedValues sections={sections} />
      <section>
        <h3 className={classes.heading}>Picture</h3>
        {picture && (
          // A data URL of our own making; there is nothing for the image optimizer to fetch.
          // eslint-disable-next-line @next/next/no-img-element
          <img
            src={picture.source}
            alt="The parts of the plane and how they are connected; the Picture tab has them as a list."
            width={picture.placed.width}
            height={picture.placed.height}
            className={classes.picture}
          />
        )}
      </section>
      <section>
        <h3 className={classes.heading}>Objects</h3>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col">Kind</th>
              <th scope="col">Name</th>
              <th scope="col">Against the defaults</th>
            </tr>
          </thead>
          <tbody>
            {components.flatMap(({ id, title: part }) =>
              render.objects
                .filter((object) => object.component === id)
                .map((object) => (
                  <tr key={object.id}>
                    <td>{part}</td>
                    <td>{object.kind}</td>
                    <td className={classes.code}>{object.name}</td>
                    <td>{states.get(object.id) ?? 'the same'}</td>
                  </tr>
                )),
            )}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Every value that differs from its default, by section. */
function ChangedValues({ sections }: { sections: readonly Section[] }) {
  const changed = useSession((state) => state.changedPaths);
  const { getValues } = useFormContext<PlaneDraft>();
  const index = useMemo(() => indexFields(sections), [sections]);
  const shown = index.filter(({ field }) => changed.has(field.path));
  return (
    <section>
      <h3 className={classes.heading}>Changed values</h3>
      {shown.length === 0 ? (
        <p className={classes.quiet}>Every value has its default.</p>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
              <th scope="col">Default</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ field, section, trail }) => (
              <tr key={field.path}>
                <td>
                  {[section.title, ...trail, field.title].join(' › ')}
                  <div className={classes.path}>{field.path}</div>
                </td>
                <td className={classes.code}>{shownValue(field, getValues(field.path))}</td>
                <td className={classes.code}>{shownValue(field, field.default)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function shownValue(field: Field, value: unknown): string {
  if (field.sensitive) return value === '' ? 'not set' : 'set, not shown';
  if (value === '' || value === undefined) return field.emptyMeans ?? 'empty';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
