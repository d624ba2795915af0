import { fields, valueAt, type PlaneValues } from '../../../values';
import { isMap } from '../../../values/equality';
import { encodeUtf8 } from '../../../base';
import { imageBlocks, installed, isProduction, nameOf, parentOf, resourceBlocks } from '../blocks';
import type { Rule } from '../finding';
import { defaultText, isLess, put, reset, textAt } from '../patches';
import { linesWith } from './gateway';

/** What every workload has: images, requests and limits, log levels, labels; and the size of objects. */

/** A tag that is moved: no version, a major or minor one only, or a name. */
function moves(tag: string): boolean {
  if (/^v?\d+(\.\d+){2,}/.test(tag)) return false;
  return /^(v?\d+(\.\d+)?|latest.*|stable|edge|main|master|nightly|dev)(-[a-z]+)?$/.test(tag);
}

/** Whether the image at `block` is the chart's own, so that its default tag exists. */
function isOwnImage(values: PlaneValues, block: string): boolean {
  return textAt(values, `${block}.repository`) === defaultText(`${block}.repository`);
}

/** Labels that the chart puts on its objects, and by which it finds pods. */
const chartLabels = new Set([
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/component',
  'app.kubernetes.io/managed-by',
  'app.kubernetes.io/part-of',
  'app.kubernetes.io/version',
  'helm.sh/chart',
]);

const labelPaths = fields()
  .filter(({ kind, key }) => kind === 'labels' && key !== 'nodeSelector')
  .map(({ path }) => path);

const logLevels = fields().filter(({ key, kind }) => key === 'logLevel' && kind === 'enum');

