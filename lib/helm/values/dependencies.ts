import { isCompatibleRange } from '../chart/version-range';
import { trimSpace } from '../space';
import { warningText } from '../log-line';
import { printValue } from '../template';
import { GoMap, type HelmProfile, type Value } from '../value';
import { setSubcharts, type ChartNode, type DependencyNode } from './chart-node';
import { coalesceValues, mergeTables, mergeValues, type CoalesceOptions } from './coalesce';
import { copyMap } from './copy';
import { failValues, ValuesError } from './errors';

/**
 * Applies what Chart.yaml says of dependencies to a chart's nodes: versions and aliases choose the
 * subcharts, tags and conditions switch them off, import-values pull their values up. Changes the
 * nodes. Follows Helm's ProcessDependencies step by step, since its oddities are visible.
 */
export function processDependencies(node: ChartNode, values: GoMap, options: CoalesceOptions): void {
  try {
    enableDependencies(node, values, { path: '', ...options });
    importAllValues(node, options);
  } catch (error) {
    if (error instanceof ValuesError && options.profile !== '3.17') {
      failValues(error.code, `chart dependencies processing failed: ${error.message}`);
    }
    throw error;
  }
}

/** Returns the names that Chart.yaml wants and charts/ lacks. */
export function missingDependencies(node: ChartNode): string[] {
  const present = new Set(node.subcharts.map((subchart) => subchart.name));
  return (node.requirements ?? []).map(({ name }) => name).filter((name) => !present.has(name));
}

interface EnableOptions extends CoalesceOptions {
  /** Where the chart's values lie in its parent's, for conditions: empty or ending in a dot. */
  path: string;
}

function enableDependencies(node: ChartNode, values: GoMap, options: EnableOptions): void {
  const requirements = node.requirements;
  if (!requirements) return;
  setSubcharts(node, chooseSubcharts(node, requirements, options.profile));
  for (const requirement of requirements) requirement.enabled = true;
  const all = coalesceValues(node, values, options);
  applyTags(requirements, all, options);
  applyConditions(requirements, all, options);
  const removed = new Set(requirements.filter(({ enabled }) => !enabled).map(({ name }) => name));
  const kept = node.subcharts.filter((subchart) => !removed.has(subchart.name));
  for (const subchart of kept) {
    enableDependencies(subchart, all, { ...options, path: `${options.path}${subchart.name}.` });
  }
  const left = requirements.filter(({ name }) => !removed.has(name));
  node.requirements = left.length === 0 ? undefined : left;
  setSubcharts(node, kept);
}

/** Subcharts that Chart.yaml does not name stay as they are; named ones are copied, once for each entry. */
function chooseSubcharts(node: ChartNode, requirements: DependencyNode[], profile: HelmProfile): ChartNode[] {
  const matches = (subchart: ChartNode, requirement: DependencyNode): boolean =>
    subchart.name === requirement.name &&
    isCompatibleRange(requirement.version, subchart.chart.metadata.version, profile);
  const chosen = node.subcharts.filter((subchart) => !requirements.some((one) => matches(subchart, one)));
  for (const requirement of requirements) {
    const found = node.subcharts.find((subchart) => matches(subchart, requirement));
    if (found) chosen.push(copySubchart(found, requirement.alias, profile));
    if (requirement.alias !== '') requirement.name = requirement.alias;
  }
  return chosen;
}

/** Helm 3 copies a chart without its own subcharts, so two aliases of one chart share those. */
function copySubchart(found: ChartNode, alias: string, profile: HelmProfile): ChartNode {
  const copy: ChartNode = { ...found, subcharts: [...found.subcharts] };
  if (profile !== '3.17') {
    copy.requirements = found.requirements?.map((requirement) => ({ ...requirement }));
    setSubcharts(
      copy,
      found.subcharts.map((subchart) => ({ ...subchart })),
    );
  }
  if (alias !== '') copy.name = alias;
  return copy;
}

