import { formatText, printValue } from '../template';
import { GoMap, type HelmProfile, type Value } from '../value';
import type { ChartNode } from './chart-node';
import { copyMap } from './copy';
import { failValues } from './errors';

/**
 * How Helm combines values: the user's over a chart's own, a parent's over its subcharts'. Merging
 * keeps nulls; coalescing lets a null remove a default, with rules that differ by Helm version:
 * 3.17 removes any null that meets a default; 4.1 only where the default is not null itself, and
 * spreads the user's nulls; 4.2 also drops nulls that defaults bring along.
 */
export interface CoalesceOptions {
  profile: HelmProfile;
  /** Receives the warnings that Helm logs. */
  warn: (message: string) => void;
}

/** Returns the values that a chart and its subcharts see, given the user's; nothing passed in is changed. */
export function coalesceValues(node: ChartNode, values: GoMap, options: CoalesceOptions): GoMap {
  return new Coalescer(options).chart(node, copyMap(values), '', false);
}

/** As `coalesceValues`, but nulls stay, for values that will be coalesced again. */
export function mergeValues(node: ChartNode, values: GoMap, options: CoalesceOptions): GoMap {
  return new Coalescer(options).chart(node, copyMap(values), '', true);
}

/** Merges `source` under `target`, which has precedence, changes it and returns it. */
export function mergeTables(target: GoMap, source: GoMap, options: CoalesceOptions): GoMap {
  return new Coalescer(options).tables(target, source, '', true);
}

class Coalescer {
  private readonly profile: HelmProfile;
  private readonly warn: (message: string) => void;

  constructor(options: CoalesceOptions) {
    this.profile = options.profile;
    this.warn = options.warn;
  }

  // eslint-disable-next-line max-params -- the recursion's own state, as in Helm
  chart(node: ChartNode, target: GoMap, prefix: string, merge: boolean): GoMap {
    this.own(node, target, prefix, merge);
    for (const subchart of node.subcharts) this.subchart(node, subchart, { target, prefix, merge });
    return target;
  }

  private subchart(
    node: ChartNode,
    subchart: ChartNode,
    at: { target: GoMap; prefix: string; merge: boolean },
  ): void {
    let inner = at.target.entries.get(subchart.name);
    if (inner === undefined) {
      inner = new GoMap();
      at.target.entries.set(subchart.name, inner);
    } else if (!(inner instanceof GoMap)) {
      return failValues('values-type', `type mismatch on ${subchart.name}: ${formatText('%t', [inner])}`);
    }
    const prefix = join(at.prefix, node.name);
    this.globals(inner, at.target, prefix);
    this.chart(subchart, inner, prefix, at.merge);
  }

  /** Puts the chart's own values under `target`. */
  // eslint-disable-next-line max-params -- the recursion's own state, as in Helm
  private own(node: ChartNode, target: GoMap, prefix: string, merge: boolean): void {
    const path = join(prefix, node.name);
    for (const [key, value] of copyMap(node.values).entries) {
      const present = target.entries.get(key);
      if (present === undefined) {
        if (this.profile === '4.2' && !merge) {
          if (value === null) continue;
          if (value instanceof GoMap) dropNulls(value);
        }
        target.entries.set(key, value);
      } else if (present === null && !merge) target.entries.delete(key);
      else if (present instanceof GoMap) {
        if (!(value instanceof GoMap)) {
          if (value !== null) this.warn(`warning: skipped value for ${join(path, key)}: Not a table.`);
          continue;
        }
        const keepsNulls = merge || node.subcharts.some((subchart) => subchart.name === key);
        if (this.profile === '4.2' && !keepsNulls) dropNulls(value);
        this.tables(present, value, join(path, key), keepsNulls);
      }
    }
  }

  /** Copies the parent's globals into a subchart's, which keep what they have. */
  private globals(target: GoMap, source: GoMap, prefix: string): void {
    const given = target.entries.get('global');
    if (given !== undefined && !(given instanceof GoMap)) {
      this.warn('warning: skipping globals because destination global is not a table.');
      return;
    }
    const inherited = source.entries.get('global');
    if (inherited !== undefined && !(inherited instanceof GoMap)) {
      this.warn('warning: skipping globals because source global is not a table.');
      return;
    }
    const globals = given ?? new GoMap();
    for (const [key, value] of inherited?.entries ?? []) {
      const present = globals.entries.get(key);
      if (value instanceof GoMap) {
        const copy = new GoMap(new Map(value.entries));
        if (present === undefined) globals.entries.set(key, copy);
        else if (present instanceof GoMap) {
          this.tables(copy, present, join(prefix, key), true);
          globals.entries.set(key, copy);
        } else this.warn(`Conflict: cannot merge map onto non-map for ${JSON.stringify(key)}. Skipping.`);
      } else if (present instanceof GoMap) this.warn(`key ${key} is table. Skipping`);
      else globals.entries.set(key, value);
    }
    target.entries.set('global', globals);
  }

  // eslint-disable-next-line max-params -- the recursion's own state, as in Helm
  tables(target: GoMap, source: GoMap, prefix: string, merge: boolean): GoMap {
    if (this.profile === '3.17') return this.fill(target, source, { prefix, merge, removes: () => true });
    const defaults = new Set<string>();
    for (const [key, value] of source.entries) if (value !== null) defaults.add(key);
    for (const [key, value] of target.entries) if (value === null) source.entries.set(key, null);
    return this.fill(target, source, { prefix, merge, removes: (key) => defaults.has(key) });
  }

  private fill(
    target: GoMap,
    source: GoMap,
    how: { prefix: string; merge: boolean; removes: (key: string) => boolean },
  ): GoMap {
    for (const [key, value] of source.entries) {
      const present = target.entries.get(key);
      if (present === null && !how.merge && how.removes(key)) target.entries.delete(key);
      else if (present === undefined) target.entries.set(key, value);
      else if (value instanceof GoMap) {
        if (present instanceof GoMap) this.tables(present, value, join(how.prefix, key), how.merge);
        else this.warnTable('cannot overwrite table with non table for', join(how.prefix, key), value);
      } else if (present instanceof GoMap && value !== null) {
        this.warn(
          `warning: destination for ${join(how.prefix, key)} is a table. Ignoring non-table value (${printValue(value)})`,
        );
      }
    }
    return target;
  }

  private warnTable(what: string, path: string, value: Value): void {
    this.warn(`warning: ${what} ${path} (${printValue(value)})`);
  }
}

function dropNulls(map: GoMap): void {
  for (const [key, value] of map.entries) {
    if (value === null) map.entries.delete(key);
    else if (value instanceof GoMap) dropNulls(value);
  }
}

function join(prefix: string, key: string): string {
  return prefix === '' ? key : `${prefix}.${key}`;
}
