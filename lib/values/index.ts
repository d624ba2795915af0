/**
 * values: what a plane can be told. The zod model with its words, the defaults, the checks and the
 * document that holds a user's values. It knows nothing of Helm, of templates or of a cluster.
 */
export { type Fault, type ProblemCode } from './model/fault';
export { type FieldKind, type FieldOption, type GroupLayout } from './model/node';
export { type Field, type Group, type Section } from './model/tree';
export { defaultValues, valuesSchema, type PlaneOverrides, type PlaneValues } from './schema';
export { fields, findNode, sections, sensitivePaths } from './tree';
export { changedPaths, mergeWithDefaults, overridesOf } from './overrides';
export { sameYaml, type YamlMap } from './equality';
export { parsePath, printPath, valueAt, withoutValue, withValue, type Segment } from './paths';
export { applyPatch, inversePatch, type ValuesChange, type ValuesPatch } from './patch';
export { examineValues, isValid, validateValues, type ExaminedValues } from './validate';
export { problemText, type ValuesProblem } from './problem';
export { printOverrides, printYaml, type PrintOptions } from './document/print';
export { parseValuesText, type LocatedProblem, type ValuesDocument } from './document/parse';
export { validateValuesText, type ValidatedText } from './document/validate-text';
