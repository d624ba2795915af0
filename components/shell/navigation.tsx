'use client';

import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Kbd, TextInput } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconSearch } from '@tabler/icons-react';
import type { Section } from '@/lib/values';
import { useFolds } from '../form/folds';
import { countUnder } from '../form/node-count';
import { useSession } from '../session/use-session';
import { places, type Place } from './places';
import { indexFields, searchFields, type FoundField } from './search-fields';
import { useViewState } from './use-view-state';
import classes from './navigation.module.css';

/** The left pane: find a field, or choose a section. */
export function Navigation({ sections }: { sections: readonly Section[] }) {
  const [query, setQuery] = useState('');
  const [selected, setSelected] = useState(0);
  const { navigate } = useViewState();
  const { reveal } = useFolds();
  const index = useMemo(() => indexFields(sections), [sections]);
  const found = useMemo(() => searchFields(index, query), [index, query]);
  const input = useRef<HTMLInputElement>(null);
  useSearchShortcut(input);

  const go = ({ field, section }: FoundField) => {
    navigate({ section: section.id });
    reveal(field.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setSelected((selected + step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      const target = found[selected];
      if (target) go(target);
    } else if (event.key === 'Escape') {
      setQuery('');
    }
  };

  return (
    <nav className={classes.navigation} aria-label="Sections">
      <div className={classes.search}>
        <TextInput
          ref={input}
          aria-label="Find a field"
          placeholder="Find a field"
          role="combobox"
          aria-expanded={query !== ''}
          aria-controls="found-fields"
          aria-activedescendant={found[selected] ? `found-${selected}` : undefined}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setSelected(0);
          }}
          onKeyDown={onKeyDown}
          leftSection={<IconSearch size={14} />}
          leftSectionWidth={28}
          rightSection={query === '' ? <Kbd size="xs">/</Kbd> : undefined}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      {query.trim() === '' ? (
        <>
          <ul className={classes.sections}>
            {sections.map((section) => (
              <SectionLink key={section.id} section={section} />
            ))}
          </ul>
          {places.length > 0 && (
            <ul className={classes.places} aria-label="Around the values">
              {places.map((place) => (
                <PlaceLink key={place.id} place={place} />
              ))}
            </ul>
          )}
        </>
      ) : (
        <Results found={found} selected={selected} query={query} onChoose={go} />
      )}
    </nav>
  );
}

const SectionLink = memo(function SectionLink({ section }: { section: Section }) {
  const { view, navigate } = useViewState();
  const changed = useSession((state) => countUnder(section.children, state.changedPaths));
  const errors = useSession((state) => countUnder(section.children, state.errorPaths));
  const warnings = useSession(
    (state) =>
      (state.insights?.findings ?? []).filter(
        ({ severity, paths }) => severity === 'warning' && paths[0]?.startsWith(`${section.path}.`),
      ).length,
  );
  const isCurrent = view.section === section.id;
  return (
    <li>
      <button
        type="button"
        className={classes.section}
        aria-current={isCurrent ? 'page' : undefined}
        title={section.summary}
        onClick={() => navigate({ section: section.id, object: '' })}
      >
        <span className={classes.sectionTitle}>{section.title}</span>
        {errors > 0 && (
          <span className={classes.errors} title={`${errors} to fix`}>
            <IconAlertCircle size={13} aria-hidden />
            <span>{errors}</span>
            <span className={classes.hidden}>to fix</span>
          </span>
        )}
        {warnings > 0 && (
          <span className={classes.warnings} title={`${warnings} to look at`}>
            <IconAlertTriangle size={13} aria-hidden />
            <span>{warnings}</span>
            <span className={classes.hidden}>to look at</span>
          </span>
        )}
        {changed > 0 && (
          <span className={classes.changed} title={`${changed} changed`}>
            {changed}
            <span className={classes.hidden}> changed</span>
          </span>
        )}
      </button>
    </li>
  );
});

function PlaceLink({ place }: { place: Place }) {
  const { view, navigate } = useViewState();
  const { id, title, summary, Badge } = place;
  return (
    <li>
      <button
        type="button"
        className={classes.section}
        aria-current={view.section === id ? 'page' : undefined}
        title={summary}
        onClick={() => navigate({ section: id, object: '' })}
      >
        <span className={classes.sectionTitle}>{title}</span>
        {Badge && <Badge />}
      </button>
    </li>
  );
}

interface ResultsProps {
  found: readonly FoundField[];
  selected: number;
  query: string;
  onChoose: (found: FoundField) => void;
}

function Results({ found, selected, query, onChoose }: ResultsProps) {
  useEffect(() => {
    document.getElementById(`found-${selected}`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  if (found.length === 0) {
    return (
      <p className={classes.nothing}>
        No field matches “{query.trim()}”. Try a word of its title or of its path.
      </p>
    );
  }
  return (
    <ul id="found-fields" role="listbox" aria-label="Fields found" className={classes.results}>
      {found.map((item, index) => (
        <li
          key={item.field.path}
          id={`found-${index}`}
          role="option"
          aria-selected={index === selected}
          className={classes.result}
          // The focus stays in the search until the field takes it.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(item)}
          title={item.field.path}
        >
          <span className={classes.resultTitle}>{item.field.title}</span>
          <span className={classes.resultTrail}>{[item.section.title, ...item.trail].join(' › ')}</span>
        </li>
      ))}
    </ul>
  );
}

/** `/` and Ctrl+K or ⌘K move to the search, unless one is typing. */
function useSearchShortcut(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;
      const isSlash = event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey;
      const isPalette = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if (!isSlash && !isPalette) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [input]);
}
