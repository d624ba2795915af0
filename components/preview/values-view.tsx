'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ActionIcon, Switch, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { saveFile } from '../download/save-file';
import { useSession } from '../session/use-session';
import { CopyButton } from './copy-button';
import classes from './preview.module.css';

const ManifestEditor = dynamic(() => import('./editor/manifest-editor'), { ssr: false });

const nothingChanged = '# Every value has its default, so there is nothing to override.\n';

/** The values file that gives this plane: only what differs from the defaults. */
export function ValuesView() {
  const text = useSession((state) => state.valuesText);
  const publicText = useSession((state) => state.publicValuesText);
  const changed = useSession((state) => state.changedPaths.size);
  const [showsSecrets, setShowsSecrets] = useState(false);
  const hasSecrets = text !== publicText;
  const chosen = (showsSecrets ? text : publicText) || nothingChanged;

  return (
    <section className={classes.textPane} aria-label="values.yaml">
      <header className={classes.objectHead}>
        <span className={classes.objectName}>values.yaml</span>
        <span className={classes.objectSource}>
          {changed === 0 ? 'nothing to override' : `only what differs from the defaults: ${changed}`}
        </span>
        {hasSecrets && (
          <Switch
            size="xs"
            label="Show secrets"
            checked={showsSecrets}
            onChange={(event) => setShowsSecrets(event.currentTarget.checked)}
          />
        )}
        <CopyButton text={chosen} label="Copy values.yaml" />
        <Tooltip label="Download values.yaml">
          <ActionIcon
            size={24}
            aria-label="Download values.yaml"
            onClick={() => saveFile('values.yaml', new Blob([chosen], { type: 'application/yaml' }))}
          >
            <IconDownload size={15} />
          </ActionIcon>
        </Tooltip>
      </header>
      <div className={classes.editor}>
        <ManifestEditor documentId="values.yaml" text={chosen} label="Minimal values file" />
      </div>
    </section>
  );
}
