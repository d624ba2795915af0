import { compareText } from '../text';
import { GoList, GoMap, type Value } from '../value';
import {
  allowedTypes,
  asNumber,
  canonical,
  equalJson,
  hasType,
  isMultiple,
  keyword,
  lengthOf,
  listOf,
  numberOf,
  schemaType,
  subschemas,
  type SchemaDocument,
} from './schema-document';
import { hasFormat } from './schema-format';
import { display, formatReason, grouped, isContainer, pointer, quote, sortTypes } from './schema-words';
import { shareParts } from './shared-parts';

/** One fault, with the faults that caused it. A group or a single reference prints only its causes. */
interface Fault {
  path: readonly string[];
  message: string;
  causes: readonly Fault[];
  isReference: boolean;
  isGroup: boolean;
}

/**
 * Validates as Helm 4 does (santhosh-tekuri/jsonschema v6): its drafts, order and words. Returns the
 * report with a final line break; empty when the values fit. Where Go walks a map at random, keys are
 * walked in order here.
 */
export function validateLikeHelm4(document: SchemaDocument, values: Value): string {
  // Values fit most of the time, and finding that out needs neither order nor paths. From one time to
  // the next most of them stay the same, and what fitted at a place still does.
  const before = document.fitting;
  const shared = shareParts(values, before);
  if (!new Validator(document, true).check(document.root, shared, [], before)) {
    document.fitting = shared;
    return '';
  }
  const fault = new Validator(document, false).check(document.root, values, []);
  if (!fault) return '';
  const causes = fault.isGroup ? fault.causes : [fault];
  return `${causes
    .map((cause) => printFault(cause, 0))
    .join('')
    .replace(/^\n/, '')}\n`;
}

function printFault(fault: Fault, indent: number): string {
  const isSkipped = fault.isReference && fault.causes.length === 1;
  const own = isSkipped ? '' : `\n${'  '.repeat(indent)}- at ${quote(pointer(fault.path))}: ${fault.message}`;
  return own + fault.causes.map((cause) => printFault(cause, isSkipped ? indent : indent + 1)).join('');
}

class Validator {
  private readonly document: SchemaDocument;
  private readonly draft: number;
  /** Whether only the presence of a fault matters, not its place and the order among others. */
  private readonly isVerdictOnly: boolean;
  private depth = 0;

  constructor(document: SchemaDocument, isVerdictOnly: boolean) {
    this.document = document;
    this.draft = document.draft;
    this.isVerdictOnly = isVerdictOnly;
  }

  private keysOf(map: GoMap): Iterable<string> {
    return this.isVerdictOnly ? map.entries.keys() : [...map.entries.keys()].sort(compareText);
  }

  private inside(path: readonly string[], key: string | number): readonly string[] {
    return this.isVerdictOnly ? path : [...path, String(key)];
  }

  /**
   * Returns the fault of a value. `before` is what this very schema was applied to at this very place
   * in values that fitted, if it was applied there whatever else these values held.
   */
  // eslint-disable-next-line max-params -- the recursion's own state
  check(schema: Value, value: Value, path: readonly string[], before?: Value): Fault | undefined {
    if (before !== undefined && value === before) return undefined;
    if (schema === false) return leaf(path, 'false schema');
    // A schema that refers to itself for the same value would recurse for ever.
    if (!(schema instanceof GoMap) || this.depth > 500) return undefined;
    this.depth += 1;
    const fault = this.checkOwn(schema, value, path, before);
    this.depth -= 1;
    return fault;
  }

  // eslint-disable-next-line max-params -- the recursion's own state
  private checkOwn(schema: GoMap, value: Value, path: readonly string[], before?: Value): Fault | undefined {
    const reference = keyword(schema, '$ref');
    // Before draft 2019 a reference hides everything beside it.
    if (typeof reference === 'string' && this.draft < 2019)
      return this.reference(reference, value, path, before);
    const early = this.first(schema, value, path);
    if (early) return early;
    const faults: Fault[] = [];
    const add = (fault: Fault | undefined): void => void (fault && faults.push(fault));
    if (typeof reference === 'string') add(this.reference(reference, value, path, before));
    if (value instanceof GoMap) this.object(schema, value, { path, add, before });
    else if (value instanceof GoList) this.array(schema, value, { path, add });
    else if (typeof value === 'string') this.string(schema, value, { path, add });
    else {
      const number = asNumber(value);
      if (number !== undefined) this.number(schema, number, { path, add });
    }
    this.combinations(schema, value, { path, add });
    if (faults.length <= 1) return faults[0];
    return { path, message: 'validation failed', causes: faults, isReference: false, isGroup: true };
  }

