import type { GoFunction } from '../value';
import { builtinNames, parseTemplate, type Tree } from '../template';
import { engineFunctionNames } from './functions';

/**
 * Parsed templates by text. Trees do not change once parsed, so one cache serves all executions; it
 * belongs to a function table, because the names in it decide what parses.
 */
export interface ParseCache {
  /** Returns the trees of a file; throws `ParseFailure`. */
  parse(name: string, text: string): ReadonlyMap<string, Tree>;
}

/** Texts kept per name: files of a chart have one, the texts of `tpl` are many. */
const keptPerName = 512;
/** Names kept; beyond that the cache starts anew. */
const keptNames = 4096;

const caches = new WeakMap<ReadonlyMap<string, GoFunction>, ParseCache>();

/** Returns the cache that belongs to a function table. */
export function parseCacheOf(functions: ReadonlyMap<string, GoFunction>): ParseCache {
  let cache = caches.get(functions);
  if (!cache) {
    cache = makeCache(
      (name) => functions.has(name) || builtinNames.has(name) || engineFunctionNames.has(name),
    );
    caches.set(functions, cache);
  }
  return cache;
}

function makeCache(isFunction: (name: string) => boolean): ParseCache {
  const files = new Map<string, Map<string, ReadonlyMap<string, Tree>>>();
  return {
    parse(name, text) {
      let texts = files.get(name);
      if (!texts) {
        if (files.size >= keptNames) files.clear();
        texts = new Map();
        files.set(name, texts);
      }
      let trees = texts.get(text);
      if (!trees) {
        trees = parseTemplate(name, text, isFunction);
        if (texts.size >= keptPerName) texts.clear();
        texts.set(text, trees);
      }
      return trees;
    },
  };
}
