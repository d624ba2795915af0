'use client';

import { useState } from 'react';
import { SegmentedControl } from '@mantine/core';
import { CopyButton } from '../preview/copy-button';
import classes from './download.module.css';

/** The forms that a bundle holds, each with the command that installs it. */
const ways = [
  { value: 'helm', label: 'Helm' },
  { value: 'kubectl', label: 'kubectl' },
  { value: 'argocd', label: 'Argo CD' },
  { value: 'flux', label: 'Flux' },
];

/** Says how the unpacked bundle is installed, one way at a time. */
export function InstallWays({ releaseName, namespace }: { releaseName: string; namespace: string }) {
  const [way, setWay] = useState('helm');
  const command = installCommand(way, releaseName, namespace);
  return (
    <section className={classes.ways}>
      <div className={classes.waysHead}>
        <span className={classes.waysTitle} id="install-with">
          Install with
        </span>
        <SegmentedControl
          aria-labelledby="install-with"
          value={way}
          onChange={setWay}
          data={ways}
          transitionDuration={0}
          size="xs"
        />
        <span className={classes.copy}>
          <CopyButton text={command} label="Copy command" />
        </span>
      </div>
      <pre className={classes.command}>{command}</pre>
    </section>
  );
}

function installCommand(way: string, releaseName: string, namespace: string): string {
  switch (way) {
    case 'kubectl':
      return `kubectl create namespace ${namespace}\nkubectl apply --server-side -k manifests`;
    case 'argocd':
      return `# after the bundle is committed, and its repository is named in the file\nkubectl apply -f argocd/application.yaml`;
    case 'flux':
      return `# after the bundle is committed, and its repository is named in the file\nkubectl apply -f flux/helmrelease.yaml`;
    default:
      return `helm upgrade --install ${releaseName} chart/*.tgz \\\n  --namespace ${namespace} --create-namespace --values values.yaml`;
  }
}
