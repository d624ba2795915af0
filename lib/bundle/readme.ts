import { compareCodePoints } from './order';

/** What the README of a bundle tells. */
export interface ReadmeInput {
  releaseName: string;
  namespace: string;
  folder: string;
  chartName: string;
  chartVersion: string;
  /** File name of the packaged chart below `chart/`. */
  chartArchive: string;
  helm: string;
  objectCount: number;
  images: readonly string[];
  /** Secrets that must exist before the plane starts; empty when the bundle holds them. */
  secretNames: readonly string[];
  /** Values with passwords in them that no Secret can stand for. */
  leftOutPaths: readonly string[];
  includesSecrets: boolean;
}

/** Returns the README of a bundle, in Markdown: what is inside and how to install it each way. */
export function printReadme(input: ReadmeInput): string {
  const { releaseName, namespace, chartArchive, chartName, folder } = input;
  const sections = [
    `# Observability plane \`${releaseName}\`

${input.objectCount} objects for the namespace \`${namespace}\`, rendered from the chart ${chartName} ${input.chartVersion} as Helm ${input.helm} renders it.

| Path | What it is |
|---|---|
| \`chart/${chartArchive}\` | the packaged chart |
| \`chart/${chartName}/\` | the same chart, unpacked, for GitOps tools that read charts from Git |
| \`values.yaml\` | what differs from the chart's defaults |
| \`manifests/\` | the rendered objects by component, with a \`kustomization.yaml\` |
| \`gitops/argocd-application.yaml\` | an Argo CD Application |
| \`gitops/flux-helmrelease.yaml\` | a Flux GitRepository and HelmRelease |
| \`images.txt\` | every image, for mirrors of air-gapped sites |
${input.secretNames.length > 0 ? '| `secrets/create-secrets.sh` | makes the Secrets that the plane refers to |\n' : ''}| \`SHA256SUMS\` | \`sha256sum --check SHA256SUMS\` verifies all of it |`,
    printSecrets(input),
    `## Install with Helm

\`\`\`sh
helm upgrade --install ${releaseName} chart/${chartArchive} --namespace ${namespace} --create-namespace --values values.yaml
\`\`\``,
    `## Install with kubectl

\`\`\`sh
kubectl create namespace ${namespace}
kubectl apply --server-side --kustomize manifests
\`\`\`

The manifests carry Helm's label \`app.kubernetes.io/managed-by\`, but no release record: choose one way and stay with it.`,
    `## Install with Argo CD or Flux

Commit this folder to your repository, for instance as \`${folder}\`, put the address of the repository into \`gitops/argocd-application.yaml\` or \`gitops/flux-helmrelease.yaml\`, check the folder named there, and apply that one file.`,
    `## Air-gapped sites

Copy the images of \`images.txt\` to your registry and set \`global.imageRegistry\` in \`values.yaml\`:

\`\`\`
${[...input.images].sort(compareCodePoints).join('\n')}
\`\`\``,
  ];
  return `${sections.join('\n\n')}\n`;
}

function printSecrets(input: ReadmeInput): string {
  const { leftOutPaths } = input;
  if (leftOutPaths.length === 0) return printSecretNames(input);
  return `${printSecretNames(input)}

These values hold passwords and were left out; give them in a further values file of your own: ${leftOutPaths.map((path) => `\`${path}\``).join(', ')}.`;
}

function printSecretNames({ secretNames, namespace, includesSecrets }: ReadmeInput): string {
  if (includesSecrets) {
    return `## Secrets

This bundle HOLDS passwords, in \`values.yaml\` and in \`manifests/\`. Keep it out of Git and of shared folders.`;
  }
  if (secretNames.length === 0)
    return '## Secrets\n\nThis plane needs no Secret that the bundle would have to leave out.';
  return `## Secrets first

This bundle holds no secret. The plane refers to Secrets that must exist in its namespace:

${secretNames.map((name) => `- \`${name}\``).join('\n')}

Make them once, before the plane is installed. The script takes values from the environment, makes random ones for the rest, and leaves Secrets that exist as they are:

\`\`\`sh
kubectl create namespace ${namespace}
sh secrets/create-secrets.sh
\`\`\``;
}
