import { isProduction } from '../blocks';
import type { Rule } from '../finding';
import { bytesAt, MiB, put, reset } from '../patches';

/** HyperDX and its MongoDB. */

const heapOption = /--max-old-space-size=(\d+)/;

export const hyperdxRules: readonly Rule[] = [
  {
    id: 'PS301',
    severity: 'error',
    title: 'Signing key without a base URL',
    why: 'With a key and no URL for links to begin with, the observer refuses to start.',
    check({ values: { hyperdx } }, report) {
      const { signing, frontendUrl } = hyperdx;
      if ((signing.key === '' && signing.existingSecret === '') || signing.baseUrl !== '') return;
      report({
        message: 'links are signed but have no URL to begin with',
        paths: [
          'hyperdx.signing.baseUrl',
          signing.key === '' ? 'hyperdx.signing.existingSecret' : 'hyperdx.signing.key',
        ],
        fix:
          frontendUrl === ''
            ? undefined
            : { label: `Begin with ${frontendUrl}`, patch: [put('hyperdx.signing.baseUrl', frontendUrl)] },
      });
    },
  },
  {
    id: 'PS302',
    severity: 'advice',
    title: 'Signed links that nobody checks',
    why: 'HyperDX does not look at the signature of a link: it is an ordinary link unless a proxy in front checks it, and builds of the observer to date do not read the key at all.',
    check({ values: { hyperdx, observer } }, report) {
      const { signing } = hyperdx;
      if (!observer.enabled || (signing.key === '' && signing.existingSecret === '')) return;
      report({
        message: 'the signature protects nothing by itself',
        paths: [signing.key === '' ? 'hyperdx.signing.existingSecret' : 'hyperdx.signing.key'],
      });
    },
  },
  {
    id: 'PS303',
    severity: 'warning',
    title: 'Every replica checks every alert',
    why: 'The task that checks alerts runs inside each HyperDX pod; with several pods, alerts are sent several times. A CronJob checks them once.',
    check({ values: { hyperdx } }, report) {
      if (!hyperdx.enabled || hyperdx.replicas < 2 || hyperdx.scheduledTasks.external) return;
      report({
        message: `each of the ${hyperdx.replicas} replicas checks every alert`,
        paths: ['hyperdx.scheduledTasks.external', 'hyperdx.replicas'],
        fix: { label: 'Let a CronJob check', patch: [put('hyperdx.scheduledTasks.external', true)] },
      });
    },
  },
  {
    id: 'PS304',
    severity: 'advice',
    title: 'Alerts are checked rarely',
    why: 'HyperDX itself checks alerts every minute; alerts over one minute miss what lies between two rarer checks.',
    check({ values: { hyperdx } }, report) {
      const { external, schedule } = hyperdx.scheduledTasks;
      if (!hyperdx.enabled || !external || /^(\*|\*\/1|0-59)( \*){4}$/.test(schedule)) return;
      report({
        message: `alerts are checked on the schedule ${schedule}`,
        paths: ['hyperdx.scheduledTasks.schedule'],
        fix: { label: 'Check every minute', patch: [reset('hyperdx.scheduledTasks.schedule')] },
      });
    },
  },
  {
    id: 'PS305',
    severity: 'warning',
    title: 'MongoDB without a volume',
    why: 'MongoDB holds users, dashboards, sources and alerts. Without a volume all of them are gone when its pod restarts.',
    check({ values: { hyperdx } }, report) {
      const { enabled, persistence } = hyperdx.mongodb;
      if (!hyperdx.enabled || !enabled || persistence.enabled) return;
      const modes = persistence.accessModes;
      const areBad = modes.length === 0 || (modes.length > 1 && modes.includes('ReadWriteOncePod'));
      report({
        message: 'users, dashboards and alerts are lost when the pod restarts',
        paths: ['hyperdx.mongodb.persistence.enabled'],
        fix: {
          label: 'Keep them on a volume',
          patch: [
            put('hyperdx.mongodb.persistence.enabled', true),
            ...(areBad ? [reset('hyperdx.mongodb.persistence.accessModes')] : []),
          ],
        },
      });
    },
  },
  {
    id: 'PS306',
    severity: 'advice',
    title: 'One MongoDB for production',
    why: "The plane's MongoDB has one member and no backup. A replica set outside the plane survives the loss of a node and can be backed up.",
    check({ values }, report) {
      const { hyperdx } = values;
      if (!hyperdx.enabled || !hyperdx.mongodb.enabled || !isProduction(values)) return;
      if (hasBackupAnnotation(hyperdx.mongodb.podAnnotations)) return;
      report({
        message: 'users, dashboards and alerts live in a MongoDB of one member',
        paths: ['hyperdx.mongodb.enabled'],
      });
    },
  },
  {
    id: 'PS307',
    severity: 'warning',
    title: 'MongoDB newer than HyperDX knows',
    why: 'HyperDX talks to MongoDB through a library that knows versions up to 7.0.',
    check({ values: { hyperdx } }, report) {
      const { image, enabled } = hyperdx.mongodb;
      const major = Number(/^v?(\d+)/.exec(image.tag)?.[1] ?? '0');
      const minor = Number(/^v?\d+\.(\d+)/.exec(image.tag)?.[1] ?? '0');
      if (!hyperdx.enabled || !enabled || image.digest !== '') return;
      // 8 and more, and the rapid releases after 7.0. Larger first numbers are dates or builds.
      if (!(major === 7 && minor > 0) && !(major >= 8 && major < 100)) return;
      report({
        message: `MongoDB ${image.tag} is newer than 7.0`,
        paths: ['hyperdx.mongodb.image.tag'],
        fix: { label: 'Use 7.0', patch: [reset('hyperdx.mongodb.image.tag')] },
      });
    },
  },
  {
    id: 'PS308',
    severity: 'warning',
    title: 'Public URL does not fit the Ingress',
    why: 'HyperDX builds links and the sign-in from its public URL: over plain HTTP or under another name than the Ingress they lead elsewhere.',
    check({ values: { hyperdx } }, report) {
      const { ingress, frontendUrl } = hyperdx;
      if (!hyperdx.enabled || !ingress.enabled || ingress.host === '') return;
      const scheme = ingress.tlsSecret === '' ? 'http' : 'https';
      const { found, host } = /^(?<found>https?):\/\/(?<host>[^/:]+)/.exec(frontendUrl)?.groups ?? {};
      const hasScheme = found === 'https' || found === scheme;
      if (hasScheme && host?.toLowerCase() === ingress.host.toLowerCase()) return;
      const url = `${scheme}://${ingress.host}`;
      report({
        message: `users come by ${url} and links lead to ${frontendUrl || 'nowhere'}`,
        paths: ['hyperdx.frontendUrl', 'hyperdx.ingress.host'],
        fix: { label: `Use ${url}`, patch: [put('hyperdx.frontendUrl', url)] },
      });
    },
  },
  {
    id: 'PS309',
    severity: 'advice',
    title: 'Public URL on this machine only',
    why: 'Links in alerts and the sign-in lead to the public URL; localhost is right only behind kubectl port-forward.',
    check({ values }, report) {
      const { hyperdx } = values;
      if (!hyperdx.enabled || !isProduction(values) || hyperdx.ingress.enabled) return;
      if (!/^https?:\/\/(localhost|127\.)/.test(hyperdx.frontendUrl)) return;
      report({ message: `links lead to ${hyperdx.frontendUrl}`, paths: ['hyperdx.frontendUrl'] });
    },
  },
  {
    id: 'PS310',
    severity: 'warning',
    title: 'Heap of HyperDX larger than its memory',
    why: 'Node grows its heap up to this size before it frees memory; the container is killed first. Three processes share the container.',
    check({ values }, report) {
      const { hyperdx } = values;
      const options = hyperdx.env.NODE_OPTIONS ?? '';
      const heap = Number(heapOption.exec(options)?.[1]);
      const limit = bytesAt(values, 'hyperdx.resources.limits.memory');
      if (!hyperdx.enabled || limit === undefined || !(heap * MiB > limit * 0.8)) return;
      const fitting = Math.max(1, Math.floor((limit * 0.75) / MiB));
      report({
        message: `the heap may grow to ${heap} MiB in a container of ${hyperdx.resources.limits.memory}`,
        paths: ['hyperdx.env', 'hyperdx.resources.limits.memory'],
        fix: {
          label: `Let it grow to ${fitting} MiB`,
          patch: [
            put('hyperdx.env', {
              ...hyperdx.env,
              NODE_OPTIONS: options.replace(heapOption, `--max-old-space-size=${fitting}`),
            }),
          ],
        },
      });
    },
  },
];

/** Whether annotations hand the volumes of a pod to a backup tool. */
export function hasBackupAnnotation(annotations: Readonly<Record<string, string>>): boolean {
  return Object.keys(annotations).some((key) => /backup/i.test(key));
}
