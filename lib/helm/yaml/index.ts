/**
 * yaml: YAML and JSON texts as Helm reads and writes them. It knows go-yaml's and encoding/json's
 * rules and messages, and nothing of charts or templates.
 */
export { decodeBase64, encodeBase64 } from './base64';
export { TextError, type TextErrorCode } from './errors';
export { quoteGo } from './go-syntax';
export { readJson } from './json-read';
export { quoteJson, writeJson, type WriteJsonOptions } from './json-write';
export { formatJsonNumber, formatShortest, formatShortest32 } from './number-text';
export { composeYaml, type YamlNode } from './compose';
export { jsonKind, readYaml, readYamlList, readYamlMap, type ReadYamlOptions } from './read';
export { writeYaml, type MarkEntry, type WriteYamlOptions } from './write';
