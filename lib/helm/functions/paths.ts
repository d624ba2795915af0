import { define, textArg, type FunctionTable } from './define';

const base = define(['string'], (args) => basePath(textArg(args, 0)));
const dir = define(['string'], (args) => directory(textArg(args, 0)));
const clean = define(['string'], (args) => cleanPath(textArg(args, 0)));
const ext = define(['string'], (args) => extension(textArg(args, 0)));
const isAbs = define(['string'], (args) => textArg(args, 0).startsWith('/'));

/** Go's path functions. The `os` ones are those of Linux, where Helm and the cluster run. */
export const pathFunctions: FunctionTable = {
  base,
  dir,
  clean,
  ext,
  isAbs,
  osBase: base,
  osDir: dir,
  osClean: clean,
  osExt: ext,
  osIsAbs: isAbs,
};

function basePath(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

function directory(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf('/') + 1));
}

function extension(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot);
}

/** Returns the shortest path that means the same: without `.`, doubled slashes and inner `..`. */
export function cleanPath(path: string): string {
  const isRooted = path.startsWith('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (!isRooted) out.push(part);
  }
  const joined = out.join('/');
  if (isRooted) return `/${joined}`;
  return joined === '' ? '.' : joined;
}
