import { compareText } from '../text';
import { GoList, GoMap, type Value } from '../value';
import {
  allowedTypes,
  asNumber,
  canonical,
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

/** Faults found so far, and how well the value fitted: gojsonschema reports the best of several alternatives. */
interface Outcome {
  faults: string[];
  score: number;
}

/**
 * Validates as Helm 3 does (xeipuu/gojsonschema): its hybrid of drafts 4 to 7, its order, its words.
 * Returns the report, a line for each fault; empty when the values fit. Where Go walks a map at random,
 * keys are walked in order here.
 */
export function validateLikeHelm3(document: SchemaDocument, values: Value): string {
  const outcome: Outcome = { faults: [], score: 0 };
  new Validator(document).check(document.root, values, { path: [], outcome });
  return outcome.faults.map((fault) => `- ${fault}\n`).join('');
}

interface Place {
  path: readonly string[];
  outcome: Outcome;
}

class Validator {
  private readonly document: SchemaDocument;
  private depth = 0;

  constructor(document: SchemaDocument) {
    this.document = document;
  }

  check(schema: Value, value: Value, place: Place): void {
    if (schema === false) this.fault(place, 'False always fails validation');
    // A schema that refers to itself for the same value would recurse for ever; Go's stack overflows there.
    if (!(schema instanceof GoMap) || this.depth > 500) return;
    this.depth += 1;
    const ref = keyword(schema, '$ref');
    if (typeof ref === 'string') this.check(this.document.resolve(ref), value, place);
    else this.checkOwn(schema, value, place);
    this.depth -= 1;
  }

  private checkOwn(schema: GoMap, value: Value, place: Place): void {
    const types = allowedTypes(schema);
    if (types.length > 0 && !hasType(value, types)) {
      const given =
        asNumber(value) === undefined || !Number.isInteger(asNumber(value)) ? schemaType(value) : 'integer';
      const expected = types.length > 1 ? `[${types.join(',')}]` : (types[0] ?? '');
      this.fault(place, `Invalid type. Expected: ${expected}, given: ${given}`);
      return;
    }
    this.combinations(schema, value, place);
    if (value instanceof GoMap) {
      this.object(schema, value, place);
      this.common(schema, value, place);
      for (const [key, inner] of subschemas(schema, 'properties')) {
        const item = value.entries.get(key);
        if (item !== undefined)
          this.check(inner, item, { path: [...place.path, key], outcome: place.outcome });
      }
    } else if (value instanceof GoList) {
      this.array(schema, value, place);
      this.common(schema, value, place);
    } else {
      const number = asNumber(value);
      if (number !== undefined) this.number(schema, number, place);
      this.common(schema, value, place);
      if (typeof value === 'string') this.string(schema, value, place);
    }
    place.outcome.score += 1;
  }

  private apart(schema: Value, value: Value, path: readonly string[]): Outcome {
    const outcome: Outcome = { faults: [], score: 0 };
    this.check(schema, value, { path, outcome });
    return outcome;
  }

  private best(outcomes: readonly Outcome[]): Outcome | undefined {
    let best: Outcome | undefined;
    for (const outcome of outcomes) {
      if (outcome.faults.length > 0 && (!best || outcome.score > best.score)) best = outcome;
    }
    return best;
  }

  private merge(place: Place, outcome: Outcome | undefined): void {
    if (!outcome) return;
    place.outcome.faults.push(...outcome.faults);
    place.outcome.score += outcome.score;
  }

  private combinations(schema: GoMap, value: Value, place: Place): void {
    const outcomesOf = (name: string): Outcome[] =>
      listOf(schema, name).map((one) => this.apart(one, value, place.path));
    const anyOf = outcomesOf('anyOf');
    if (anyOf.length > 0 && !anyOf.some(({ faults }) => faults.length === 0)) {
      this.fault(place, 'Must validate at least one schema (anyOf)');
      this.merge(place, this.best(anyOf));
    }
    const oneOf = outcomesOf('oneOf');
    const fitting = oneOf.filter(({ faults }) => faults.length === 0).length;
    if (oneOf.length > 0 && fitting !== 1) {
      this.fault(place, 'Must validate one and only one schema (oneOf)');
      if (fitting === 0) this.merge(place, this.best(oneOf));
    }
    const allOf = outcomesOf('allOf');
    for (const outcome of allOf) this.merge(place, outcome);
    if (allOf.some(({ faults }) => faults.length > 0))
      this.fault(place, 'Must validate all the schemas (allOf)');
    const not = keyword(schema, 'not');
    if (not !== undefined && this.apart(not, value, place.path).faults.length === 0) {
      this.fault(place, 'Must not validate the schema (not)');
    }
    if (value instanceof GoMap) this.dependencies(schema, value, place);
    this.conditional(schema, value, place);
    place.outcome.score += 1;
  }

  private dependencies(schema: GoMap, value: GoMap, place: Place): void {
    for (const [key, dependency] of subschemas(schema, 'dependencies')) {
      if (!value.entries.has(key)) continue;
      if (dependency instanceof GoList) {
        for (const name of dependency.items) {
          if (typeof name === 'string' && !value.entries.has(name))
            this.fault(place, `Has a dependency on ${name}`);
        }
      } else this.check(dependency, value, place);
    }
  }

  private conditional(schema: GoMap, value: Value, place: Place): void {
    const condition = keyword(schema, 'if');
    if (condition === undefined) return;
    const holds = this.apart(condition, value, place.path).faults.length === 0;
    const branch = keyword(schema, holds ? 'then' : 'else');
    if (branch === undefined) return;
    const outcome = this.apart(branch, value, place.path);
    if (outcome.faults.length === 0) return;
    this.fault(
      place,
      holds ? 'Must validate "then" as "if" was valid' : 'Must validate "else" as "if" was not valid',
    );
    this.merge(place, outcome);
  }

  private common(schema: GoMap, value: Value, place: Place): void {
    const field = fieldName(place.path);
    const constant = keyword(schema, 'const');
    if (constant !== undefined && canonical(constant) !== canonical(value)) {
      this.fault(place, `${field} does not match: ${canonical(constant)}`);
    }
    const allowed = listOf(schema, 'enum').map(canonical);
    if (allowed.length > 0 && !allowed.includes(canonical(value))) {
      this.fault(place, `${field} must be one of the following: ${allowed.join(', ')}`);
    }
    place.outcome.score += 1;
  }

  private object(schema: GoMap, value: GoMap, place: Place): void {
    const size = value.entries.size;
    const least = numberOf(schema, 'minProperties');
    if (least !== undefined && size < least) this.fault(place, `Must have at least ${least} properties`);
    const most = numberOf(schema, 'maxProperties');
    if (most !== undefined && size > most) this.fault(place, `Must have at most ${most} properties`);
    for (const name of listOf(schema, 'required')) {
      if (typeof name !== 'string') continue;
      if (value.entries.has(name)) place.outcome.score += 1;
      else this.fault(place, `${name} is required`);
    }
    for (const key of [...value.entries.keys()].sort(compareText))
      this.property(schema, { key, value }, place);
    const names = keyword(schema, 'propertyNames');
    if (names !== undefined) {
      for (const key of [...value.entries.keys()].sort(compareText)) {
        const outcome = this.apart(names, key, place.path);
        if (outcome.faults.length === 0) continue;
        this.fault(place, `Property name of "${key}" does not match`);
        this.merge(place, outcome);
      }
    }
    place.outcome.score += 1;
  }

  private property(schema: GoMap, entry: { key: string; value: GoMap }, place: Place): void {
    const item = entry.value.entries.get(entry.key) ?? null;
    const path = [...place.path, entry.key];
    const properties = keyword(schema, 'properties');
    const isNamed = properties instanceof GoMap && properties.entries.has(entry.key);
    let isMatched = false;
    for (const [pattern, inner] of subschemas(schema, 'patternProperties')) {
      if (!this.document.matches(pattern, entry.key)) continue;
      isMatched = true;
      this.merge(place, this.apart(inner, item, path));
    }
    if (isMatched) place.outcome.score += 1;
    if (isNamed || isMatched) return;
    const additional = keyword(schema, 'additionalProperties');
    if (additional === false) this.fault(place, `Additional property ${entry.key} is not allowed`);
    else if (additional instanceof GoMap) this.merge(place, this.apart(additional, item, path));
  }

  private array(schema: GoMap, value: GoList, place: Place): void {
    const items = keyword(schema, 'items');
    const checkItem = (inner: Value, i: number): void =>
      this.merge(place, this.apart(inner, value.items[i] ?? null, [...place.path, String(i)]));
    if (items instanceof GoList) {
      const shared = Math.min(items.items.length, value.items.length);
      for (let i = 0; i < shared; i++) checkItem(items.items[i] ?? true, i);
      const additional = keyword(schema, 'additionalItems');
      if (items.items.length > 0 && items.items.length < value.items.length) {
        if (additional === false) this.fault(place, 'No additional items allowed on array');
        else if (additional instanceof GoMap)
          for (let i = shared; i < value.items.length; i++) checkItem(additional, i);
      }
    } else if (items !== undefined) for (let i = 0; i < value.items.length; i++) checkItem(items, i);
    const least = numberOf(schema, 'minItems');
    if (least !== undefined && value.items.length < least)
      this.fault(place, `Array must have at least ${least} items`);
    const most = numberOf(schema, 'maxItems');
    if (most !== undefined && value.items.length > most)
      this.fault(place, `Array must have at most ${most} items`);
    if (keyword(schema, 'uniqueItems') === true) this.unique(value, place);
    this.contains(schema, value, place);
    place.outcome.score += 1;
  }

  private unique(value: GoList, place: Place): void {
    const seen = new Map<string, number>();
    for (const [j, item] of value.items.entries()) {
      const text = canonical(item);
      const i = seen.get(text);
      if (i !== undefined) this.fault(place, `array items[${i},${j}] must be unique`);
      seen.set(text, j);
    }
  }

  private contains(schema: GoMap, value: GoList, place: Place): void {
    const contains = keyword(schema, 'contains');
    if (contains === undefined) return;
    const outcomes = value.items.map((item, i) => this.apart(contains, item, [...place.path, String(i)]));
    if (outcomes.some(({ faults }) => faults.length === 0)) return;
    this.fault(place, 'At least one of the items must match');
    this.merge(place, this.best(outcomes));
  }

  private string(schema: GoMap, value: string, place: Place): void {
    const least = numberOf(schema, 'minLength');
    if (least !== undefined && lengthOf(value) < least) {
      this.fault(place, `String length must be greater than or equal to ${least}`);
    }
    const most = numberOf(schema, 'maxLength');
    if (most !== undefined && lengthOf(value) > most) {
      this.fault(place, `String length must be less than or equal to ${most}`);
    }
    const pattern = keyword(schema, 'pattern');
    if (typeof pattern === 'string' && !this.document.matches(pattern, value)) {
      this.fault(place, `Does not match pattern '${pattern}'`);
    }
    const format = keyword(schema, 'format');
    if (typeof format === 'string' && !hasFormat(value, format))
      this.fault(place, `Does not match format '${format}'`);
    place.outcome.score += 1;
  }

  private number(schema: GoMap, value: number, place: Place): void {
    const unit = numberOf(schema, 'multipleOf');
    if (unit !== undefined && !isMultiple(value, unit)) this.fault(place, `Must be a multiple of ${unit}`);
    const most = numberOf(schema, 'maximum');
    const isOpenAbove = keyword(schema, 'exclusiveMaximum') === true;
    const below = isOpenAbove ? most : numberOf(schema, 'exclusiveMaximum');
    if (most !== undefined && !isOpenAbove && value > most)
      this.fault(place, `Must be less than or equal to ${most}`);
    if (below !== undefined && value >= below) this.fault(place, `Must be less than ${below}`);
    const least = numberOf(schema, 'minimum');
    const isOpenBelow = keyword(schema, 'exclusiveMinimum') === true;
    const above = isOpenBelow ? least : numberOf(schema, 'exclusiveMinimum');
    if (least !== undefined && !isOpenBelow && value < least)
      this.fault(place, `Must be greater than or equal to ${least}`);
    if (above !== undefined && value <= above) this.fault(place, `Must be greater than ${above}`);
    place.outcome.score += 1;
  }

  private fault(place: Place, description: string): void {
    place.outcome.faults.push(`${fieldName(place.path)}: ${description}`);
    place.outcome.score -= 2;
  }
}

function fieldName(path: readonly string[]): string {
  return path.length === 0 ? '(root)' : path.join('.');
}
