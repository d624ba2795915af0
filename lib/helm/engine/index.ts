/**
 * engine: executes the templates of charts as Helm's pkg/engine does: order of files, partials,
 * include, tpl, required, fail, lookup, limits, and Helm's messages. It knows nothing of how charts
 * are loaded, how values are coalesced or what the texts mean.
 */
export { executeTemplates } from './execute';
export { EngineMemory } from './memory';
export type {
  EngineFailure,
  EngineInput,
  EngineResult,
  EngineSuccess,
  Limits,
  LookupQuery,
  LookupResolver,
  TemplateInput,
} from './input';
