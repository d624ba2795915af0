import { FunctionFailure, GoMap, type GoFunction, type Value } from '../value';
import { ExecFailure, quoteGo, type State, type TemplateFunction, type Tree } from '../template';
import { executeTemplate, innerFrame, isEmptyTree, ParseFailure } from '../template';
import type { Frame } from '../template';
import type { Recorder } from '../provenance';
import { markWarning } from './errors';
import { isStackOverflow } from '../size-limit';
import { asText } from '../text';
import type { EngineInput } from './input';
import type { EngineMemory } from './memory';
import type { ParseCache } from './parse-cache';
import { failureBeyondStack, maxIncludes, nestedTooDeep } from './recursion';

/** The functions that need the engine: they execute templates, fail, or ask the cluster. */
export const engineFunctionNames: ReadonlySet<string> = new Set([
  'include',
  'tpl',
  'required',
  'fail',
  'lookup',
]);

/** What the engine's functions share in one execution. */
export interface EngineScope {
  readonly input: EngineInput;
  readonly cache: ParseCache;
  readonly warnings: string[];
  /** How often each name is being included at the moment. */
  readonly included: Map<string, { depth: number }>;
  /** What earlier executions left; none when nothing may be remembered. */
  readonly memory: EngineMemory | null;
  /** What records origins; none when they are not wanted. */
  readonly recorder: Recorder | null;
  /** The templates of the chart; inside `tpl` there may be others. */
  templates: ReadonlyMap<string, Tree>;
}

/** Returns the engine's own functions for one execution. */
export function engineFunctions(scope: EngineScope): ReadonlyMap<string, GoFunction> {
  const functions = new Map<string, GoFunction>();
  functions.set('include', includeFunction(scope));
  functions.set('tpl', tplFunction(scope));
  functions.set('required', { params: ['string', 'any'], call: (args) => required(scope, args) });
  functions.set('fail', { params: ['string'], call: (args) => failWith(scope, args) });
  functions.set('lookup', {
    params: ['string', 'string', 'string', 'string'],
    call: (args) => lookUp(scope, args),
  });
  return functions;
}

/** Functions that execute templates are never called without a state. */
function needsState(): never {
  throw new Error('include and tpl are called through execute');
}

function includeFunction(scope: EngineScope): TemplateFunction {
  return {
    params: ['string', 'any'],
    call: needsState,
    execute(args, state) {
      const name = asText(args[0]);
      let count = scope.included.get(name);
      if (!count) {
        count = { depth: 0 };
        scope.included.set(name, count);
      }
      const { depth } = count;
      if (depth > maxIncludes) throw nestedTooDeep(name);
      // Where the stack ends must not depend on which of many small calls comes last.
      if (depth > shallow) reserveStack(reservedFrames);
      const tree = state.run.templates.get(name);
      if (!tree) {
        throw new FunctionFailure(`template: no template ${quoteGo(name)} associated with template "gotpl"`);
      }
      count.depth = depth + 1;
      const frame = includeFrame(state, tree);
      const dot = args[1] ?? null;
      const { memory } = scope;
      const execute = (): string => executeInside(state, frame, dot);
      let text: string;
      if (!memory || state.run.templates !== scope.templates) text = execute();
      else if (scope.recorder) text = includeTraced(memory, scope.recorder, { frame, dot, execute });
      else text = memory.include(tree, dot, { execute: () => ({ text: execute(), traced: undefined }) }).text;
      count.depth = depth;
      return text;
    },
  };
}

function includeFrame(state: State, tree: Tree): Frame {
  const { node, frame: parent } = state;
  if (state.run.tracer && node) return innerFrame(parent, node, { kind: 'include', tree });
  return { kind: 'include', tree, parent, caller: node ?? null, source: null };
}

/**
 * Executes an include, or recalls what it gave. Origins name the way to a place, so what is remembered
 * belongs to one frame; it holds under the same decisions only.
 */
function includeTraced(
  memory: EngineMemory,
  recorder: Recorder,
  include: { frame: Frame; dot: Value; execute: () => string },
): string {
  const { frame, dot, execute } = include;
  const mark = recorder.args[1] ?? recorder.none;
  const { text, traced } = memory.include(frame, dot, {
    holds: (known) => recorder.isSameInclude(known, mark),
    execute: () => recorder.watchInclude(mark, execute),
  });
  if (traced) recorder.recallInclude(traced);
  return text;
}

/** Includes of one name inside each other that any stack holds. */
const shallow = 50;
/** Frames that must be left for one more level, which takes far fewer. */
const reservedFrames = 300;

