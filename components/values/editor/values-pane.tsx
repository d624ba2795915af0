'use client';

import dynamic from 'next/dynamic';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ActionIcon, Switch, Tooltip } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import { CopyButton } from '../../preview/copy-button';
import { useDocument, usePlaneDocument } from '../../session/use-plane-document';
import { useSession } from '../../session/use-session';
import { useWorkspace } from '../workspace';
import type { GoTo } from './values-editor';
import { placeProblems, type PlacedProblem } from './problems';
import paneClasses from '../../preview/preview.module.css';
import classes from './values-editor.module.css';

const ValuesEditor = dynamic(() => import('./values-editor'), { ssr: false });

/** The values file: an editor, what is wrong in it, and ways to take it along. */
export function ValuesPane() {
  const { shape, save, publicText } = useWorkspace();
  const problems = usePlacedProblems();
  const changed = useSession((state) => state.changedPaths.size);
  const [showsSecrets, setShowsSecrets] = useState(false);
  const [copy, setCopy] = useState<{ text: string; secrets: number }>({ text: '', secrets: 0 });
  const goTo = useRef<GoTo>(undefined);
  const register = useCallback((ready: GoTo) => void (goTo.current = ready), []);
  const document = usePlaneDocument();
  const version = useDocument((snapshot) => snapshot.version);
  const isReady = useIsAttached();

  useEffect(() => {
    if (!isReady) return;
    const timer = setTimeout(() => {
      const open = publicText();
      setCopy({
        text: showsSecrets || !open ? document.getText() : open.text,
        secrets: open?.removed.length ?? 0,
      });
    }, 150);
    return () => clearTimeout(timer);
  }, [version, isReady, showsSecrets, publicText, document]);

  return (
    <section className={paneClasses.textPane} aria-label="values.yaml">
      <header className={paneClasses.objectHead}>
        <span className={paneClasses.objectName}>values.yaml</span>
        <span className={paneClasses.objectSource}>
          {changed === 0 ? 'every value has its default' : `${changed} changed`}
        </span>
        {copy.secrets > 0 && (
          <Switch
            size="xs"
            label="Show secrets"
            checked={showsSecrets}
            onChange={(event) => setShowsSecrets(event.currentTarget.checked)}
          />
        )}
        <CopyButton
          text={copy.text}
          label={copy.secrets > 0 && !showsSecrets ? 'Copy values.yaml without secrets' : 'Copy values.yaml'}
        />
        <Tooltip label="Save values.yaml (Ctrl+S)">
          <ActionIcon size={24} aria-label="Save values.yaml" onClick={save}>
            <IconDownload size={15} />
          </ActionIcon>
        </Tooltip>
      </header>
      <div className={paneClasses.editor}>
        {isReady && (
          <ValuesEditor shape={shape} problems={problems} showsSecrets={showsSecrets} onReady={register} />
        )}
      </div>
      <Problems problems={problems} onGo={({ line, column }) => goTo.current?.(line, column)} />
    </section>
  );
}

function useIsAttached(): boolean {
  const document = usePlaneDocument();
  const [isAttached, setIsAttached] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void document.whenAttached().then(() => isCurrent && setIsAttached(true));
    return () => {
      isCurrent = false;
    };
  }, [document]);
  return isAttached;
}

const noProblems: readonly PlacedProblem[] = [];

function usePlacedProblems(): readonly PlacedProblem[] {
  const document = usePlaneDocument();
  const problems = useSession((state) => state.problems);
  const faults = useDocument((snapshot) => snapshot.faults);
  const version = useDocument((snapshot) => snapshot.version);
  const isReady = useIsAttached();
  const [placed, setPlaced] = useState(noProblems);
  useEffect(() => {
    if (!isReady) return;
    const timer = setTimeout(() => setPlaced(placeProblems(document.getTree(), faults, problems)), 60);
    return () => clearTimeout(timer);
  }, [document, problems, faults, version, isReady]);
  return placed;
}

function Problems({
  problems,
  onGo,
}: {
  problems: readonly PlacedProblem[];
  onGo: (problem: PlacedProblem) => void;
}) {
  if (problems.length === 0) return null;
  return (
    <ul className={classes.problems} aria-label="Problems in values.yaml">
      {problems.map((problem, index) => (
        <li key={index}>
          <button type="button" className={classes.problem} onClick={() => onGo(problem)}>
            <span className={classes.icon} data-severity={problem.severity}>
              {problem.severity === 'error' ? (
                <IconAlertCircle size={13} aria-label="Error" />
              ) : (
                <IconAlertTriangle size={13} aria-label="Warning" />
              )}
            </span>
            <span className={classes.place}>
              {problem.line}:{problem.column}
            </span>
            <span>{problem.text}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
