import { valueAt, type PlaneValues } from '../../../values';
import {
  budgetBlocks,
  installed,
  isProduction,
  nameOf,
  parentOf,
  podCount,
  scalerBlocks,
  serverCount,
  workloadBlocks,
} from '../blocks';
import type { Rule } from '../finding';
import { defaultText, isLess, put, reset, textAt } from '../patches';
import { hasBackupAnnotation } from './hyperdx';

/** What happens when a pod, a node or a zone is lost, and while nodes are drained. */

/** Whether nothing keeps the pods of the workload at `block` off each other's nodes. */
function isUnspread(values: PlaneValues, block: string): boolean {
  const affinity = valueAt(values, `${block}.affinity`);
  const hasOwn = typeof affinity === 'object' && affinity !== null && Object.keys(affinity).length > 0;
  // An own affinity replaces the built-in spreading.
  return hasOwn ? !('podAntiAffinity' in affinity) : textAt(values, `${block}.spread`) === 'off';
}

function spreadFix(values: PlaneValues, block: string) {
  const hasOwn = Object.keys((valueAt(values, `${block}.affinity`) as object | undefined) ?? {}).length > 0;
  // An own affinity says where pods must run: that is not ours to remove.
  if (hasOwn) return undefined;
  return { label: 'Spread over nodes', patch: [put(`${block}.spread`, 'preferred')] };
}

