// A chart with every kind of thing an apply does, and nothing else: fast to apply, easy to judge.
import { encodeUtf8 } from '../../lib/base';
import { loadChartDirectory, type Chart, type HelmProfile } from '../../lib/helm';

const versions: Readonly<Record<string, string>> = { Deployment: 'apps/v1', Job: 'batch/v1' };
const object = (kind: string, name: string, rest: string): string =>
  `apiVersion: ${versions[kind] ?? 'v1'}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${rest}`;

const files: Readonly<Record<string, string>> = {
  'Chart.yaml': 'apiVersion: v2\nname: small\nversion: 1.0.0\nappVersion: "7"\n',
  'values.yaml': 'color: red\nreplicas: 1\nextra: true\npassword: ""\n',
  'templates/secret.yaml': object(
    'Secret',
    'small',
    `type: Opaque
data:
  {{- $old := (lookup "v1" "Secret" .Release.Namespace "small").data | default dict }}
  password: {{ .Values.password | default (get $old "password" | b64dec) | default (randAlphaNum 24) | b64enc }}
`,
  ),
  'templates/config.yaml': object(
    'ConfigMap',
    'small',
    'data:\n  color: {{ .Values.color }}\n  text: |\n    one\n    two\n',
  ),
  'templates/extra.yaml': `{{- if .Values.extra }}\n${object('ConfigMap', 'extra', 'data:\n  here: "yes"\n')}{{- end }}\n`,
  'templates/account.yaml': object('ServiceAccount', 'small', ''),
  'templates/service.yaml': object(
    'Service',
    'small',
    'spec:\n  selector:\n    app: small\n  ports:\n    - name: http\n      port: 80\n',
  ),
  'templates/deployment.yaml': object(
    'Deployment',
    'small',
    `spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels:
      app: small
  template:
    metadata:
      labels:
        app: small
      annotations:
        color: {{ .Values.color }}
    spec:
      serviceAccountName: small
      containers:
        - name: main
          image: registry.invalid/small:7
          ports:
            - name: http
              containerPort: 8080
`,
  ),
  'templates/hook.yaml': object(
    'Job',
    'small-hook',
    `  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  backoffLimit: 0
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: main
          image: registry.invalid/small:7
`,
  ),
};

/** Returns the files of the chart by path, for real Helm. */
export function smallChartFiles(): Readonly<Record<string, string>> {
  return files;
}

/** Returns the chart, loaded by the rules of a Helm version. */
export function smallChart(profile: HelmProfile = '4.2'): Chart {
  const list = Object.entries(files).map(([path, text]) => ({ path, data: encodeUtf8(text) }));
  return loadChartDirectory(list, { profile });
}

/** Names of what the chart makes with its default values, hooks and records left out. */
export const smallObjects = [
  'ConfigMap/extra',
  'ConfigMap/small',
  'Deployment/small',
  'Secret/small',
  'Service/small',
  'ServiceAccount/small',
];