function applyTags(
  requirements: readonly DependencyNode[],
  values: GoMap,
  { profile, warn }: CoalesceOptions,
): void {
  const tags = tableAt(values, ['tags']);
  if (!tags) return;
  for (const requirement of requirements) {
    let hasTrue = false;
    let hasFalse = false;
    for (const tag of requirement.tags) {
      const value = tags.entries.get(tag);
      if (value === undefined) continue;
      if (value === true) hasTrue = true;
      else if (value === false) hasFalse = true;
      else {
        const sentence = `Warning: Tag '${tag}' for chart ${requirement.name} returned non-bool value`;
        const attributes = { tag, chart: requirement.name };
        warn(warningText(profile, sentence, { message: 'returned non-bool value', attributes }));
      }
    }
    requirement.enabled = hasTrue || !hasFalse;
  }
}

/** The first condition that is a boolean decides. */
function applyConditions(
  requirements: readonly DependencyNode[],
  values: GoMap,
  options: EnableOptions,
): void {
  for (const requirement of requirements) {
    for (const condition of trimSpace(requirement.condition).split(',')) {
      if (condition === '') continue;
      const value = leafAt(values, `${options.path}${condition}`.split('.'));
      if (value === undefined) continue;
      if (typeof value === 'boolean') {
        requirement.enabled = value;
        break;
      }
      const sentence = `Warning: Condition path '${condition}' for chart ${requirement.name} returned non-bool value`;
      const attributes = { path: condition, chart: requirement.name };
      options.warn(
        warningText(options.profile, sentence, { message: 'returned non-bool value', attributes }),
      );
    }
  }
}

function leafAt(values: GoMap, path: readonly string[]): Value | undefined {
  const table = tableAt(values, path.slice(0, -1));
  const leaf = table?.entries.get(path.at(-1) ?? '');
  return leaf instanceof GoMap ? undefined : leaf;
}

/** The map at a path, or undefined when something on the way is no map. */
export function tableAt(values: GoMap, path: readonly string[]): GoMap | undefined {
  let table = values;
  for (const key of path) {
    const inner = table.entries.get(key);
    if (!(inner instanceof GoMap)) return undefined;
    table = inner;
  }
  return table;
}

function importAllValues(node: ChartNode, options: CoalesceOptions): void {
  for (const subchart of node.subcharts) importAllValues(subchart, options);
  importValues(node, options);
}

/** Puts what import-values name of the subcharts' values under the chart's own defaults. */
function importValues(node: ChartNode, options: CoalesceOptions): void {
  if (!node.requirements) return;
  const all = mergeValues(node, new GoMap(), options);
  let imported = new GoMap();
  for (const requirement of node.requirements) {
    for (const entry of requirement.importValues) {
      const route = importRoute(entry, options.profile);
      if (!route) continue;
      const table = tableAt(all, `${requirement.name}.${route.child}`.split('.'));
      if (!table) {
        options.warn(missingTableWarning(requirement.name, route, options.profile));
        continue;
      }
      imported = mergeTables(imported, nest(table, route.parent), options);
    }
  }
  node.values = mergeTables(copyMap(all), imported, options);
}

interface ImportRoute {
  child: string;
  parent: string;
  isExport: boolean;
}

function importRoute(entry: Value, profile: HelmProfile): ImportRoute | undefined {
  if (typeof entry === 'string') return { child: `exports.${entry}`, parent: '.', isExport: true };
  if (!(entry instanceof GoMap)) return undefined;
  return {
    child: routePart(entry, 'child', profile),
    parent: routePart(entry, 'parent', profile),
    isExport: false,
  };
}

/** Helm 3 panics on a part that is no text; Helm 4 prints whatever it is. */
function routePart(entry: GoMap, key: string, profile: HelmProfile): string {
  const value = entry.entries.get(key) ?? null;
  if (typeof value === 'string') return value;
  if (profile !== '3.17') return printValue(value);
  return failValues('values-type', `import-values: ${key} is not a string`);
}

function missingTableWarning(chart: string, route: ImportRoute, profile: HelmProfile): string {
  const path = `${chart}.${route.child}`;
  const error = `"${path.split('.').at(-1) ?? path}" is not a table`;
  const message = 'ImportValues missing table';
  if (route.isExport) {
    return warningText(profile, `Warning: ${message}: ${error}`, { message, attributes: { error } });
  }
  return warningText(profile, `Warning: ${message} from chart ${chart}: ${error}`, {
    message: `${message} from chart`,
    attributes: { chart, error },
  });
}

function nest(table: GoMap, parent: string): GoMap {
  if (parent === '.') return table;
  return parent.split('.').reduceRight((inner, key) => new GoMap(new Map([[key, inner]])), table);
}
