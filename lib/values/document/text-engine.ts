import type { ValuesShape } from '../merge';
import type { ValuesPatch } from '../patch';
import { editValuesText } from './edit/edit-text';
import { parseValuesTree, type ValuesTree } from './parse';

/** What a document needs to know of YAML. Apart from the document, because it loads the YAML library. */
export interface TextEngine {
  read: (text: string) => ValuesTree;
  edit: (source: ValuesTree, patch: ValuesPatch) => ValuesTree;
}

/** Returns the engine for values of `shape`. */
export function createTextEngine(shape: ValuesShape): TextEngine {
  return {
    read: (text) => parseValuesTree(text),
    edit: (source, patch) => editValuesText(source, patch, shape),
  };
}
