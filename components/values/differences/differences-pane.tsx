'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { Button, NativeSelect } from '@mantine/core';
import { Group as Panes, Panel, Separator } from 'react-resizable-panels';
import { useDocument } from '../../session/use-plane-document';
import { usePaneLayout } from '../../shell/pane-layout';
import { useViewState } from '../../shell/use-view-state';
import { askValuesWorker } from '../worker/ask';
import type { ComparedSide } from '../worker/values-work';
import { useWorkspace } from '../workspace';
import { objectDifferences, type ObjectDifference } from './object-differences';
import paneClasses from '../../preview/preview.module.css';
import classes from './differences.module.css';

const DiffEditor = dynamic(() => import('./diff-editor'), { ssr: false });

const panes = ['differences', 'texts'];
const values = 'values';

/** What differs between the values of the page and others: the values, and every object they change. */
export default function DifferencesPane() {
  const layout = usePaneLayout('differences', panes);
  const { sources, source, choose } = useSources();
  const comparison = useComparison(source?.text);
  const [selected, setSelected] = useState(values);
  const objects = comparison ? objectDifferences(comparison.left, comparison.right) : [];
  const object = objects.find(({ id }) => id === selected);
  const { chooseFile } = useWorkspace();
  const areValuesSame = comparison?.left.valuesText === comparison?.right.valuesText;

  return (
    <section className={paneClasses.textPane} aria-label="Differences">
      <header className={paneClasses.objectHead}>
        <span className={classes.against}>Compared with</span>
        <NativeSelect
          aria-label="Compared with"
          size="xs"
          value={source?.id ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
          data={sources.map(({ id, title }) => ({ value: id, label: title }))}
          className={classes.source}
        />
        <Button size="compact-sm" variant="default" onClick={() => chooseFile('compare')}>
          Open a file or bundle
        </Button>
        <span className={paneClasses.objectSource} role="status">
          {comparison ? summary(objects, areValuesSame) : 'Comparing'}
        </span>
      </header>
      <Panes {...layout} className={classes.panes}>
        <Panel
          id="differences"
          minSize={150}
          maxSize={360}
          defaultSize={210}
          groupResizeBehavior="preserve-pixel-size"
        >
          <ul className={classes.list} aria-label="What differs">
            <Row
              title="values.yaml"
              state={areValuesSame ? (comparison ? 'same' : undefined) : 'changed'}
              isSelected={!object}
              onSelect={() => setSelected(values)}
            />
            {objects.map(({ id, kind, name, state }) => (
              <Row
                key={id}
                title={name}
                kind={kind}
                state={state}
                isSelected={object?.id === id}
                onSelect={() => setSelected(id)}
              />
            ))}
            {comparison && objects.length === 0 && (
              <li className={classes.nothing}>
                {comparison.left.failure || comparison.right.failure
                  ? 'One side does not render, so its objects cannot be compared.'
                  : 'No object differs. Change a value, or compare with something else.'}
              </li>
            )}
          </ul>
        </Panel>
        <Separator className={paneClasses.separator} aria-label="Width of the list of differences" />
        <Panel id="texts" minSize={280}>
          {comparison && (
            <DiffEditor
              left={object ? object.left : comparison.left.valuesText}
              right={object ? object.right : comparison.right.valuesText}
              label={object ? `${object.kind} ${object.name}` : 'values.yaml'}
            />
          )}
        </Panel>
      </Panes>
    </section>
  );
}

const marks = { added: '+', changed: '~', removed: '−', same: ' ' } as const;

interface RowProps {
  title: string;
  kind?: string;
  state: ObjectDifference['state'] | 'same' | undefined;
  isSelected: boolean;
  onSelect: () => void;
}

function Row({ title, kind, state, isSelected, onSelect }: RowProps) {
  return (
    <li>
      <button type="button" className={classes.row} aria-current={isSelected || undefined} onClick={onSelect}>
        <span className={classes.mark} data-state={state} aria-hidden>
          {state ? marks[state] : ' '}
        </span>
        <span className={classes.rowText}>
          {kind && <span className={classes.kind}>{kind}</span>}
          <span className={classes.rowName}>{title}</span>
        </span>
        <span className={classes.state}>{state}</span>
      </button>
    </li>
  );
}

interface Source {
  id: string;
  title: string;
  text: string;
}

function useSources() {
  const { compared, drafts } = useWorkspace();
  const [chosen, setChosen] = useState<string>();
  const [seen, setSeen] = useState(compared);
  // A file that was just opened for comparison is what one wants to see.
  if (seen !== compared) {
    setSeen(compared);
    setChosen('file');
  }
  const sources: Source[] = [
    { id: 'defaults', title: 'The defaults', text: '' },
    ...(compared ? [{ id: 'file', title: compared.name, text: compared.text }] : []),
    ...drafts.all.drafts
      .filter(({ id }) => id !== drafts.all.activeId)
      .map(({ id, name, text }) => ({ id, title: `Draft: ${name}`, text })),
  ];
  const wanted = chosen ?? (compared ? 'file' : 'defaults');
  return { sources, source: sources.find(({ id }) => id === wanted) ?? sources[0], choose: setChosen };
}

/** Compares when a source is chosen, and again a moment after each change. */
function useComparison(text: string | undefined): { left: ComparedSide; right: ComparedSide } | undefined {
  const right = useDocument((snapshot) => snapshot.values);
  const { view } = useViewState();
  const { releaseName, namespace, profile } = view;
  const [comparison, setComparison] = useState<{ left: ComparedSide; right: ComparedSide }>();

  useEffect(() => {
    let isCurrent = true;
    const compare = async () => {
      const left = await askValuesWorker('read', { text: text ?? '' });
      const target = { releaseName, namespace, profile };
      const found = await askValuesWorker('compare', { left, right, target });
      if (isCurrent) setComparison(found);
    };
    const timer = setTimeout(() => void compare(), 120);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, right, releaseName, namespace, profile]);
  return comparison;
}

function summary(objects: readonly ObjectDifference[], areValuesSame: boolean): string {
  if (objects.length === 0 && areValuesSame) return 'nothing differs';
  const count = (state: ObjectDifference['state']) =>
    objects.filter((object) => object.state === state).length;
  const parts = (['changed', 'added', 'removed'] as const)
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${state}`);
  return parts.length === 0 ? 'only values differ' : `objects: ${parts.join(', ')}`;
}
