import { GoStruct, type StructField } from './chart/struct';
import { parseVersion } from './functions/semver-version';
import { defaultCapabilities } from './capabilities-data';
import { failChart } from './chart/errors';
import { asText } from './text';
import { FunctionFailure, GoList, GoObject, type GoFunction, type HelmProfile, type Value } from './value';

/** What the cluster can do, as far as a render is told. */
export interface CapabilityOptions {
  /** `--kube-version`. Default: the version that the Helm release was built for. */
  kubeVersion?: string;
  /** `--api-versions`, in addition to Helm's default list. Default: none. */
  apiVersions?: readonly string[];
  /** Whether `apiVersions` are all there are, as on a real cluster. Default: false. */
  onlyApiVersions?: boolean;
}

/** The cluster's version in its three forms; `constraint` is what Chart.yaml's kubeVersion is compared with. */
export interface KubeVersion {
  version: string;
  constraint: string;
  major: string;
  minor: string;
}

/** Returns the version of `--kube-version`, or the profile's default. Throws a `ChartError` with Helm's message. */
export function readKubeVersion(text: string | undefined, profile: HelmProfile): KubeVersion {
  if (text === undefined || text === '') return defaultKubeVersion(profile);
  return profile === '3.17' ? semanticKubeVersion(text, profile) : genericKubeVersion(text);
}

function defaultKubeVersion(profile: HelmProfile): KubeVersion {
  const version = defaultCapabilities[profile].kubeVersion;
  const [major = '', minor = ''] = version.slice(1).split('.');
  return { version, constraint: version, major, minor };
}

function semanticKubeVersion(text: string, profile: HelmProfile): KubeVersion {
  try {
    const parsed = parseVersion(text, profile);
    const version = `v${parsed.print()}`;
    const [major = '', minor = ''] = version.slice(1).split('.');
    return { version, constraint: version, major, minor };
  } catch (error) {
    if (!(error instanceof FunctionFailure)) throw error;
    return failChart('chart-values', `invalid kube version '${text}': ${error.message}`);
  }
}

const maxUint64 = 2n ** 64n - 1n;

// eslint-disable-next-line max-params -- the parts of one message
function refuse(text: string, part: string, what: string, why: string): never {
  return failChart(
    'chart-values',
    `invalid kube version '${text}': illegal ${what} version component ${JSON.stringify(part)} in ${JSON.stringify(text)}${why}`,
  );
}

/** Helm 4 reads versions as Kubernetes does: two or more numbers, anything behind them is kept but not compared. */
function genericKubeVersion(text: string): KubeVersion {
  const match = /^\s*v?([0-9]+(?:\.[0-9]+)*)(.*)$/s.exec(text);
  const parts = match?.[1]?.split('.') ?? [];
  if (parts.length < 2) {
    const what = parts.length === 0 ? 'could not parse' : 'illegal version string';
    const rest = parts.length === 0 ? ' as version' : '';
    return failChart(
      'chart-values',
      `invalid kube version '${text}': ${what} ${JSON.stringify(text)}${rest}`,
    );
  }
  const numbers = parts.map((part, i) => {
    if (i === 0 && part.length > 1 && part.startsWith('0')) refuse(text, part, 'zero-prefixed', '');
    if (BigInt(part) > maxUint64) {
      refuse(
        text,
        part,
        'non-numeric',
        `: strconv.ParseUint: parsing ${JSON.stringify(part)}: value out of range`,
      );
    }
    return BigInt(part).toString();
  });
  return {
    version: text.startsWith('v') ? text : `v${text}`,
    constraint: `v${numbers.join('.')}`,
    major: numbers[0] ?? '',
    minor: numbers[1] ?? '',
  };
}

