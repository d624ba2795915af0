import { encodeUtf8, StudioError } from '../base';
import { chartFiles, chartMetadata, type PlaneObject, type PlaneOptions, renderPlane } from '../plane';
import { overridesOf, problemText, validateValues } from '../values';
import { packArchive, printChecksums, sha256Hex, withDigest, type BundleFile } from './archive';
import { printArgoApplication, printFluxRelease } from './gitops';
import { imagesOf } from './images';
import {
  findChartSecrets,
  leftOutLists,
  withExistingSecrets,
  withGeneratedSecrets,
  type ChartSecrets,
} from './left-out-secrets';
import { manifestFiles } from './manifest-files';
import { printReadme } from './readme';
import { printSecretScript } from './secret-script';
import { valuesText } from './values-text';

/** What to bundle. */
export interface BundleInput extends Required<Pick<PlaneOptions, 'releaseName' | 'namespace' | 'profile'>> {
  /** What differs from the defaults; complete values do as well. */
  overrides: unknown;
  /**
   * The document that holds `overrides`, whose comments and order `values.yaml` keeps. Default: none, and
   * the values are printed.
   */
  text?: string;
  /** Whether secret values go into the bundle. Otherwise it refers to existing Secrets. */
  includeSecrets: boolean;
  /** Makes one secret value, of letters and digits. Needed only with `includeSecrets`. */
  randomSecret?: () => string;
}

/** A finished bundle. */
export interface Bundle {
  fileName: string;
  /** The `.tgz`. */
  bytes: Uint8Array;
  /** Digest of `bytes`, lower-case hex. */
  sha256: string;
  files: readonly { path: string; size: number }[];
}

/** Codes of the errors that `createBundle` throws. */
export type BundleErrorCode = 'INVALID_VALUES' | 'RENDER_FAILED' | 'SECRET_LEFT' | 'NO_RANDOM_SOURCE';

/**
 * Returns the plane as one reproducible archive: the same input gives the same bytes, in the browser
 * and in Node. Throws `StudioError` when the values have errors or the chart does not render; then
 * there is no bundle at all, never half of one.
 */
export async function createBundle(input: BundleInput): Promise<Bundle> {
  refuseInvalidValues(input.overrides);
  const files = await bundleFiles(input);
  files.push({ path: 'SHA256SUMS', data: encodeUtf8(printChecksums(files)) });
  const bytes = await packArchive(files, input.releaseName);
  return {
    fileName: `${input.releaseName}.tgz`,
    bytes,
    sha256: sha256Hex(bytes),
    files: files.map(({ path, data }) => ({ path, size: data.length })),
  };
}

/** The chart's files and the chart packed, which are the same for every bundle. */
interface ChartPart {
  readonly files: readonly BundleFile[];
  readonly archive: BundleFile;
}

let chartPart: Promise<ChartPart> | undefined;

async function makeChartPart(): Promise<ChartPart> {
  const files = Object.entries(chartFiles).map(([path, text]) => ({ path, data: encodeUtf8(text) }));
  const { name, version } = chartMetadata;
  const archive = { path: `${name}-${version}.tgz`, data: await packArchive(files, name) };
  return { files: files.map(withDigest), archive: withDigest(archive) };
}

/** Returns the chart packed as `helm package` does it: every file below a folder with the chart's name. */
export async function packChart(): Promise<{ fileName: string; bytes: Uint8Array }> {
  const { archive } = await (chartPart ??= makeChartPart());
  // The caller's own, so that nobody changes what later bundles hold.
  return { fileName: archive.path, bytes: archive.data.slice() };
}

function refuseInvalidValues(overrides: unknown): void {
  const [first, ...others] = validateValues(overrides).filter((problem) => problem.severity === 'error');
  if (!first) return;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  throw new StudioError<BundleErrorCode>('INVALID_VALUES', `${first.path}: ${problemText(first)}${more}`, {
    subject: first.path,
  });
}

async function bundleFiles(input: BundleInput): Promise<BundleFile[]> {
  const { releaseName, namespace, profile, includeSecrets } = input;
  const options: PlaneOptions = { releaseName, namespace, profile };
  const secrets = findChartSecrets(input.overrides, options);
  const bundled = includeSecrets
    ? completeSecrets(input, secrets)
    : withExistingSecrets(input.overrides, secrets);
  const values = overridesOf(bundled);
  const render = renderPlane(values, options);
  if (!render.ok) throw new StudioError<BundleErrorCode>('RENDER_FAILED', render.message);
  const objects = render.objects.filter((object) => !object.isHook);
  if (!includeSecrets) refuseSecretObjects(objects, secrets);

  const chart = await (chartPart ??= makeChartPart());
  const images = imagesOf(render.objects.map((object) => object.text));
  const leftOut = includeSecrets ? [] : secrets.secrets;
  const target = {
    releaseName,
    namespace,
    folder: `clusters/${namespace}/${releaseName}`,
    repositoryUrl: 'https://git.example.com/platform/clusters.git',
    chartName: chartMetadata.name,
  };
  const readme = printReadme({
    ...target,
    chartVersion: chartMetadata.version,
    chartArchive: chart.archive.path,
    helm: profile,
    objectCount: objects.length,
    images,
    secretNames: leftOut.map((secret) => secret.name),
    leftOutPaths: includeSecrets ? [] : leftOutLists(input.overrides),
    includesSecrets: includeSecrets,
  });
  const { text: document, overrides } = input;
  const text = (path: string, content: string): BundleFile => ({ path, data: encodeUtf8(content) });
  return [
    text('README.md', readme),
    text('values.yaml', valuesText({ text: document, overrides, values: bundled, includeSecrets })),
    text('images.txt', images.map((image) => `${image}\n`).join('')),
    text('gitops/argocd-application.yaml', printArgoApplication(target)),
    text('gitops/flux-helmrelease.yaml', printFluxRelease(target, values)),
    { ...chart.archive, path: `chart/${chart.archive.path}` },
    ...chart.files.map((file) => ({ ...file, path: `chart/${chartMetadata.name}/${file.path}` })),
    ...manifestFiles(objects, namespace),
    ...(leftOut.length > 0
      ? [
          {
            ...text(
              'secrets/create-secrets.sh',
              printSecretScript({ namespace, secrets: leftOut, variables: secrets.needed }),
            ),
            executable: true,
          },
        ]
      : []),
  ];
}

/** Passwords that the chart would make up at every rendering are made once, or chart and manifests would differ. */
function completeSecrets({ overrides, randomSecret }: BundleInput, secrets: ChartSecrets): unknown {
  if (!randomSecret)
    throw new StudioError<BundleErrorCode>('NO_RANDOM_SOURCE', 'secrets need a random source');
  return withGeneratedSecrets(overrides, secrets, randomSecret);
}

/** The promise that no secret leaves is checked on the result, not only kept on the way. */
function refuseSecretObjects(objects: readonly PlaneObject[], { secrets }: ChartSecrets): void {
  const left = objects.find(
    (object) => object.kind === 'Secret' && secrets.some(({ name }) => name === object.name),
  );
  if (left)
    throw new StudioError<BundleErrorCode>('SECRET_LEFT', `Secret ${left.name} would be in the bundle`);
}
