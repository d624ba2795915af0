'use client';

import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { PlaneObject } from '@/lib/plane';
import type { LineExplanation, LinePlace } from '@/lib/plane/explain';
import type { Section } from '@/lib/values';
import { FieldLinks } from './field-links';
import classes from './explain.module.css';

interface LinePanelProps {
  object: PlaneObject;
  /** The line in the object's own text, from 1. */
  line: number;
  explanation: LineExplanation | undefined;
  sections: readonly Section[];
  onClose: () => void;
}

/** Why a line says what it says: the fields behind it, and where in the chart it was written. */
export function LinePanel({ object, line, explanation, sections, onClose }: LinePanelProps) {
  const text = object.text.split('\n')[line - 1]?.trim() ?? '';
  return (
    <aside
      className={classes.panel}
      aria-label="Why this line"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header className={classes.panelHead}>
        <span className={classes.panelTitle}>
          {object.kind} {object.name}, line {line}
        </span>
        <code className={classes.lineText}>{text}</code>
        <ActionIcon size={24} aria-label="Close the explanation" onClick={onClose}>
          <IconX size={15} />
        </ActionIcon>
      </header>
      {explanation ? (
        <Explanation explanation={explanation} sections={sections} />
      ) : (
        <p className={classes.quiet} role="status">
          Tracing the plane
        </p>
      )}
    </aside>
  );
}

function Explanation({
  explanation,
  sections,
}: {
  explanation: LineExplanation;
  sections: readonly Section[];
}) {
  const { values, shapes, decides, places, absent, isLiteral } = explanation;
  const made = [...values, ...shapes];
  const actions = new Set(
    places.filter(({ action }) => action !== '').map(({ file, line }) => `${file}:${line}`),
  );
  // The text around an action on the same line of the chart says nothing more.
  const shown = places.filter(({ action, file, line }) => action !== '' || !actions.has(`${file}:${line}`));
  // What would stand here and does not is worth a word only with the field that would bring it.
  const missing = absent.filter(({ paths }) => paths.length > 0);
  return (
    <div className={classes.panelBody}>
      <section aria-label="Made from" tabIndex={0}>
        <h4 className={classes.label}>Made from</h4>
        {isLiteral ? (
          <p className={classes.quiet}>The chart writes this line itself; no value is in it.</p>
        ) : (
          <FieldLinks paths={made} sections={sections} showsValues />
        )}
        {decides.length > 0 && (
          <>
            <h4 className={classes.label}>There because of</h4>
            <FieldLinks paths={decides} sections={sections} showsValues />
          </>
        )}
      </section>
      <section aria-label="Written in the chart" tabIndex={0}>
        <h4 className={classes.label}>Written in the chart</h4>
        <ol className={classes.places}>
          {shown.map((place) => (
            <PlaceItem
              key={`${place.file}:${place.line} ${place.action} ${place.parts[0]?.from}`}
              place={place}
            />
          ))}
        </ol>
        {missing.length > 0 && (
          <>
            <h4 className={classes.label}>Left out here</h4>
            <ol className={classes.places}>
              {missing.map((one) => (
                <li key={`${one.file}:${one.line} ${one.action}`}>
                  <Place place={one} />
                </li>
              ))}
            </ol>
          </>
        )}
      </section>
    </div>
  );
}

function PlaceItem({ place }: { place: LinePlace }) {
  return (
    <li>
      <Place place={place} />
      {place.frames.map((frame, index) => (
        <span key={`${frame.name} ${index}`} className={classes.frame}>
          {frame.kind} <span className={classes.path}>{frame.name}</span> from {frame.caller.file}:
          {frame.caller.line}
        </span>
      ))}
    </li>
  );
}

/** A place in the chart: file, line and the action. */
export function Place({ place }: { place: { file: string; line: number; action: string } }) {
  return (
    <>
      <span className={classes.path}>
        {place.file}:{place.line}
      </span>{' '}
      {place.action === '' ? (
        <span className={classes.quiet}>literal text</span>
      ) : (
        <code className={classes.action}>{place.action}</code>
      )}
    </>
  );
}
