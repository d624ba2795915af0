/**
 * The values that templates compute with: Go's, as far as Helm's templates can see them.
 *
 * | Go                                   | here                                             |
 * |--------------------------------------|--------------------------------------------------|
 * | nil interface                        | `null`                                           |
 * | invalid reflect.Value ("missing")    | `undefined`, inside the executor only            |
 * | bool, string, float64                | `boolean`, `string`, `number`                    |
 * | int, int64, int32, uint8 ...         | `GoInt`                                          |
 * | []T                                  | `GoList`                                         |
 * | map[string]T                         | `GoMap`                                          |
 * | []byte                               | `GoBytes`                                        |
 * | everything with fields or methods    | `GoObject`                                       |
 *
 * A JavaScript `number` is always a float64: values files hold no integers, as in Helm. Go strings
 * are bytes; a byte that is not part of valid UTF-8 is held as the lone surrogate U+DC80 + (byte -
 * 0x80), which valid text never contains, so nothing is lost between decoding and encoding.
 */
export type Value = null | boolean | number | string | GoInt | GoList | GoMap | GoBytes | GoObject;

/** Go's integer kinds that templates can meet. */
export type IntKind =
  'int' | 'int8' | 'int16' | 'int32' | 'int64' | 'uint' | 'uint8' | 'uint16' | 'uint32' | 'uint64';

/** An integer of a given Go kind. `value` is already wrapped to the kind's width. */
export class GoInt {
  readonly kind: IntKind;
  readonly value: bigint;
  constructor(value: bigint | number, kind: IntKind = 'int') {
    this.value = typeof value === 'number' ? BigInt(value) : value;
    this.kind = kind;
  }
}

/** Element types that are visible through `typeOf`, `%T` and `%v`. */
export type ElementType =
  | 'interface {}'
  | 'string'
  | 'int'
  | 'int64'
  | 'float64'
  | 'bool'
  | '[]interface {}'
  | 'map[string]interface {}';

/** A slice. `isNil` tells a nil slice (printed `null` by toJson) from an empty one. Mutable: sprig's `set`-like functions change in place. */
export class GoList {
  readonly items: Value[];
  readonly element: ElementType;
  readonly isNil: boolean;
  constructor(items: Value[], element: ElementType = 'interface {}', isNil = false) {
    this.items = items;
    this.element = element;
    this.isNil = isNil;
  }
}

/**
 * A map with string keys. `entries` keeps insertion order; whatever is shown to a user is sorted by
 * key bytes, as Go does. `type` is the Go type that `typeOf` and `%T` print.
 */
export class GoMap {
  readonly entries: Map<string, Value>;
  readonly type: string;
  readonly isNil: boolean;
  constructor(entries: Map<string, Value> = new Map(), type = 'map[string]interface {}', isNil = false) {
    this.entries = entries;
    this.type = type;
    this.isNil = isNil;
  }
}

/** A byte slice, as `.Files.GetBytes` returns it. */
export class GoBytes {
  readonly data: Uint8Array;
  constructor(data: Uint8Array) {
    this.data = data;
  }
}

/** A Go value with fields or methods: a chart's metadata, `.Files`, a time, a semantic version. */
export abstract class GoObject {
  /** The Go type as `%T` prints it, e.g. `*semver.Version`. */
  abstract readonly type: string;
  /** The kind that sprig's `kindOf` reports. */
  abstract readonly kind: 'struct' | 'ptr' | 'map' | 'slice' | 'func' | 'int64' | 'string' | 'complex128';
  /** The field `name`, or `undefined` when the type has none of that name. */
  abstract field(name: string): Value | undefined;
  /** The method `name`, or `undefined` when the type has none of that name. */
  method(_name: string): GoFunction | undefined {
    return undefined;
  }
  /** What `%v` prints (Go's String method, where the type has one; else the struct's fields). */
  abstract print(): string;
  /** Whether `print` is the type's String method, which fmt asks under the verbs of strings only. */
  readonly isStringer: boolean = false;
  /** What `{{ . }}` prints of a field in place, where Go also finds the String method of its pointer. */
  printInPlace(): string {
    return this.print();
  }
  /** The struct's fields as fmt sees them, unexported ones too, or `undefined` where that is not known. */
  members(): readonly { readonly name: string; readonly value: Value }[] | undefined {
    return undefined;
  }
  /** Whether no template can tell this object from `other`; `isSame` compares what it holds. */
  equals(other: GoObject, _isSame: (a: Value, b: Value) => boolean): boolean {
    return this === other;
  }
  /** What toJson and toYaml write; `undefined` when the object encodes as `{}`. */
  encode(): Value | undefined {
    return undefined;
  }
}

/** What a parameter accepts, as text/template checks it before a call. */
export type ParamType =
  | 'any'
  | 'string'
  | 'bool'
  | 'int'
  | 'int64'
  | 'float64'
  | 'uint32'
  | 'map[string]interface {}'
  | '[]interface {}'
  | '[]string'
  | '[]byte'
  | 'time.Time'
  | 'error';

/**
 * A function that templates can call. The executor checks the number and the types of the arguments
 * with Go's messages and converts literals, so `call` may rely on `params`. An `int` parameter
 * receives a `GoInt` of kind int, a `float64` parameter a number, and so on.
 */
export interface GoFunction {
  readonly params: readonly ParamType[];
  /** Type of every further argument, for a variadic function. */
  readonly variadic?: ParamType;
  /**
   * Computes the result. A Go error return and a Go panic are both thrown as `FunctionFailure`; the
   * executor puts `error calling NAME: ` in front. Never blocks and never reads a clock or a random
   * source other than the context's.
   */
  readonly call: (args: readonly Value[], context: CallContext) => Value;
}

/** Thrown by functions for what Go would return as an error; the message is Go's. */
export class FunctionFailure extends Error {
  override readonly name = 'FunctionFailure';
}

/** Helm's releases whose behaviour differs. The newest is the default everywhere. */
export type HelmProfile = '3.17' | '4.1' | '4.2';

/** What functions may ask of the world. Everything that varies from run to run is in here. */
export interface CallContext {
  readonly profile: HelmProfile;
  readonly entropy: Entropy;
  /** Spends execution budget, for functions whose work grows with their input; throws when it is used up. */
  spend(steps: number): void;
}

/**
 * The source of everything that is not a function of its input: random bytes, the clock, key pairs.
 * A preview passes a seeded one, so that its output stays the same from key press to key press.
 */
export interface Entropy {
  /** The current time in milliseconds since the epoch. */
  now(): number;
  /** `count` random bytes. */
  randomBytes(count: number): Uint8Array;
  /**
   * The source for one call in a template, so that one call more or less does not change what the
   * others draw. Absent where every draw is new anyway.
   */
  at?(site: string): Entropy;
  /** Key pairs and certificates; absent where only placeholders are wanted. */
  readonly certificates?: CertificateSource;
}

/** Makes keys and certificates as PEM text, for genPrivateKey, genCA and their kin. */
export interface CertificateSource {
  /** A PEM private key; `algorithm` is rsa, ecdsa, dsa or ed25519. */
  privateKey(algorithm: string): string;
  /** A PEM certificate and its PEM key. */
  certificate(request: CertificateRequest): { cert: string; key: string };
}

/** What a certificate should say. `days` counts from now; without `issuer` it signs itself. */
export interface CertificateRequest {
  commonName: string;
  ips: readonly string[];
  dnsNames: readonly string[];
  days: number;
  isCA: boolean;
  issuer?: { cert: string; key: string };
  /** A PEM key to use instead of a new one. */
  key?: string;
}
