import { type GoFunction, GoMap, GoObject, type Value } from '../value';

/** One field of a Go struct: its value, its JSON name, and whether JSON leaves it out when empty. */
export interface StructField {
  name: string;
  value: Value;
  json: Value | undefined;
  jsonName: string;
}

/**
 * A Go struct as templates see it: fields by their Go names, `%v` as `{a b c}`, JSON by the json tags.
 * `json: undefined` in a field means that `omitempty` drops it.
 */
export class GoStruct extends GoObject {
  readonly type: string;
  readonly kind: 'struct' | 'ptr';
  private readonly fields: readonly StructField[];
  private readonly methods: ReadonlyMap<string, GoFunction>;
  private readonly options: StructOptions;

  constructor(type: string, fields: readonly StructField[], options: StructOptions) {
    super();
    this.type = type;
    this.kind = options.kind ?? 'struct';
    this.fields = fields;
    this.methods = options.methods ?? new Map();
    this.options = options;
  }

  field(name: string): Value | undefined {
    return this.fields.find((field) => field.name === name)?.value;
  }

  override method(name: string): GoFunction | undefined {
    return this.methods.get(name);
  }

  print(): string {
    return this.options.print();
  }

  override printInPlace(): string {
    // An action prints what a pointer points at.
    return this.options.printInPlace?.() ?? this.print().replace(/^&/, '');
  }

  override members(): readonly { name: string; value: Value }[] | undefined {
    return this.options.members;
  }

  override equals(other: GoObject, isSame: (a: Value, b: Value) => boolean): boolean {
    if (this === other) return true;
    if (!(other instanceof GoStruct) || this.type !== other.type || this.kind !== other.kind) return false;
    // What prints and encodes alike and has the same fields was made from the same data.
    return (
      this.print() === other.print() &&
      this.fields.length === other.fields.length &&
      this.fields.every(({ name, value }, i) => {
        const field = other.fields[i];
        return field?.name === name && isSame(value, field.value);
      })
    );
  }

  override encode(): Value | undefined {
    const entries = new Map<string, Value>();
    for (const field of this.fields) {
      if (field.json !== undefined) entries.set(field.jsonName, field.json);
    }
    // The type tells the JSON writer to keep the order of the fields.
    return entries.size === 0 ? undefined : new GoMap(entries, 'struct');
  }
}

/** How a struct prints and what methods it has. */
export interface StructOptions {
  kind?: 'struct' | 'ptr';
  methods?: ReadonlyMap<string, GoFunction>;
  print: () => string;
  /** What an action prints of the field itself, when its pointer has a String method. */
  printInPlace?: () => string;
  /** The fields as fmt prints them one by one. Default: not known. */
  members?: readonly { name: string; value: Value }[];
}
