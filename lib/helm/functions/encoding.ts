import { StudioError } from '../../base';
import { GoList, GoMap, type HelmProfile, type Value } from '../value';
import { readJson, readYaml, writeJson, writeYaml } from '../yaml';
import { anyArg, define, fail, textArg, type FunctionTable } from './define';
import { typeName } from './go-print';
import { encodeToml } from './toml-write';
import { decodeToml } from './toml-read';

/**
 * Helm's own conversions to and from YAML, JSON and TOML, and sprig's JSON functions. The plain
 * ones swallow errors: writers give "" (toToml gives the message), readers put the message into the result.
 */
export function encodingFunctions(profile: HelmProfile): FunctionTable {
  const toYaml = (value: Value): string => writeYaml(value);
  const toJson = (value: Value): string => writeJson(value);
  const toPrettyJson = (value: Value): string => writeJson(value, { indent: '  ' });
  const toRawJson = (value: Value): string => writeJson(value, { escapeHtml: false });
  const yaml = (text: string): Value => readYaml(text);
  return {
    toYaml: writer(orEmpty(toYaml)),
    toYamlPretty: writer(orEmpty((value) => writeYaml(value, { pretty: true }))),
    toJson: writer(orEmpty(toJson)),
    toPrettyJson: writer(orEmpty(toPrettyJson)),
    mustToPrettyJson: writer(orFail(toPrettyJson)),
    toRawJson: writer(orFail(toRawJson)),
    mustToRawJson: writer(orFail(toRawJson)),
    mustToJson: writer(orFail(toJson)),
    toToml: writer((value) =>
      attempt(
        () => encodeToml(value, profile),
        (message) => message,
      ),
    ),
    fromYaml: define(['string'], (args) => mapFrom(() => yaml(textArg(args, 0)), 'yaml')),
    fromYamlArray: define(['string'], (args) => listFrom(() => yaml(textArg(args, 0)), 'yaml')),
    fromJson: define(['string'], (args) => mapFrom(() => readJson(textArg(args, 0), isMap), 'json')),
    fromJsonArray: define(['string'], (args) => listFrom(() => readJson(textArg(args, 0), isList), 'json')),
    mustFromJson: define(['string'], (args) => attempt(() => readJson(textArg(args, 0)), fail)),
    fromToml: define(['string'], (args) => attempt(() => decodeToml(textArg(args, 0)), errorMap)),
    ...(profile === '3.17' ? {} : { mustToYaml: writer(orFail(toYaml)) }),
    ...(profile === '4.2' ? { mustToToml: writer(orFail((value) => encodeToml(value, profile))) } : {}),
  };
}

type Writer = (value: Value) => string;

function writer(write: Writer): FunctionTable[string] {
  return define(['any'], (args) => write(anyArg(args, 0)));
}

function orEmpty(write: Writer): Writer {
  return (value) =>
    attempt(
      () => write(value),
      () => '',
    );
}

function orFail(write: Writer): Writer {
  return (value) => attempt(() => write(value), fail);
}

/** Runs `act`; hands the message of a fault in the text or value to `onFault`. Bugs pass through. */
function attempt<T>(act: () => T, onFault: (message: string) => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof StudioError) return onFault(error.message);
    throw error;
  }
}

function errorMap(message: string): GoMap {
  return new GoMap(new Map([['Error', message]]));
}

type Format = 'yaml' | 'json';

/** Go's decoder fills a map: JSON's null leaves a nil map, YAML's an empty one, anything else is a type error. */
function isMap(value: Value): boolean {
  return value instanceof GoMap;
}

function isList(value: Value): boolean {
  return value instanceof GoList;
}

function mapFrom(read: () => Value, format: Format): GoMap {
  return attempt((): GoMap => {
    const value = read();
    if (value instanceof GoMap) return value;
    if (value === null) return new GoMap(new Map(), 'map[string]interface {}', format === 'json');
    return errorMap(typeFault(value, 'map[string]interface {}', format));
  }, errorMap);
}

function listFrom(read: () => Value, format: Format): GoList {
  return attempt(
    (): GoList => {
      const value = read();
      if (value instanceof GoList) return value;
      if (value === null) return new GoList([], 'interface {}', format === 'json');
      return new GoList([typeFault(value, '[]interface {}', format)]);
    },
    (message) => new GoList([message]),
  );
}

function typeFault(value: Value, wanted: string, format: Format): string {
  const fault = `json: cannot unmarshal ${jsonKind(value)} into Go value of type ${wanted}`;
  return format === 'yaml' ? `error unmarshaling JSON: while decoding JSON: ${fault}` : fault;
}

function jsonKind(value: Value): string {
  if (value instanceof GoMap) return 'object';
  if (value instanceof GoList) return 'array';
  const name = typeName(value);
  return name === 'float64' ? 'number' : name;
}
