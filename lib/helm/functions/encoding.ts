import { GoList, GoMap, type HelmProfile, type Value } from '../value';
import { readJson, readYaml, writeJson, writeYaml } from '../yaml';
import { attempt, errorMap } from './attempt';
import { anyArg, define, fail, textArg, type FunctionTable } from './define';
import { typeName } from './go-print';

/**
 * Helm's own conversions to and from YAML and JSON, and sprig's JSON functions. The plain
 * ones swallow errors: writers give "", readers put the message into the result.
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
    fromYaml: define(['string'], (args) => mapFrom(() => yaml(textArg(args, 0)), 'yaml')),
    fromYamlArray: define(['string'], (args) => listFrom(() => yaml(textArg(args, 0)), 'yaml')),
    fromJson: define(['string'], (args) => mapFrom(() => readJson(textArg(args, 0), isMap), 'json')),
    fromJsonArray: define(['string'], (args) => listFrom(() => readJson(textArg(args, 0), isList), 'json')),
    mustFromJson: define(['string'], (args) => attempt(() => readJson(textArg(args, 0)), fail)),
    ...(profile === '3.17' ? {} : { mustToYaml: writer(orFail(toYaml)) }),
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
