import { compareText } from '../text';
import { GoMap } from '../value';
import { ExecFailure, executeTemplate, LimitReached, ParseFailure, type Run, type Tree } from '../template';
import type { Frame } from '../template';
import { addChartValues, Provenance, Recorder } from '../provenance';
import { isStackOverflow } from '../size-limit';
import { executionMessage, parseMessage } from './errors';
import { addTree, engineFunctions, type EngineScope } from './functions';
import type { ExecutedFile } from './memory';
import type { EngineFailure, EngineInput, EngineResult, TemplateInput } from './input';
import { makeContext } from './context';
import { makeMeter } from './meter';
import { parseCacheOf, type ParseCache } from './parse-cache';
import { TrackedEntries } from './tracked-entries';

/**
 * Executes the templates of a chart and its subcharts as Helm does and returns their texts by name,
 * or the first failure with Helm's message. Partials are parsed but have no text. `set` and its kin
 * change the values they are given, so pass a fresh copy of the data each time.
 */
export function executeTemplates(input: EngineInput): EngineResult {
  const scope: EngineScope = {
    input,
    cache: parseCacheOf(input.functions),
    warnings: [],
    included: new Map(),
    memory: input.memory ?? null,
    recorder: input.trace ? new Recorder() : null,
    templates: new Map(),
  };
  let prepared = preparations.get(input.templates);
  if (prepared?.cache !== scope.cache) {
    const fresh = prepare(input.templates, scope.cache);
    if ('ok' in fresh) return fresh;
    prepared = fresh;
    preparations.set(input.templates, prepared);
  }
  const { sorted, templates } = prepared;
  scope.templates = templates;
  try {
    return executeSorted(scope, sorted, templates);
  } finally {
    scope.memory?.end();
  }
}

/** Templates in the order in which they are executed, and all that they define. */
interface Preparation {
  readonly cache: ParseCache;
  readonly sorted: readonly TemplateInput[];
  readonly templates: ReadonlyMap<string, Tree>;
}

/** A memory gives the same list again while nothing in it changes but the data inside. */
const preparations = new WeakMap<readonly TemplateInput[], Preparation>();

function prepare(inputs: readonly TemplateInput[], cache: ParseCache): Preparation | EngineFailure {
  const sorted = sortTemplates(inputs);
  const templates = new Map<string, Tree>();
  for (const template of sorted) {
    try {
      for (const [name, tree] of cache.parse(template.name, template.text)) addTree(templates, name, tree);
    } catch (error) {
      if (error instanceof ParseFailure) return parseFailure(template, error);
      throw error;
    }
  }
  return { cache, sorted, templates };
}

function executeSorted(
  scope: EngineScope,
  sorted: readonly TemplateInput[],
  templates: ReadonlyMap<string, Tree>,
): EngineResult {
  const { input } = scope;
  const meter = makeMeter(input.limits ?? {});
  const { memory, recorder } = scope;
  const provenance =
    recorder && new Provenance(recorder.tables, addChartValues(recorder, sorted, input.values));
  const calling: Run['calling'] = { state: null };
  const run: Run = {
    templates,
    engineFunctions: engineFunctions(scope),
    functions: input.functions,
    isStrict: input.strict ?? false,
    // What the released binaries were built with, as far as templates can tell: 1.23, 1.25 and 1.26.
    dialect: input.profile === '3.17' ? 'go1.23' : 'go1.26',
    context: makeContext(input, { meter, calling }, memory),
    tracer: recorder,
    meter,
    calling,
  };
  const texts = new Map<string, string>();
  for (const template of sorted) {
    if (isPartial(template.name)) continue;
    try {
      const execute = (): ExecutedFile => executeFile(run, template, scope);
      const known = memory?.file(template.name, recorder?.tables);
      const file = known ?? (memory ? memory.executeFile(template.name, execute) : execute());
      texts.set(template.name, file.text);
      if (file.traced) provenance?.add(template.name, file.traced);
    } catch (error) {
      return executionFailure(scope, template, error);
    }
  }
  if (recorder?.hasDecidedOnValues) memory?.forgetTraces();
  const result = { ok: true, texts, warnings: scope.warnings } as const;
  return provenance ? { ...result, provenance } : result;
}

function executeFile(run: Run, template: TemplateInput, scope: EngineScope): ExecutedFile {
  const { memory, recorder } = scope;
  const tree = run.templates.get(template.name);
  if (!tree) return { text: '', traced: undefined };
  putTemplate(template);
  recorder?.start(scope.input.switches?.get(template.basePath) ?? []);
  const frame: Frame =
    memory && recorder
      ? memory.frame(template.name, tree)
      : { kind: 'file', tree, parent: null, caller: null, source: null };
  const mark = run.tracer ? run.tracer.none : null;
  const written = executeTemplate(run, frame, { value: template.data, isBoxed: false, mark });
  return { text: withoutNoValue(written), traced: recorder?.finish(written) };
}

/** Sets `.Template`, which is the file's own. */
function putTemplate({ name, basePath, data }: TemplateInput): void {
  const own = new GoMap(
    new Map([
      ['Name', name],
      ['BasePath', basePath],
    ]),
    data.type,
  );
  if (data.entries instanceof TrackedEntries) data.entries.putOwn('Template', own);
  else data.entries.set('Template', own);
}

/** `missingkey=zero` still prints `<no value>` for a nil interface; Helm cuts it out afterwards. */
function withoutNoValue(text: string): string {
  return text.includes('<no value>') ? text.replaceAll('<no value>', '') : text;
}

/** Files whose base name starts with an underscore only hold definitions. */
function isPartial(name: string): boolean {
  return name.slice(name.lastIndexOf('/') + 1).startsWith('_');
}

/** Deeper paths first, then names backwards, so that a parent's definitions replace a subchart's. */
function sortTemplates(templates: readonly TemplateInput[]): TemplateInput[] {
  const depths = new Map(templates.map(({ name }) => [name, name.split('/').length]));
  const depth = (name: string): number => depths.get(name) ?? 0;
  return [...templates].sort((a, b) => depth(b.name) - depth(a.name) || compareText(b.name, a.name));
}

function parseFailure(template: TemplateInput, error: ParseFailure): EngineFailure {
  const position = { file: template.name, line: error.line, column: 0 };
  return { ok: false, code: 'TEMPLATE_PARSE', message: parseMessage(template.name, error.message), position };
}

function executionFailure(scope: EngineScope, template: TemplateInput, error: unknown): EngineFailure {
  if (error instanceof LimitReached) return { ok: false, code: 'LIMIT_REACHED', message: error.message };
  if (error instanceof RangeError || isStackOverflow(error)) {
    // Go's own limits are far away; JavaScript's stack and longest text are not.
    const what = isStackOverflow(error)
      ? 'templates call each other, or values are nested, too deeply'
      : 'a value becomes too large';
    return { ok: false, code: 'LIMIT_REACHED', message: `execution error in (${template.name}): ${what}` };
  }
  if (!(error instanceof ExecFailure)) throw error;
  const message = executionMessage(template.name, error, scope.input.profile);
  return { ok: false, code: 'TEMPLATE_EXECUTION', message, position: innermost(error).at };
}

function innermost(error: ExecFailure): ExecFailure {
  let deepest = error;
  let current: Error | undefined = error.wraps;
  while (current) {
    if (current instanceof ExecFailure) {
      deepest = current;
      current = current.wraps;
    } else {
      current = current.cause instanceof Error ? current.cause : undefined;
    }
  }
  return deepest;
}