export const workloadRules: readonly Rule[] = [
  {
    id: 'PS701',
    severity: 'error',
    title: 'Limit below the request',
    why: 'The API server refuses a container that may use less than it asks for.',
    check({ values }, report) {
      for (const block of installed(values, resourceBlocks)) {
        for (const resource of ['cpu', 'memory']) {
          const [request, limit] = [`${block}.requests.${resource}`, `${block}.limits.${resource}`];
          const least = textAt(values, request);
          if (!isLess(textAt(values, limit), least)) continue;
          report({
            message: `the limit ${textAt(values, limit)} is below the request ${least}`,
            paths: [limit, request],
            fix: { label: `Raise the limit to ${least}`, patch: [put(limit, valueAt(values, request))] },
          });
        }
      }
    },
  },
  {
    id: 'PS702',
    severity: 'warning',
    title: 'Tag that moves',
    why: 'A tag such as latest, 7 or 26.3 names another image tomorrow: nodes run different versions, and a restart is an upgrade that nobody asked for.',
    check({ values }, report) {
      for (const block of installed(values, imageBlocks)) {
        const tag = textAt(values, `${block}.tag`);
        if (textAt(values, `${block}.digest`) !== '' || !moves(tag)) continue;
        const usual = defaultText(`${block}.tag`);
        report({
          message: `${textAt(values, `${block}.repository`)}:${tag} may be another version at every start`,
          paths: [`${block}.tag`],
          fix:
            isOwnImage(values, block) && usual !== ''
              ? { label: `Use ${usual}`, patch: [reset(`${block}.tag`)] }
              : undefined,
        });
      }
    },
  },
  {
    id: 'PS703',
    severity: 'error',
    title: 'Image without a version',
    why: 'An image needs a tag or a digest; the chart does not fall back to latest.',
    check({ values }, report) {
      for (const block of installed(values, imageBlocks)) {
        const usual = defaultText(`${block}.tag`);
        // An empty default means that the chart knows a version of its own.
        if (usual === '' || textAt(values, `${block}.tag`) !== '' || textAt(values, `${block}.digest`) !== '')
          continue;
        report({
          message: `${textAt(values, `${block}.repository`)} has neither tag nor digest`,
          paths: [`${block}.tag`],
          fix: { label: `Use ${usual}`, patch: [reset(`${block}.tag`)] },
        });
      }
    },
  },
  {
    id: 'PS704',
    severity: 'advice',
    title: 'Registry of one image has no effect',
    why: 'The registry for all images wins over that of a single image.',
    check({ values }, report) {
      if (values.global.imageRegistry === '') return;
      for (const block of installed(values, imageBlocks)) {
        const path = `${block}.registry`;
        const registry = textAt(values, path);
        if (registry === '' || registry === values.global.imageRegistry) continue;
        report({
          message: `the image comes from ${values.global.imageRegistry} and not from ${registry}`,
          paths: [path, 'global.imageRegistry'],
          fix: { label: 'Remove it', patch: [reset(path)] },
        });
      }
    },
  },
  {
    id: 'PS705',
    severity: 'warning',
    title: 'Image from elsewhere than the mirror',
    why: 'A cluster that reaches only its mirror cannot pull it; its pod waits for ever.',
    check({ values, objects }, report) {
      const registry = values.global.imageRegistry.replace(/\/$/, '');
      if (registry === '') return;
      for (const { id, text, kind } of objects) {
        // Other kinds may hold such a line inside a text.
        if (!/^(Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod)$/.test(kind)) continue;
        const lines: number[] = [];
        text.split('\n').forEach((row, index) => {
          const image = /^\s*(?:- )?image: "?([^"\s]+)"?\s*$/.exec(row)?.[1];
          if (image !== undefined && !image.startsWith(`${registry}/`)) lines.push(index + 1);
        });
        if (lines.length === 0) continue;
        report({
          message: `${id} does not pull from ${registry}`,
          paths: ['global.imageRegistry'],
          places: [{ object: id, lines }],
        });
      }
    },
  },
  {
    id: 'PS706',
    severity: 'advice',
    title: 'Debug log in production',
    why: 'Debug logs cost CPU and disk, hide what matters, and may hold parts of queries and data.',
    check({ values }, report) {
      if (!isProduction(values)) return;
      for (const { path } of logLevels) {
        const component = parentOf(path);
        if (valueAt(values, `${component}.enabled`) === false) continue;
        const level = textAt(values, path);
        if (!/^(debug|trace|test)$/.test(level)) continue;
        report({
          message: `${nameOf(component)} logs at ${level}`,
          paths: [path],
          fix: { label: `Log at ${defaultText(path)}`, patch: [reset(path)] },
        });
      }
    },
  },
  {
    id: 'PS707',
    severity: 'error',
    title: 'Label that belongs to the chart',
    why: 'Services, workloads and policies find their pods by these labels; another value would cut them off.',
    check({ given }, report) {
      for (const path of labelPaths) {
        const labels = valueAt(given, path);
        if (!isMap(labels)) continue;
        const taken = Object.keys(labels).filter((key) => chartLabels.has(key));
        if (taken.length === 0) continue;
        const kept = Object.fromEntries(Object.entries(labels).filter(([key]) => !taken.includes(key)));
        report({
          message: `${taken.join(', ')} ${taken.length === 1 ? 'is' : 'are'} set by the chart`,
          paths: [path],
          fix: {
            label: 'Remove',
            patch: [Object.keys(kept).length === 0 ? reset(path) : put(path, kept)],
          },
        });
      }
    },
  },
  {
    id: 'PS708',
    severity: 'advice',
    title: 'No memory limit',
    why: 'A container without a memory limit takes its whole node down with it when it leaks.',
    check({ values }, report) {
      for (const block of installed(values, resourceBlocks)) {
        const path = `${block}.limits.memory`;
        // ClickHouse and the gateway have rules of their own, because more depends on it there.
        if (/^(clickstack|gateway)\.resources$/.test(block) || textAt(values, path) !== '') continue;
        const usual = defaultText(path);
        const request = textAt(values, `${block}.requests.memory`);
        report({
          message: `${nameOf(block)} may take the memory of its node`,
          paths: [path],
          fix:
            usual === ''
              ? undefined
              : isLess(usual, request)
                ? { label: `Limit it to ${request}`, patch: [put(path, request)] }
                : { label: `Limit it to ${usual}`, patch: [reset(path)] },
        });
      }
    },
  },
  {
    id: 'PS709',
    severity: 'advice',
    title: 'No memory request',
    why: 'Without a request the scheduler puts the pod on a full node, and it is among the first to be evicted.',
    check({ values }, report) {
      for (const block of installed(values, resourceBlocks)) {
        const path = `${block}.requests.memory`;
        // A limit alone counts as the request too.
        if (textAt(values, path) !== '' || textAt(values, `${block}.limits.memory`) !== '') continue;
        const usual = defaultText(path);
        report({
          message: `${nameOf(block)} asks for no memory`,
          paths: [path],
          fix: usual === '' ? undefined : { label: `Ask for ${usual}`, patch: [reset(path)] },
        });
      }
    },
  },
  {
    id: 'PS710',
    severity: 'error',
    title: 'Object too large for Kubernetes',
    why: 'ConfigMaps and Secrets hold 1 MiB at most; the API server refuses larger ones.',
    check({ objects }, report) {
      for (const { id, kind, text } of objects) {
        // The text is at least as long as the data in it, so most objects need no counting.
        if (!/^(ConfigMap|Secret)$/.test(kind) || text.length < 300_000) continue;
        const bytes = encodeUtf8(text).length;
        if (bytes <= 1024 * 1024) continue;
        report({
          message: `${id} has ${(bytes / 1024 / 1024).toFixed(1)} MiB`,
          paths: [],
          places: [{ object: id, lines: [linesWith(text, 'data:')[0] ?? 1] }],
        });
      }
    },
  },
];