/** Throws the RangeError of an exhausted stack when fewer than about `frames` frames are left. */
function reserveStack(frames: number): number {
  return frames === 0 ? 0 : 1 + reserveStack(frames - 1);
}

/** Executes a template for a function of the template in `state`; its text is the function's result. */
function executeInside(state: State, frame: Frame, data: Value, run = state.run): string {
  const tracer = run.tracer;
  const value = data === null ? undefined : data;
  try {
    if (!tracer) return executeTemplate(run, frame, { value, isBoxed: false, mark: null });
    const mark = tracer.args[1] ?? tracer.none;
    const opened = tracer.open();
    const text = executeTemplate(run, frame, { value, isBoxed: false, mark });
    tracer.mark = tracer.close(opened);
    return text;
  } catch (error) {
    // JavaScript's stack ends before Helm's limit does when every level is deep.
    if (isStackOverflow(error)) throw stackFailure(frame, error);
    throw error;
  }
}

/** Helm's failure, or the error itself where even that takes more stack than is left: an outer level has more. */
function stackFailure(frame: Frame, error: Error): Error {
  try {
    return failureBeyondStack(frame);
  } catch {
    return error;
  }
}

function tplFunction(scope: EngineScope): TemplateFunction {
  return {
    params: ['string', 'any'],
    call: needsState,
    execute(args, state) {
      const text = asText(args[0]);
      const trees = parseTpl(scope, text);
      const templates = withTrees(state.run.templates, trees);
      const tree = templates.get('gotpl');
      if (!tree) throw new FunctionFailure('cannot find the template of tpl');
      const tracer = state.run.tracer;
      const source = tracer ? (tracer.args[0] ?? tracer.none) : null;
      const frame: Frame = { kind: 'tpl', tree, parent: state.frame, caller: state.node ?? null, source };
      try {
        const written = executeInside(state, frame, args[1] ?? null, { ...state.run, templates });
        if (tracer && source && written === '') tracer.mark = tracer.emptied(source);
        if (!written.includes('<no value>')) return written;
        tracer?.cut(written, '<no value>');
        return written.replaceAll('<no value>', '');
      } catch (error) {
        if (!(error instanceof ExecFailure) && !(error instanceof FunctionFailure)) throw error;
        throw wrap(`error during tpl function execution for ${quoteGo(text)}: ${error.message}`, error);
      }
    },
  };
}

/** The texts of `tpl` are named after the engine's own template, "gotpl", in messages. */
function parseTpl(scope: EngineScope, text: string): ReadonlyMap<string, Tree> {
  try {
    return scope.cache.parse('gotpl', text);
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    throw wrap(`cannot parse template ${quoteGo(text)}: ${error.message}`, error);
  }
}

function wrap(message: string, cause: Error): FunctionFailure {
  const failure = new FunctionFailure(message, { cause });
  return failure;
}

/** Definitions inside the text of `tpl` are seen by what it includes, and by nothing else. */
function withTrees(
  outer: ReadonlyMap<string, Tree>,
  trees: ReadonlyMap<string, Tree>,
): ReadonlyMap<string, Tree> {
  const templates = new Map(outer);
  for (const [name, tree] of trees) addTree(templates, name, tree);
  // The text itself replaces an enclosing tpl's even when it is empty: Go makes a new template for it.
  const own = trees.get('gotpl');
  if (own) templates.set('gotpl', own);
  return templates;
}

/** Adds a tree; an empty one never replaces another (text/template, associate). */
export function addTree(templates: Map<string, Tree>, name: string, tree: Tree): void {
  if (templates.has(name) && isEmptyTree(tree.root)) return;
  templates.set(name, tree);
}

function required(scope: EngineScope, args: readonly Value[]): Value {
  const warning = asText(args[0]);
  const value = args[1] ?? null;
  if (value !== null && value !== '') return value;
  if (!scope.input.lint) throw new FunctionFailure(markWarning(warning));
  scope.warnings.push(`missing required value: ${warning}`);
  return '';
}

function failWith(scope: EngineScope, args: readonly Value[]): Value {
  const message = asText(args[0]);
  if (!scope.input.lint) throw new FunctionFailure(markWarning(message));
  scope.warnings.push(`fail: ${message}`);
  return '';
}

function lookUp(scope: EngineScope, args: readonly Value[]): Value {
  const [apiVersion, kind, namespace, name] = args.map(String);
  const query = {
    apiVersion: apiVersion ?? '',
    kind: kind ?? '',
    namespace: namespace ?? '',
    name: name ?? '',
  };
  const answer = scope.input.lookup && !scope.input.lint ? scope.input.lookup(query) : null;
  return answer ?? new GoMap();
}