export const availabilityRules: readonly Rule[] = [
  {
    id: 'PS601',
    severity: 'warning',
    title: 'One ClickHouse server in standard mode',
    why: 'With one server there is one copy of the data and no copy to read from while it restarts; tables of one server do not become replicated ones later.',
    check({ values }, report) {
      if (!isProduction(values) || serverCount(values).count !== 1) return;
      report({
        message: 'all telemetry is on one server',
        paths: ['clickstack.replicas.standard'],
        fix: { label: 'Run three', patch: [put('clickstack.replicas.standard', 3)] },
      });
    },
  },
  {
    id: 'PS602',
    severity: 'advice',
    title: 'One copy of the data and no backup',
    why: 'The loss of the one volume loses all telemetry. That is fine for a trial; else back the volume up (an annotation on the pods for the backup tool says so) or run three servers.',
    check({ values }, report) {
      if (isProduction(values) || serverCount(values).count !== 1) return;
      if (hasBackupAnnotation(values.clickstack.podAnnotations)) return;
      report({
        message: 'the volume of the one server holds the only copy',
        paths: ['clickstack.podAnnotations', 'clickstack.replicas.minimal'],
      });
    },
  },
  {
    id: 'PS603',
    severity: 'warning',
    title: 'Two ClickHouse servers',
    why: 'Keeper needs a majority: of two servers that is both, so the loss of either stops all writing.',
    check({ values }, report) {
      const { count, path } = serverCount(values);
      if (count !== 2) return;
      report({
        message: 'the loss of either server stops all writing',
        paths: [path],
        fix: { label: 'Run three', patch: [put(path, 3)] },
      });
    },
  },
  {
    id: 'PS604',
    severity: 'advice',
    title: 'Even number of ClickHouse servers',
    why: 'A majority of four is three, as of five: the fourth server adds no failure that can be survived.',
    check({ values }, report) {
      const { count, path } = serverCount(values);
      if (count < 4 || count % 2 !== 0) return;
      report({
        message: `${count} servers survive no more failures than ${count - 1}`,
        paths: [path],
        fix: { label: `Run ${count + 1}`, patch: [put(path, count + 1)] },
      });
    },
  },
  {
    id: 'PS605',
    severity: 'warning',
    title: 'No replicas',
    why: 'A part that is on and has no pods answers nobody; turn the part off if it is not wanted.',
    check({ values }, report) {
      for (const component of ['gateway', 'hyperdx', 'observer'] as const) {
        if (!values[component].enabled || podCount(values, component) > 0) continue;
        report({
          message: `${nameOf(component)} has no pods`,
          paths: [`${component}.replicas`],
          fix: { label: 'Run one', patch: [put(`${component}.replicas`, 1)] },
        });
      }
    },
  },
  {
    id: 'PS606',
    severity: 'warning',
    title: 'Keeper on one node',
    why: 'Keeper runs inside the ClickHouse servers. When two of three share a node, the loss of that node loses the majority and stops all writing.',
    check({ values }, report) {
      if (serverCount(values).count < 2 || !isUnspread(values, 'clickstack')) return;
      report({
        message: 'servers may share a node, and with it their fate',
        paths: ['clickstack.spread', 'clickstack.affinity'],
        fix: spreadFix(values, 'clickstack'),
      });
    },
  },
  {
    id: 'PS607',
    severity: 'advice',
    title: 'Replicas that may share a node',
    why: 'Replicas survive the loss of a node only when they are on different ones.',
    check({ values }, report) {
      for (const block of installed(values, workloadBlocks)) {
        if (block === 'clickstack' || podCount(values, block) < 2 || !isUnspread(values, block)) continue;
        report({
          message: `pods of ${nameOf(block)} may all be on one node`,
          paths: [`${block}.spread`, `${block}.affinity`],
          fix: spreadFix(values, block),
        });
      }
    },
  },
  {
    id: 'PS608',
    severity: 'warning',
    title: 'Disruption budget that lets the majority go',
    why: 'Draining nodes may evict as many servers at once as the budget allows; Keeper needs more than half of them.',
    check({ values }, report) {
      const { count } = serverCount(values);
      const { enabled, maxUnavailable } = values.clickstack.podDisruptionBudget;
      const spare = Math.max(1, Math.floor((count - 1) / 2));
      if (count < 2 || !enabled || maxUnavailable <= spare) return;
      const path = 'clickstack.podDisruptionBudget.maxUnavailable';
      report({
        message: `${maxUnavailable} of ${count} servers may be evicted at once, and Keeper survives ${Math.floor((count - 1) / 2)}`,
        paths: [path],
        fix: { label: `Allow ${spare}`, patch: [put(path, spare)] },
      });
    },
  },
  {
    id: 'PS609',
    severity: 'advice',
    title: 'Replicas without a disruption budget',
    why: 'Without a budget, draining nodes for maintenance may evict all replicas at the same time.',
    check({ values }, report) {
      for (const block of installed(values, budgetBlocks)) {
        const component = parentOf(block);
        if (podCount(values, component) < 2 || valueAt(values, `${block}.enabled`) !== false) continue;
        report({
          message: `draining nodes may stop all pods of ${nameOf(component)}`,
          paths: [`${block}.enabled`],
          fix: { label: 'Limit disruption', patch: [put(`${block}.enabled`, true)] },
        });
      }
    },
  },
  {
    id: 'PS610',
    severity: 'warning',
    title: 'Replicas beside a scaler',
    why: 'The scaler sets the number of replicas; a number in the values has no effect.',
    check({ values }, report) {
      for (const block of installed(values, scalerBlocks)) {
        const path = `${parentOf(block)}.replicas`;
        const replicas = valueAt(values, path);
        if (valueAt(values, `${block}.enabled`) !== true || !(Number(replicas) > 1)) continue;
        report({
          message: `${String(replicas)} replicas are asked for, and the scaler decides`,
          paths: [path, `${block}.enabled`],
          fix: { label: 'Leave it to the scaler', patch: [reset(path)] },
        });
      }
    },
  },
  {
    id: 'PS611',
    severity: 'error',
    title: 'Scaler with its range upside down',
    why: 'The API server refuses a scaler whose minimum is above its maximum.',
    check({ values }, report) {
      for (const block of installed(values, scalerBlocks)) {
        const [min, max] = [valueAt(values, `${block}.minReplicas`), valueAt(values, `${block}.maxReplicas`)];
        if (valueAt(values, `${block}.enabled`) !== true || !(Number(min) > Number(max))) continue;
        report({
          message: `at least ${String(min)} and at most ${String(max)} replicas`,
          paths: [`${block}.maxReplicas`, `${block}.minReplicas`],
          fix: { label: `Allow ${String(min)}`, patch: [put(`${block}.maxReplicas`, min)] },
        });
      }
    },
  },
  {
    id: 'PS612',
    severity: 'error',
    title: 'Scaler with nothing to measure',
    why: 'A scaler compares use with the request: it needs a target, and a request for each resource that has one.',
    check({ values }, report) {
      for (const block of installed(values, scalerBlocks)) {
        if (valueAt(values, `${block}.enabled`) !== true) continue;
        const component = parentOf(block);
        const cpu = Number(valueAt(values, `${block}.targetCPU`));
        const memory = Number(valueAt(values, `${block}.targetMemory`));
        const requests = `${component}.resources.requests`;
        const noTarget = cpu === 0 && memory === 0;
        const noCpu = (cpu > 0 || noTarget) && textAt(values, `${requests}.cpu`) === '';
        const noMemory = memory > 0 && textAt(values, `${requests}.memory`) === '';
        if (!noTarget && !noCpu && !noMemory) continue;
        const patch = [
          ...(noTarget ? [reset(`${block}.targetCPU`)] : []),
          ...(noCpu ? requestFix(component, 'cpu', values) : []),
          ...(noMemory ? requestFix(component, 'memory', values) : []),
        ];
        report({
          message: noTarget
            ? 'neither CPU nor memory has a target'
            : 'a target has no request to be measured against',
          // The place that validation names: the target.
          paths: [noTarget || noCpu ? `${block}.targetCPU` : `${block}.targetMemory`, `${requests}.cpu`],
          fix: { label: noTarget ? 'Scale by CPU' : 'Ask for the usual amount', patch },
        });
      }
    },
  },
  {
    id: 'PS613',
    severity: 'advice',
    title: 'Scaler that goes down to one pod',
    why: 'With little load one pod remains, and its node can be lost at night as well.',
    check({ values }, report) {
      if (!isProduction(values)) return;
      for (const block of installed(values, scalerBlocks)) {
        if (valueAt(values, `${block}.enabled`) !== true || valueAt(values, `${block}.minReplicas`) !== 1)
          continue;
        const most = valueAt(values, `${block}.maxReplicas`);
        report({
          message: `one pod of ${nameOf(parentOf(block))} remains when there is little load`,
          paths: [`${block}.minReplicas`],
          fix: {
            label: 'Keep two',
            patch: [put(`${block}.minReplicas`, 2), ...(most === 1 ? [put(`${block}.maxReplicas`, 2)] : [])],
          },
        });
      }
    },
  },
  {
    id: 'PS614',
    severity: 'warning',
    title: 'Disruption budget that blocks drains',
    why: 'A budget that allows no pod to leave keeps nodes from being drained: upgrades of the cluster hang until somebody deletes pods by hand.',
    check({ objects }, report) {
      for (const { id, kind, text } of objects) {
        if (kind !== 'PodDisruptionBudget') continue;
        const line = text
          .split('\n')
          .findIndex((row) =>
            /^ {2}(maxUnavailable: ["']?0%?["']?|minAvailable: ["']?100%["']?)\s*$/.test(row),
          );
        if (line < 0) continue;
        report({ message: `${id} lets no pod go`, paths: [], places: [{ object: id, lines: [line + 1] }] });
      }
    },
  },
];

/** The default request, or the limit where that is less. */
function requestFix(component: string, resource: 'cpu' | 'memory', values: PlaneValues) {
  const path = `${component}.resources.requests.${resource}`;
  const limit = textAt(values, `${component}.resources.limits.${resource}`);
  const usual = defaultText(path);
  return [limit !== '' && isLess(limit, usual) ? put(path, limit) : reset(path)];
}
