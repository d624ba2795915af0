import { StudioError } from '../../base';

/**
 * Faults of YAML and JSON texts. `yaml-syntax` and `json-syntax` carry Go's message; `yaml-write` and
 * `json-write` mean a value that Go cannot encode; `json-type` a document of the wrong kind.
 */
export type TextErrorCode = 'yaml-syntax' | 'yaml-write' | 'json-syntax' | 'json-write' | 'json-type';

/** A YAML or JSON fault; `message` is what Go's library would say. */
export class TextError extends StudioError<TextErrorCode> {}

/** Raises a fault of reading YAML. `line` counts from 1. */
export function failYaml(message: string, line?: number): never {
  throw new TextError('yaml-syntax', message, line === undefined ? {} : { pos: { line, column: 1 } });
}
