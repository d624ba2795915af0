'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { Switch } from '@mantine/core';
import type { Section } from '@/lib/values';
import { useSession } from '../session/use-session';
import { UnreadableText } from '../values/unreadable-text';
import { fieldId } from './field-id';
import { useFolds } from './folds';
import { FormNodes } from './form-group';
import { countUnder } from './node-count';
import { everything, ShownNodesProvider, type ShownNodes } from './shown-nodes';
import classes from './form.module.css';

interface SectionFormProps {
  section: Section;
  isChangedOnly: boolean;
  onChangedOnly: (isChangedOnly: boolean) => void;
}

/** The form of one section. */
export function SectionForm({ section, isChangedOnly, onChangedOnly }: SectionFormProps) {
  const changedPaths = useSession((state) => state.changedPaths);
  const changed = countUnder(section.children, changedPaths);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useChangedOnly(isChangedOnly, changedPaths);
  useWantedField();

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [section.id]);

  return (
    <div className={classes.pane}>
      <header className={classes.sectionHead}>
        <div className={classes.sectionTitleRow}>
          <h2 className={classes.sectionTitle}>{section.title}</h2>
          <span className={classes.sectionChanged}>
            {changed === 0 ? 'all defaults' : `${changed} changed`}
          </span>
          <Switch
            size="xs"
            label="Changed only"
            checked={isChangedOnly}
            onChange={(event) => onChangedOnly(event.currentTarget.checked)}
            className={classes.changedOnly}
          />
        </div>
        <p className={classes.sectionDescription}>{section.description ?? section.summary}</p>
      </header>
      <div ref={scroller} className={classes.scroller} tabIndex={-1}>
        <form
          key={section.id}
          className={classes.form}
          aria-label={section.title}
          onSubmit={(event) => event.preventDefault()}
          noValidate
        >
          <ShownNodesProvider value={shown}>
            <FormNodes group={section} />
          </ShownNodesProvider>
          {isChangedOnly && changed === 0 && (
            <p className={classes.empty}>
              Everything here has its default value.{' '}
              <button type="button" className={classes.link} onClick={() => onChangedOnly(false)}>
                Show all fields
              </button>
            </p>
          )}
        </form>
      </div>
      <UnreadableText />
    </div>
  );
}

const noPaths: ReadonlySet<string> = new Set();

/** A field stays in the list while it is edited back to its default: it leaves when the filter is set anew. */
function useChangedOnly(isChangedOnly: boolean, changedPaths: ReadonlySet<string>): ShownNodes {
  const [kept, setKept] = useState(noPaths);
  const [seen, setSeen] = useState<{ isChangedOnly: boolean; changedPaths: ReadonlySet<string> }>();

  // Adjusted while rendering, as React advises for state that follows a prop.
  if (seen?.isChangedOnly !== isChangedOnly || seen.changedPaths !== changedPaths) {
    setSeen({ isChangedOnly, changedPaths });
    setKept(isChangedOnly ? new Set([...kept, ...changedPaths]) : noPaths);
  }
  return useMemo(
    () =>
      isChangedOnly ? { isFiltered: true, isShown: (node) => countUnder([node], kept) > 0 } : everything,
    [isChangedOnly, kept],
  );
}

/** Moves the focus to the field that was asked for, once its folds are open. */
function useWantedField(): void {
  const { wanted } = useFolds();
  useEffect(() => {
    if (!wanted) return;
    const frame = requestAnimationFrame(() => {
      const element = document.getElementById(fieldId(wanted.path));
      element?.scrollIntoView({ block: 'center' });
      element?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted]);
}
