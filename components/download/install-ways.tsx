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

interface InstallWaysProps {
  releaseName: string;
  namespace: string;
  /** Whether the bundle leaves secrets to its script. */
  needsSecrets: boolean;
}

/** Says how the unpacked bundle is installed, one way at a time. */
export function InstallWays({ releaseName, namespace, needsSecrets }: InstallWaysProps) {
  const [way, setWay] = useState('helm');
  const first = [
    `kubectl create namespace ${namespace}`,
    ...(needsSecrets ? ['sh secrets/create-secrets.sh'] : []),
  ];
  const command = [...first, installCommand(way, releaseName, namespace)].join('\n');
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
      return 'kubectl apply --server-side --kustomize manifests';
    case 'argocd':
      return '# commit the bundle, name its repository in the file, then\nkubectl apply -f gitops/argocd-application.yaml';
    case 'flux':
      return '# commit the bundle, name its repository in the file, then\nkubectl apply -f gitops/flux-helmrelease.yaml';
    default:
      return `helm upgrade --install ${releaseName} chart/*.tgz \\\n  --namespace ${namespace} --values values.yaml`;
  }
}