  // eslint-disable-next-line max-params -- the recursion's own state
  private reference(
    reference: string,
    value: Value,
    path: readonly string[],
    before?: Value,
  ): Fault | undefined {
    const fault = this.check(this.document.resolve(reference), value, path, before);
    if (!fault) return undefined;
    const causes = fault.isGroup ? fault.causes : [fault];
    return { path, message: 'validation failed', causes, isReference: true, isGroup: false };
  }

  /** The keywords whose fault ends the validation of a value. */
  private first(schema: GoMap, value: Value, path: readonly string[]): Fault | undefined {
    const types = allowedTypes(schema);
    if (types.length > 0 && !hasType(value, types)) {
      return leaf(path, `got ${schemaType(value)}, want ${sortTypes(types).join(' or ')}`);
    }
    const constant = keyword(schema, 'const');
    if (constant !== undefined && !equalJson(constant, value)) {
      return leaf(path, isContainer(constant) ? "'const' failed" : `value must be ${display(constant)}`);
    }
    const allowed = listOf(schema, 'enum');
    if (keyword(schema, 'enum') instanceof GoList && !allowed.some((one) => equalJson(one, value))) {
      if (allowed.some(isContainer)) return leaf(path, "'enum' failed");
      const wanted = allowed.map(display).join(', ');
      return leaf(path, allowed.length === 1 ? `value must be ${wanted}` : `value must be one of ${wanted}`);
    }
    const format = keyword(schema, 'format');
    if (
      typeof format === 'string' &&
      typeof value === 'string' &&
      this.draft < 2019 &&
      !hasFormat(value, format)
    ) {
      return leaf(path, `${quote(value)} is not valid ${format}: ${formatReason(format)}`);
    }
    return undefined;
  }

  private object(schema: GoMap, value: GoMap, at: Place): void {
    const size = value.entries.size;
    const least = numberOf(schema, 'minProperties');
    if (least !== undefined && size < least)
      at.add(leaf(at.path, `minProperties: got ${size}, want ${least}`));
    const most = numberOf(schema, 'maxProperties');
    if (most !== undefined && size > most) at.add(leaf(at.path, `maxProperties: got ${size}, want ${most}`));
    const missing = missingOf(listOf(schema, 'required'), value);
    if (missing.length === 1) at.add(leaf(at.path, `missing property ${quote(missing[0] ?? '')}`));
    else if (missing.length > 1) at.add(leaf(at.path, `missing properties ${missing.map(quote).join(', ')}`));
    this.dependent(schema, 'dependencies', { value, at });
    const extra: string[] = [];
    for (const key of this.keysOf(value)) {
      if (!this.property(schema, { key, value }, at)) extra.push(key);
    }
    if (extra.length > 0)
      at.add(leaf(at.path, `additional properties ${extra.map(quote).join(', ')} not allowed`));
    if (this.draft === 4) return;
    this.propertyNames(schema, value, at);
    if (this.draft === 6) return;
    this.dependent(schema, 'dependentSchemas', { value, at });
    this.dependent(schema, 'dependentRequired', { value, at });
  }

  private dependent(schema: GoMap, name: string, on: { value: GoMap; at: Place }): void {
    for (const [key, dependency] of subschemas(schema, name)) {
      if (!on.value.entries.has(key)) continue;
      if (dependency instanceof GoList) {
        const missing = missingOf(dependency.items, on.value);
        if (missing.length > 0) {
          on.at.add(
            leaf(on.at.path, `properties ${missing.map(quote).join(', ')} required, if ${quote(key)} exists`),
          );
        }
      } else on.at.add(this.check(dependency, on.value, on.at.path));
    }
  }

