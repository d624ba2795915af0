import { valueAt, type PlaneValues } from '../../../values';
import { certificatesIssued } from '../../../values/rules/cert-manager';
import { installed, ingressBlocks, isProduction, nameOf, parentOf, secretFields } from '../blocks';
import type { Rule } from '../finding';
import { put, reset, textAt } from '../patches';
import { eachText } from './free-form';

/** Who can reach what, over which wire, with which secret. */

/** Each secret, and the field that can name a Secret in its place. */
const secretHolders: Readonly<Record<string, string>> = {
  'clickstack.credentials.password': 'clickstack.credentials.existingSecret',
  'clickstack.credentials.ingest.password': 'clickstack.credentials.existingSecret',
  'clickstack.credentials.observer.password': 'clickstack.credentials.existingSecret',
  'clickstack.credentials.ui.password': 'clickstack.credentials.existingSecret',
  'clickstack.credentials.interserver.password': 'clickstack.credentials.existingSecret',
  'gateway.auth.token': 'gateway.auth.existingSecret',
  'hyperdx.secrets.sessionSecret': 'hyperdx.secrets.existingSecret',
  'hyperdx.secrets.apiKey': 'hyperdx.secrets.existingSecret',
  'hyperdx.signing.key': 'hyperdx.signing.existingSecret',
  'hyperdx.mongodb.auth.password': 'hyperdx.mongodb.auth.existingSecret',
  'hyperdx.mongodb.connection.externalUri': 'hyperdx.mongodb.connection.existingSecret',
  'observer.openSearch.password': 'observer.openSearch.existingSecret',
};

const exposed = (type: string): boolean => type !== 'ClusterIP';

/** Whether OTLP can be sent from outside the cluster. */
function isReachable({ gateway }: PlaneValues): boolean {
  return exposed(gateway.service.type) || gateway.ingress.enabled;
}

const isOpen = ({ gateway }: PlaneValues): boolean =>
  gateway.enabled && !gateway.auth.enabled && !(gateway.tls.enabled && gateway.tls.clientCA);

/** Secrets in the values that the plane would make up itself, and those that it cannot. */
function plainSecrets(values: PlaneValues): { made: string[]; given: string[] } {
  const made: string[] = [];
  const given: string[] = [];
  for (const { path, emptyMeans } of secretFields) {
    const value = valueAt(values, path);
    if (!holdsSecret(value)) continue;
    const isExternal = path.startsWith('clickstack.') && !values.clickstack.enabled;
    if (emptyMeans?.includes('generated') && !isExternal) made.push(path);
    else given.push(path);
  }
  return { made, given };
}

function holdsSecret(value: unknown): boolean {
  if (typeof value !== 'string') return Array.isArray(value) && JSON.stringify(value).includes('"password"');
  // A connection string is secret only with a password in it.
  return value.includes('://') ? /:\/\/[^/@:]*:[^/@]+@/.test(value) : value !== '';
}

