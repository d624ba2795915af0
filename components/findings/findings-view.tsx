'use client';

import { useMemo, useRef, useState } from 'react';
import { SegmentedControl, TextInput } from '@mantine/core';
import { IconCircleCheck, IconSearch } from '@tabler/icons-react';
import type { Finding, FindingSeverity } from '@/lib/plane/findings';
import type { Section } from '@/lib/values';
import { useFindings, useSession } from '../session/use-session';
import { FindingCard } from './finding-card';
import { useFieldNames, type FieldName } from './go-to';
import { keyOf } from './next-finding';
import { severityWords } from './severity';
import classes from './findings.module.css';

type Shown = FindingSeverity | 'all';

/** Everything that is wrong, risky or could be better in the plane, with its fixes. */
export function FindingsView({ sections }: { sections: readonly Section[] }) {
  const findings = useFindings();
  const isReady = useSession((state) => state.insights !== undefined);
  const names = useFieldNames(sections);
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const heading = useRef<HTMLHeadingElement>(null);
  const matching = useMemo(
    () => findings.filter((finding) => matches(finding, query, names)),
    [findings, query, names],
  );
  const groups = severityWords
    .map((words) => ({ ...words, items: matching.filter(({ severity }) => severity === words.severity) }))
    .filter(({ severity, items }) => items.length > 0 && (shown === 'all' || shown === severity));
  const count = (severity: FindingSeverity) =>
    findings.filter((finding) => finding.severity === severity).length;

  return (
    <div className={classes.pane}>
      <header className={classes.head}>
        <div className={classes.titleRow}>
          <h2 ref={heading} tabIndex={-1} className={classes.title}>
            Findings
          </h2>
          <span className={classes.count}>{findings.length}</span>
          <span className={classes.keys}>
            <kbd>F8</kbd> next · <kbd>Ctrl</kbd> <kbd>.</kbd> fix
          </span>
        </div>
        <p className={classes.lead}>
          What does not work, what is risky, and what could be better in this plane. A fix can be undone.
        </p>
        <div className={classes.filters}>
          <TextInput
            aria-label="Filter findings"
            placeholder="Filter by word, id or field"
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
            leftSection={<IconSearch size={14} />}
            leftSectionWidth={28}
            autoComplete="off"
            spellCheck={false}
            className={classes.search}
          />
          <SegmentedControl
            aria-label="Severity"
            value={shown}
            onChange={setShown}
            data={[
              { value: 'all', label: 'All' },
              { value: 'error', label: `Errors ${count('error')}` },
              { value: 'warning', label: `Warnings ${count('warning')}` },
              { value: 'advice', label: `Advice ${count('advice')}` },
            ]}
            transitionDuration={0}
            size="xs"
          />
        </div>
      </header>
      <div className={classes.scroller}>
        {groups.map(({ severity, one, several, items }) => (
          <section key={severity} aria-label={several} className={classes.group}>
            <h3 className={classes.groupTitle}>
              {items.length} {items.length === 1 ? one : several}
            </h3>
            <ul className={classes.list}>
              {items.map((finding) => (
                <li key={keyOf(finding)}>
                  {/* The focus must not be lost with the button that made its own finding vanish. */}
                  <FindingCard finding={finding} names={names} onFixed={() => heading.current?.focus()} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 && (
          <Nothing
            isReady={isReady}
            isFiltered={findings.length > 0}
            onClear={() => {
              setQuery('');
              setShown('all');
            }}
          />
        )}
      </div>
    </div>
  );
}

interface NothingProps {
  isReady: boolean;
  isFiltered: boolean;
  onClear: () => void;
}

function Nothing({ isReady, isFiltered, onClear }: NothingProps) {
  if (!isReady) return <p className={classes.nothing}>Looking at the plane</p>;
  if (!isFiltered) {
    return (
      <p className={classes.nothing}>
        <IconCircleCheck size={16} aria-hidden className={classes.good} />
        Nothing to fix and nothing to advise. Download the bundle, or look at the sizing.
      </p>
    );
  }
  return (
    <p className={classes.nothing}>
      No finding matches.{' '}
      <button type="button" className={classes.link} onClick={onClear}>
        Show all
      </button>
    </p>
  );
}

function matches(finding: Finding, query: string, names: ReadonlyMap<string, FieldName>): boolean {
  const { id, title, message, why, paths, places } = finding;
  const fields = paths.map((path) => `${path} ${names.get(path)?.section} ${names.get(path)?.title}`);
  const text = [id, title, message, why, ...fields, ...places.map(({ object }) => object)]
    .join(' ')
    .toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