/** Returns what `.Capabilities` is. */
export function capabilitiesObject(
  kube: KubeVersion,
  options: CapabilityOptions,
  profile: HelmProfile,
): Value {
  const kubeStruct = kubeVersionObject(kube, profile);
  const known = options.onlyApiVersions ? [] : defaultCapabilities[profile].apiVersions;
  const versions = new VersionSet([...known, ...(options.apiVersions ?? [])], profile);
  const helm = helmVersionObject(profile);
  const methods = new Map<string, GoFunction>();
  const capabilities: GoStruct = new GoStruct(
    profile === '3.17' ? '*chartutil.Capabilities' : '*common.Capabilities',
    [
      { name: 'KubeVersion', value: kubeStruct, json: kubeStruct, jsonName: 'KubeVersion' },
      { name: 'APIVersions', value: versions, json: versions, jsonName: 'APIVersions' },
      { name: 'HelmVersion', value: helm, json: helm, jsonName: 'HelmVersion' },
    ],
    {
      kind: 'ptr',
      methods,
      print: () => `&{${kubeStruct.print()} ${versions.print()} ${helm.print()}}`,
    },
  );
  methods.set('Copy', { params: [], call: () => capabilities });
  return capabilities;
}

function kubeVersionObject(kube: KubeVersion, profile: HelmProfile): GoStruct {
  const text = (name: string, value: string): StructField => ({ name, value, json: value, jsonName: name });
  const members = [
    { name: 'Version', value: kube.version },
    // Helm 4 also keeps the version without what follows the patch.
    ...(profile === '3.17' ? [] : [{ name: 'normalizedVersion', value: kube.constraint }]),
    { name: 'Major', value: kube.major },
    { name: 'Minor', value: kube.minor },
  ];
  return new GoStruct(
    profile === '3.17' ? 'chartutil.KubeVersion' : 'common.KubeVersion',
    [text('Version', kube.version), text('Major', kube.major), text('Minor', kube.minor)],
    {
      print: () => `{${members.map(({ value }) => value).join(' ')}}`,
      // A field of something behind a pointer, so text/template finds its String method there.
      printInPlace: () => kube.constraint,
      members,
      methods: new Map([
        ['String', textMethod(kube.constraint)],
        ['GitVersion', textMethod(kube.version)],
      ]),
    },
  );
}

function helmVersionObject(profile: HelmProfile): GoStruct {
  const { helm } = defaultCapabilities[profile];
  const field = (name: string, jsonName: string, value: string): StructField => ({
    name,
    jsonName,
    value,
    json: value,
  });
  const fields = [
    field('Version', 'version', helm.version),
    field('GitCommit', 'git_commit', helm.gitCommit),
    field('GitTreeState', 'git_tree_state', helm.gitTreeState),
    field('GoVersion', 'go_version', helm.goVersion),
  ];
  if (helm.kubeClientVersion !== undefined) {
    fields.push(field('KubeClientVersion', 'kube_client_version', helm.kubeClientVersion));
  }
  return new GoStruct('version.BuildInfo', fields, {
    print: () => `{${fields.map(({ value }) => asText(value)).join(' ')}}`,
    members: fields,
  });
}

function textMethod(text: string): GoFunction {
  return { params: [], call: () => text };
}

/** `.Capabilities.APIVersions`: a slice of strings with a method Has. */
class VersionSet extends GoObject {
  readonly type: string;
  readonly kind = 'slice';
  private readonly versions: readonly string[];

  constructor(versions: readonly string[], profile: HelmProfile) {
    super();
    this.versions = versions;
    this.type = profile === '3.17' ? 'chartutil.VersionSet' : 'common.VersionSet';
  }

  field(): Value | undefined {
    return undefined;
  }

  override method(name: string): GoFunction | undefined {
    if (name !== 'Has') return undefined;
    return { params: ['string'], call: ([version]) => this.versions.some((one) => one === version) };
  }

  override equals(other: GoObject): boolean {
    return (
      other instanceof VersionSet &&
      other.type === this.type &&
      other.versions.length === this.versions.length &&
      other.versions.every((version, i) => version === this.versions[i])
    );
  }

  print(): string {
    return `[${this.versions.join(' ')}]`;
  }

  override encode(): Value {
    return new GoList([...this.versions], 'string');
  }
}