export const accessRules: readonly Rule[] = [
  {
    id: 'PS501',
    severity: 'warning',
    title: 'Password in the values that the plane could make up',
    why: 'Values end up in git and in the release record. A password left empty is generated in the cluster and kept there.',
    check({ values }, report) {
      const { made } = plainSecrets(values);
      if (made.length === 0) return;
      report({
        message: `${made.length === 1 ? 'a secret stands' : `${made.length} secrets stand`} in the values`,
        paths: made,
        fix: {
          label: `Let the plane generate ${made.length === 1 ? 'it' : 'them'}`,
          patch: made.map(reset),
        },
      });
    },
  },
  {
    id: 'PS502',
    severity: 'warning',
    title: 'Password in the values',
    why: 'Values end up in git and in the release record. Keep the secret in a Secret of the cluster and name that instead.',
    check({ values }, report) {
      for (const path of plainSecrets(values).given) {
        const holder = secretHolders[path];
        report({
          message:
            holder === undefined ? 'a secret stands in the values' : `name a Secret in ${holder} instead`,
          paths: holder === undefined ? [path] : [path, holder],
        });
      }
    },
  },
  {
    id: 'PS503',
    severity: 'warning',
    title: 'Password given twice',
    why: 'When a Secret is named, the password in the values is ignored: two truths, of which one is wrong some day.',
    check({ values }, report) {
      for (const [path, holder] of Object.entries(secretHolders)) {
        if (textAt(values, path) === '' || textAt(values, holder) === '') continue;
        report({
          message: 'the value is ignored, because a Secret holds it',
          paths: [path, holder],
          fix: { label: 'Remove the value', patch: [reset(path)] },
        });
      }
    },
  },
  {
    id: 'PS504',
    severity: 'advice',
    title: 'OTLP open to the whole cluster',
    why: 'Whoever reaches the port may fill the disks of the plane with telemetry under any name.',
    check({ values }, report) {
      if (!isOpen(values) || isReachable(values) || !isProduction(values)) return;
      if (values.networkPolicy.enabled && values.networkPolicy.otlpNamespaces.length > 0) return;
      report({
        message: 'every pod of the cluster may send telemetry',
        paths: ['gateway.auth.enabled'],
        fix: { label: 'Require a token', patch: [put('gateway.auth.enabled', true)] },
      });
    },
  },
  {
    id: 'PS505',
    severity: 'warning',
    title: 'OTLP open to the world',
    why: 'The gateway can be reached from outside the cluster, and takes telemetry from everybody.',
    check({ values }, report) {
      if (!isOpen(values) || !isReachable(values)) return;
      const way = values.gateway.ingress.enabled ? 'gateway.ingress.enabled' : 'gateway.service.type';
      report({
        message: 'anybody outside the cluster may send telemetry',
        paths: ['gateway.auth.enabled', way],
        fix: { label: 'Require a token', patch: [put('gateway.auth.enabled', true)] },
      });
    },
  },
  {
    id: 'PS506',
    severity: 'warning',
    title: 'Browsers of any web site may send',
    why: 'With * every page on the web may send telemetry through its visitors.',
    check({ values: { gateway } }, report) {
      const origins = gateway.cors.allowedOrigins;
      if (!gateway.enabled || !origins.includes('*')) return;
      const listed = origins.filter((origin) => origin !== '*');
      const path = 'gateway.cors.allowedOrigins';
      report({
        message: 'any web site may send telemetry',
        paths: [path],
        fix: { label: 'Remove *', patch: [listed.length === 0 ? reset(path) : put(path, listed)] },
      });
    },
  },
  {
    id: 'PS507',
    severity: 'error',
    title: 'TLS without a certificate',
    why: 'TLS needs a Secret of type kubernetes.io/tls; pods that mount one that is not named do not start.',
    check({ values }, report) {
      for (const component of ['clickstack', 'gateway'] as const) {
        const { enabled, tls } = values[component];
        if (!enabled || !tls.enabled || tls.secretName !== '' || certificatesIssued(values)) continue;
        report({
          message: `${nameOf(component)} has no certificate to serve TLS with`,
          paths: [`${component}.tls.secretName`, `${component}.tls.enabled`],
          fix: { label: 'Turn TLS off', patch: [put(`${component}.tls.enabled`, false)] },
        });
      }
    },
  },
  {
    id: 'PS508',
    severity: 'warning',
    title: 'Certificate that is not used',
    why: 'A certificate is named but TLS is off: connections stay in clear text although they look protected.',
    check({ values }, report) {
      for (const component of ['clickstack', 'gateway'] as const) {
        const { enabled, tls } = values[component];
        if (!enabled || tls.enabled || tls.secretName === '') continue;
        report({
          message: `${nameOf(component)} serves clear text beside a certificate`,
          paths: [`${component}.tls.enabled`, `${component}.tls.secretName`],
          fix: { label: 'Serve TLS', patch: [put(`${component}.tls.enabled`, true)] },
        });
      }
    },
  },
  {
    id: 'PS509',
    severity: 'warning',
    title: 'Client certificates without TLS',
    why: 'Certificates of senders are checked only inside TLS; without it everybody may send.',
    check({ values: { gateway } }, report) {
      if (!gateway.enabled || gateway.tls.enabled || !gateway.tls.clientCA) return;
      report({
        message: 'no certificate of a sender is checked',
        paths: ['gateway.tls.clientCA', 'gateway.tls.enabled'],
        fix:
          gateway.tls.secretName === ''
            ? { label: 'Ask for no certificates', patch: [reset('gateway.tls.clientCA')] }
            : { label: 'Serve TLS', patch: [put('gateway.tls.enabled', true)] },
      });
    },
  },
  {
    id: 'PS510',
    severity: 'warning',
    title: 'Ingress without TLS',
    why: 'Passwords, tokens and telemetry cross the network in clear text between users and the ingress controller.',
    check({ values }, report) {
      for (const block of installed(values, ingressBlocks)) {
        if (valueAt(values, `${block}.enabled`) !== true || textAt(values, `${block}.tlsSecret`) !== '')
          continue;
        const component = parentOf(block);
        const secret = `${component.replaceAll('.', '-')}-ingress-tls`;
        report({
          message: `the Ingress of ${nameOf(component)} serves plain HTTP`,
          paths: [`${block}.tlsSecret`],
          fix: { label: `Use the certificate ${secret}`, patch: [put(`${block}.tlsSecret`, secret)] },
        });
      }
    },
  },
  {
    id: 'PS511',
    severity: 'advice',
    title: 'No network policies',
    why: 'The observer asks for no credentials, and ClickHouse and MongoDB are guarded by passwords alone: policies close their ports to other pods.',
    check({ values }, report) {
      if (values.networkPolicy.enabled || !isProduction(values)) return;
      report({
        message: 'every pod of the cluster reaches every port of the plane',
        paths: ['networkPolicy.enabled'],
        fix: { label: 'Restrict traffic', patch: [put('networkPolicy.enabled', true)] },
      });
    },
  },
  {
    id: 'PS512',
    severity: 'warning',
    title: 'Service reachable from outside the cluster',
    why: 'ClickHouse behind a password alone, the observer that asks for none, and HyperDX over plain HTTP belong behind an Ingress or inside the cluster.',
    check({ values }, report) {
      for (const component of ['clickstack', 'hyperdx', 'observer'] as const) {
        const { enabled, service } = values[component];
        if (!enabled || !exposed(service.type)) continue;
        // With TLS a database with passwords may be meant for clients outside.
        if (component === 'clickstack' && values.clickstack.tls.enabled) continue;
        report({
          message: `${nameOf(component)} is reachable by a ${service.type} Service`,
          paths: [`${component}.service.type`],
          fix: {
            label: 'Keep it inside the cluster',
            patch: [put(`${component}.service.type`, 'ClusterIP')],
          },
        });
      }
    },
  },
  {
    id: 'PS513',
    severity: 'warning',
    title: 'Observer on the web',
    why: 'The observer checks no credentials: through an Ingress everybody reads logs and traces of all projects, unless the controller asks for a sign-in.',
    check({ values: { observer } }, report) {
      const { ingress } = observer;
      if (!observer.enabled || !ingress.enabled) return;
      if (Object.keys(ingress.annotations).some((key) => /auth/i.test(key))) return;
      report({
        message: 'everybody who reaches the Ingress reads all logs and traces',
        paths: ['observer.ingress.enabled', 'observer.ingress.annotations'],
        fix: { label: 'Take the Ingress away', patch: [put('observer.ingress.enabled', false)] },
      });
    },
  },
  {
    id: 'PS514',
    severity: 'warning',
    title: 'Token in clear text',
    why: 'A bearer token is as good as a password for whoever can listen; outside the cluster it needs TLS.',
    check({ values }, report) {
      const { gateway } = values;
      if (!gateway.enabled || !gateway.auth.enabled || gateway.tls.enabled) return;
      if (!exposed(gateway.service.type)) return;
      report({
        message: 'senders outside the cluster show their token without TLS',
        paths: ['gateway.tls.enabled', 'gateway.service.type'],
        fix: { label: 'Keep the Service inside', patch: [put('gateway.service.type', 'ClusterIP')] },
      });
    },
  },
  {
    id: 'PS515',
    severity: 'warning',
    title: 'Secret in raw configuration',
    why: 'Raw configuration goes into a ConfigMap, which more people may read than Secrets. The collector takes ${env:NAME}, ClickHouse from_env.',
    check({ values }, report) {
      for (const path of ['gateway.config', 'clickstack.config', 'clickstack.usersConfig']) {
        const found = new Set<string>();
        eachText(valueAt(values, path), (text, keys) => {
          const key = keys.at(-1) ?? '';
          if (
            /^(password|passwd|token|secret|api_?key|bearer_token)$/i.test(key) &&
            text !== '' &&
            !text.includes('${')
          )
            found.add(keys.join('.'));
        });
        if (found.size === 0) continue;
        report({ message: `${[...found].slice(0, 3).join(', ')} holds its secret as text`, paths: [path] });
      }
    },
  },
  {
    id: 'PS516',
    severity: 'warning',
    title: 'Secret in plain environment',
    why: 'An environment variable with its value in the pod is readable by everybody who may look at pods; valueFrom takes it from a Secret.',
    check({ values: { hyperdx, observer } }, report) {
      const isSecret = (name: string) => /(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY)$/i.test(name);
      const named = Object.entries(hyperdx.env).filter(([name, value]) => isSecret(name) && value !== '');
      if (hyperdx.enabled && named.length > 0) {
        report({
          message: `${named.map(([name]) => name).join(', ')} is written into the pod`,
          paths: ['hyperdx.env'],
        });
      }
      for (const component of [hyperdx, observer]) {
        const plain = component.extraEnv.filter(({ name, value }) => isSecret(name) && (value ?? '') !== '');
        if (!component.enabled || plain.length === 0) continue;
        const path = component === hyperdx ? 'hyperdx.extraEnv' : 'observer.extraEnv';
        report({
          message: `${plain.map(({ name }) => name).join(', ')} is written into the pod`,
          paths: [path],
        });
      }
    },
  },
  {
    id: 'PS517',
    severity: 'warning',
    title: 'MongoDB without a password',
    why: 'Every pod that reaches MongoDB may read the hashes of passwords and change alerts and connections.',
    check({ values: { hyperdx } }, report) {
      const { enabled, auth } = hyperdx.mongodb;
      if (!hyperdx.enabled || !enabled || auth.enabled) return;
      report({
        message: 'MongoDB asks for no password',
        paths: ['hyperdx.mongodb.auth.enabled'],
        fix: { label: 'Require a password', patch: [put('hyperdx.mongodb.auth.enabled', true)] },
      });
    },
  },
  {
    id: 'PS518',
    severity: 'advice',
    title: 'Policies that let every namespace query',
    why: 'The observer asks for no credentials, so the list of namespaces is all that guards it.',
    check({ values }, report) {
      const { networkPolicy, observer } = values;
      if (!observer.enabled || !networkPolicy.enabled || networkPolicy.observerNamespaces.length > 0) return;
      report({
        message: 'pods of every namespace may query the observer',
        paths: ['networkPolicy.observerNamespaces'],
        fix: {
          label: 'Let openchoreo-control-plane query',
          patch: [put('networkPolicy.observerNamespaces', ['openchoreo-control-plane'])],
        },
      });
    },
  },
];