  /** Whether the property is allowed at all; its own faults are added. */
  private property(schema: GoMap, entry: { key: string; value: GoMap }, at: Place): boolean {
    const item = entry.value.entries.get(entry.key) ?? null;
    const path = this.inside(at.path, entry.key);
    const before = at.before instanceof GoMap ? at.before.entries.get(entry.key) : undefined;
    let isEvaluated = false;
    const properties = keyword(schema, 'properties');
    const own = properties instanceof GoMap ? properties.entries.get(entry.key) : undefined;
    if (own !== undefined) {
      isEvaluated = true;
      at.add(this.check(own, item, path, before));
    }
    for (const [pattern, inner] of subschemas(schema, 'patternProperties')) {
      if (!this.document.matches(pattern, entry.key)) continue;
      isEvaluated = true;
      at.add(this.check(inner, item, path, before));
    }
    if (isEvaluated) return true;
    const additional = keyword(schema, 'additionalProperties');
    if (additional === false) return false;
    if (additional instanceof GoMap) at.add(this.check(additional, item, path, before));
    return true;
  }

  private propertyNames(schema: GoMap, value: GoMap, at: Place): void {
    const names = keyword(schema, 'propertyNames');
    if (names === undefined) return;
    for (const key of this.keysOf(value)) {
      const fault = this.check(names, key, []);
      if (!fault) continue;
      const causes = fault.isGroup ? fault.causes : [fault];
      at.add({
        path: [],
        message: `invalid propertyName ${quote(key)}`,
        causes,
        isReference: false,
        isGroup: false,
      });
    }
  }

  private array(schema: GoMap, value: GoList, at: Place): void {
    const size = value.items.length;
    const least = numberOf(schema, 'minItems');
    if (least !== undefined && size < least) at.add(leaf(at.path, `minItems: got ${size}, want ${least}`));
    const most = numberOf(schema, 'maxItems');
    if (most !== undefined && size > most) at.add(leaf(at.path, `maxItems: got ${size}, want ${most}`));
    if (keyword(schema, 'uniqueItems') === true) {
      const twins = duplicates(value.items);
      if (twins) at.add(leaf(at.path, `items at ${twins[0]} and ${twins[1]} are equal`));
    }
    this.items(schema, value, at);
    this.contains(schema, value, at);
  }

  private items(schema: GoMap, value: GoList, at: Place): void {
    const items = keyword(schema, 'items');
    const prefix =
      this.draft < 2020 ? (items instanceof GoList ? items.items : []) : listOf(schema, 'prefixItems');
    const rest = this.draft < 2020 && items instanceof GoList ? keyword(schema, 'additionalItems') : items;
    for (const [i, item] of value.items.entries()) {
      const inner = prefix[i] ?? (rest instanceof GoMap ? rest : undefined);
      if (inner !== undefined) at.add(this.check(inner, item, this.inside(at.path, i)));
      else if (rest === false && this.draft >= 2020) at.add(this.check(false, item, this.inside(at.path, i)));
    }
    const extra = value.items.length - prefix.length;
    if (rest === false && this.draft < 2020 && items instanceof GoList && extra > 0) {
      at.add(leaf(at.path, `last ${extra} additionalItem(s) not allowed`));
    }
  }

  private contains(schema: GoMap, value: GoList, at: Place): void {
    const contains = keyword(schema, 'contains');
    if (contains === undefined || this.draft === 4) return;
    const faults: Fault[] = [];
    let matched = 0;
    for (const [i, item] of value.items.entries()) {
      const fault = this.check(contains, item, this.inside(at.path, i));
      if (fault) faults.push(fault);
      else matched += 1;
    }
    const least = numberOf(schema, 'minContains');
    if (least === undefined && matched === 0) {
      at.add({ ...leaf(at.path, 'no items match contains schema'), causes: faults });
    } else if (least !== undefined && matched < least) {
      const message = `min ${least} items required to match contains schema, but ${matched === 0 ? 'none matched' : `matched ${matched} items`}`;
      at.add({ ...leaf(at.path, message), causes: faults });
    }
  }

