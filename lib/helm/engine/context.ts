import type { CallContext, Entropy } from '../value';
import type { Run, State } from '../template';
import type { EngineInput } from './input';
import type { EngineMemory } from './memory';

/**
 * Returns what functions may ask of the world in one execution. Each call in a template has random
 * bytes of its own where the entropy can tell calls apart.
 */
export function makeContext(
  input: EngineInput,
  run: Pick<Run, 'meter' | 'calling'>,
  memory: EngineMemory | null,
): CallContext {
  const draws = new Map<string, number>();
  return {
    profile: input.profile,
    get entropy(): Entropy {
      memory?.drewEntropy();
      const { state } = run.calling;
      if (!input.entropy.at || !state) return input.entropy;
      const site = siteOf(state);
      const count = draws.get(site) ?? 0;
      draws.set(site, count + 1);
      return input.entropy.at(`${site}#${count}`);
    },
    spend: (steps) => run.meter.step(steps),
  };
}

/** The place of a call: its node, the nodes that led to its template, up to the file, and the turns of loops. */
function siteOf(state: State): string {
  let site = String(state.node?.pos ?? 0);
  for (let at: State | null = state; at; at = at.outer) {
    const turns = at.turns.length === 0 ? '' : `[${at.turns.join()}]`;
    site += `${turns}<${at.tree.name}@${at.frame.caller?.pos ?? 0}`;
  }
  return site;
}
