'use client';

import { useState } from 'react';
import { Alert, Button, Checkbox, Modal, Progress, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconDownload } from '@tabler/icons-react';
import { usePlaneDocument } from '../session/use-plane-document';
import { useSession } from '../session/use-session';
import { useViewState } from '../shell/use-view-state';
import { helmProfiles } from '../shell/view-state';
import type { BundleAnswer, MakeBundle } from './bundle-answer';
import { InstallWays } from './install-ways';
import { saveFile } from './save-file';
import classes from './download.module.css';

interface DownloadDialogProps {
  onClose: () => void;
  makeBundle: MakeBundle;
}

type Making = { state: 'ready' } | { state: 'making' } | { state: 'answered'; answer: BundleAnswer };

/** Asks what the bundle is for, makes it on the server, and says what is inside and how to install it. */
export default function DownloadDialog({ onClose, makeBundle }: DownloadDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title="Download bundle"
      size={600}
      classNames={{ title: classes.title }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Download makeBundle={makeBundle} />
    </Modal>
  );
}

function Download({ makeBundle }: { makeBundle: MakeBundle }) {
  const { view, navigate } = useViewState();
  const document = usePlaneDocument();
  const errors = useSession((state) => state.errorPaths.size);
  const [includeSecrets, setIncludeSecrets] = useState(false);
  const [progress, setProgress] = useState<Making>({ state: 'ready' });
  const { releaseName, namespace, profile } = view;

  const download = async () => {
    setProgress({ state: 'making' });
    await document.whenAttached();
    const answer = await makeBundle({
      overrides: document.getSnapshot().values,
      text: document.getText(),
      releaseName,
      namespace,
      profile,
      includeSecrets,
    }).catch((): BundleAnswer => ({
      ok: false,
      message: 'the server did not answer',
      suggestion: 'Check that the studio is still running, then try again. Nothing was saved.',
    }));
    if (answer.ok) saveFile(answer.fileName, new Blob([answer.bytes], { type: 'application/gzip' }));
    setProgress({ state: 'answered', answer });
  };

  return (
    <div className={classes.body}>
      <dl className={classes.facts}>
        <dt>Release</dt>
        <dd className={classes.mono}>{releaseName}</dd>
        <dt>Namespace</dt>
        <dd className={classes.mono}>{namespace}</dd>
        <dt id="bundle-helm">Helm version</dt>
        <dd>
          <SegmentedControl
            aria-labelledby="bundle-helm"
            value={profile}
            onChange={(next) => navigate({ profile: next })}
            data={[...helmProfiles]}
            transitionDuration={0}
            size="xs"
          />
        </dd>
      </dl>

      <Checkbox
        size="sm"
        checked={includeSecrets}
        onChange={(event) => setIncludeSecrets(event.currentTarget.checked)}
        label="Include secrets"
        description={
          includeSecrets
            ? 'Passwords stand readable in values.yaml and in the manifests: those of the form, and random ones where it has none. Keep this bundle private.'
            : 'Left out: the plane refers to Secrets by name, and a script in the bundle makes them in the cluster. Safe to commit.'
        }
      />

      <InstallWays releaseName={releaseName} namespace={namespace} needsSecrets={!includeSecrets} />

      {errors > 0 && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={16} />} className={classes.alert}>
          {errors === 1 ? 'One field has' : `${errors} fields have`} an error. Nothing is downloaded until it
          is fixed.
        </Alert>
      )}
      <Answer progress={progress} />

      <div className={classes.actions}>
        <Button
          leftSection={<IconDownload size={15} />}
          onClick={() => void download()}
          disabled={errors > 0 || progress.state === 'making'}
          data-autofocus
        >
          {progress.state === 'making' ? 'Making the bundle' : 'Download'}
        </Button>
      </div>
    </div>
  );
}

function Answer({ progress }: { progress: Making }) {
  if (progress.state === 'ready') return null;
  if (progress.state === 'making')
    return <Progress value={100} animated aria-label="Making the bundle" size="xs" />;
  const { answer } = progress;
  if (!answer.ok) {
    return (
      <Alert color="red" variant="light" icon={<IconAlertTriangle size={16} />} title={answer.message}>
        {answer.suggestion}
      </Alert>
    );
  }
  return (
    <section className={classes.result} role="status">
      <p className={classes.resultTitle}>
        <IconCheck size={15} aria-hidden /> {answer.fileName}
        <span className={classes.size}>{sizeText(answer.bytes.length)}</span>
      </p>
      <p className={classes.digest}>SHA-256 {answer.sha256}</p>
      <details>
        <summary>{answer.files.length} files inside</summary>
        <ul className={classes.files}>
          {answer.files.map(({ path, size }) => (
            <li key={path}>
              <span>{path}</span>
              <span>{sizeText(size)}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function sizeText(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KiB`;
}