  private string(schema: GoMap, value: string, at: Place): void {
    const length = lengthOf(value);
    const least = numberOf(schema, 'minLength');
    if (least !== undefined && length < least)
      at.add(leaf(at.path, `minLength: got ${length}, want ${least}`));
    const most = numberOf(schema, 'maxLength');
    if (most !== undefined && length > most) at.add(leaf(at.path, `maxLength: got ${length}, want ${most}`));
    const pattern = keyword(schema, 'pattern');
    if (typeof pattern === 'string' && !this.document.matches(pattern, value)) {
      at.add(leaf(at.path, `${quote(value)} does not match pattern ${quote(pattern)}`));
    }
  }

  private number(schema: GoMap, value: number, at: Place): void {
    const report = (name: string, limit: number | undefined, isBad: (limit: number) => boolean): void => {
      if (limit === undefined || !isBad(limit)) return;
      at.add(leaf(at.path, `${name}: got ${grouped(value)}, want ${grouped(limit)}`));
    };
    const isOpenBelow = this.draft === 4 && keyword(schema, 'exclusiveMinimum') === true;
    const isOpenAbove = this.draft === 4 && keyword(schema, 'exclusiveMaximum') === true;
    const least = numberOf(schema, 'minimum');
    const most = numberOf(schema, 'maximum');
    report('minimum', isOpenBelow ? undefined : least, (limit) => value < limit);
    report('maximum', isOpenAbove ? undefined : most, (limit) => value > limit);
    report(
      'exclusiveMinimum',
      isOpenBelow ? least : numberOf(schema, 'exclusiveMinimum'),
      (limit) => value <= limit,
    );
    report(
      'exclusiveMaximum',
      isOpenAbove ? most : numberOf(schema, 'exclusiveMaximum'),
      (limit) => value >= limit,
    );
    report('multipleOf', numberOf(schema, 'multipleOf'), (unit) => !isMultiple(value, unit));
  }

  private combinations(schema: GoMap, value: Value, at: Place): void {
    if (!this.document.hasCombinations(schema)) return;
    const not = keyword(schema, 'not');
    if (not !== undefined && !this.check(not, value, at.path)) at.add(leaf(at.path, "'not' failed"));
    const faultsOf = (name: string): (Fault | undefined)[] =>
      listOf(schema, name).map((one) => this.check(one, value, at.path));
    const failed = faultsOf('allOf').filter((fault) => fault !== undefined);
    if (failed.length > 0) at.add({ ...leaf(at.path, "'allOf' failed"), causes: failed });
    const any = faultsOf('anyOf');
    if (any.length > 0 && any.every((fault) => fault !== undefined)) {
      at.add({ ...leaf(at.path, "'anyOf' failed"), causes: any });
    }
    const one = faultsOf('oneOf');
    const fitting = one.flatMap((fault, i) => (fault ? [] : [i]));
    if (one.length > 0 && fitting.length === 0) {
      at.add({
        ...leaf(at.path, "'oneOf' failed, none matched"),
        causes: one.filter((fault) => fault !== undefined),
      });
    } else if (fitting.length > 1) {
      at.add(leaf(at.path, `'oneOf' failed, subschemas ${fitting[0]}, ${fitting[1]} matched`));
    }
    if (this.draft < 7) return;
    const condition = keyword(schema, 'if');
    if (condition === undefined) return;
    const branch = keyword(schema, this.check(condition, value, at.path) ? 'else' : 'then');
    if (branch !== undefined) at.add(this.check(branch, value, at.path));
  }
}

interface Place {
  path: readonly string[];
  add: (fault: Fault | undefined) => void;
  /** See `Validator.check`. */
  before?: Value | undefined;
}

function leaf(path: readonly string[], message: string): Fault {
  return { path, message, causes: [], isReference: false, isGroup: false };
}

function missingOf(names: readonly Value[], value: GoMap): string[] {
  return names.filter((name) => typeof name === 'string' && !value.entries.has(name)).map(String);
}

function duplicates(items: readonly Value[]): [number, number] | undefined {
  const seen = new Map<string, number>();
  for (const [j, item] of items.entries()) {
    const text = canonical(item);
    const i = seen.get(text);
    if (i !== undefined) return [i, j];
    seen.set(text, j);
  }
  return undefined;
}
