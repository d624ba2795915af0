import { parseArgs } from 'node:util';
import type { HelmProfile } from '../lib/helm';

/** What `plane-studio render` was asked for. */
export interface RenderArguments {
  chart: string | undefined;
  name: string | undefined;
  namespace: string | undefined;
  helm: HelmProfile;
  kubeVersion: string | undefined;
  apiVersions: string[];
  valueFiles: string[];
  set: string[];
  setString: string[];
  setFile: string[];
  setJson: string[];
  setLiteral: string[];
  includeCrds: boolean;
  isUpgrade: boolean;
  skipTests: boolean;
  noHooks: boolean;
  skipSchemaValidation: boolean;
  help: boolean;
}

/** The help text of `plane-studio render`. */
export const renderUsage = `usage: plane-studio render [CHART] [OPTIONS]

Prints exactly what "helm template NAME CHART" prints. CHART is a directory or a .tgz; the default is
the plane's own chart.

  --name NAME               release name (default release-name)
  -n, --namespace NS        namespace (default "default")
  -f, --values FILE         values file, "-" for standard input; later files win; repeatable
  --set, --set-string, --set-file, --set-json, --set-literal K=V    as in Helm; repeatable
  --helm 3.17|4.1|4.2       Helm version to follow (default 4.2)
  --kube-version V          Kubernetes version for .Capabilities
  -a, --api-versions V      additional API versions for .Capabilities; repeatable, comma-separated
  --include-crds            print the files of crds/ too
  --is-upgrade              set .Release.IsUpgrade instead of .Release.IsInstall
  --skip-tests              leave out test hooks
  --no-hooks                leave out all hooks
  --skip-schema-validation  ignore values.schema.json
`;

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

/** Returns the parsed arguments, or a message that says what is wrong with them. */
export function parseRenderArguments(args: readonly string[]): RenderArguments | { problem: string } {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: text,
        namespace: { type: 'string', short: 'n' },
        values: { type: 'string', short: 'f', multiple: true },
        set: texts,
        'set-string': texts,
        'set-file': texts,
        'set-json': texts,
        'set-literal': texts,
        helm: text,
        'kube-version': text,
        'api-versions': { type: 'string', short: 'a', multiple: true },
        'include-crds': flag,
        'is-upgrade': flag,
        'skip-tests': flag,
        'no-hooks': flag,
        'skip-schema-validation': flag,
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  if (positionals.length > 1) return { problem: `one chart at most, not ${positionals.join(' ')}` };
  const helm = values.helm ?? '4.2';
  if (helm !== '3.17' && helm !== '4.1' && helm !== '4.2') {
    return { problem: `--helm must be 3.17, 4.1 or 4.2, not ${helm}` };
  }
  return {
    chart: positionals[0],
    name: values.name,
    namespace: values.namespace,
    helm,
    kubeVersion: values['kube-version'],
    apiVersions: splitAll(values['api-versions']),
    // Helm's file flags take comma-separated lists; the --set flags parse their commas themselves.
    valueFiles: splitAll(values.values),
    set: values.set ?? [],
    setString: values['set-string'] ?? [],
    setFile: values['set-file'] ?? [],
    setJson: values['set-json'] ?? [],
    setLiteral: values['set-literal'] ?? [],
    includeCrds: values['include-crds'] ?? false,
    isUpgrade: values['is-upgrade'] ?? false,
    skipTests: values['skip-tests'] ?? false,
    noHooks: values['no-hooks'] ?? false,
    skipSchemaValidation: values['skip-schema-validation'] ?? false,
    help: values.help ?? false,
  };
}

function splitAll(items: readonly string[] | undefined): string[] {
  return (items ?? []).flatMap((item) => item.split(','));
}
