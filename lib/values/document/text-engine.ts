import { visit } from 'yaml';
import type { ValuesShape } from '../merge';
import type { ValuesPatch } from '../patch';
import { editValuesText } from './edit/edit-text';
import { parseValuesTree, type ValuesTree } from './parse';

/** What a document needs to know of YAML. Apart from the document, because it loads the YAML library. */
export interface TextEngine {
  read: (text: string) => ValuesTree;
  edit: (source: ValuesTree, patch: ValuesPatch) => ValuesTree;
  /** Tells whether a value stands in several places, so that one edit may be read in others too. */
  hasAliases: (source: ValuesTree) => boolean;
}

/** Returns the engine for values of `shape`. */
export function createTextEngine(shape: ValuesShape): TextEngine {
  return {
    read: (text) => parseValuesTree(text),
    edit: (source, patch) => editValuesText(source, patch, shape),
    hasAliases,
  };
}

function hasAliases({ text, tree }: ValuesTree): boolean {
  // Most texts have no asterisk at all, and walking the tree takes longer than a look at the text.
  if (!tree || !text.includes('*')) return false;
  let isFound = false;
  visit(tree, {
    Alias: () => {
      isFound = true;
      return visit.BREAK;
    },
  });
  return isFound;
}
