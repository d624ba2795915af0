import { commandGroups, type Command, type CommandGroup, type CommandSource } from './commands';

/** A command that a search found. */
export interface FoundCommand {
  group: CommandGroup;
  command: Command;
}

const mostResults = 50;
// Without a query the palette shows what one can do; fields and objects are for those who type.
const withoutQuery: readonly CommandGroup[] = ['Actions', 'Findings', 'Sections'];

/** Returns every command of the sources, group by group. */
export function listCommands(sources: readonly CommandSource[]): FoundCommand[] {
  return commandGroups.flatMap((group) =>
    sources
      .filter((source) => source.group === group)
      .flatMap((source) => source.list().map((command) => ({ group, command }))),
  );
}

/**
 * Returns the commands that have every word of `query`, best first within their group; the group of the
 * best one comes first. A path or id that is the query counts most, then a title that begins with it, then
 * words of the title.
 */
export function searchCommands(commands: readonly FoundCommand[], query: string): FoundCommand[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands.filter(({ group }) => withoutQuery.includes(group));
  const scored = commands
    .map((found) => ({ found, score: scoreOf(found.command, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, mostResults);
  const best = new Map<CommandGroup, number>();
  for (const { found, score } of scored) best.set(found.group, Math.max(score, best.get(found.group) ?? 0));
  const rank = (group: CommandGroup) => best.get(group) ?? 0;
  return scored
    .sort(
      (one, other) =>
        rank(other.found.group) - rank(one.found.group) ||
        commandGroups.indexOf(one.found.group) - commandGroups.indexOf(other.found.group) ||
        other.score - one.score,
    )
    .map(({ found }) => found);
}

function scoreOf({ title, trail = '', keywords = '' }: Command, words: readonly string[]): number {
  const name = title.toLowerCase();
  const around = `${trail} ${keywords}`.toLowerCase();
  const query = words.join(' ');
  let score = name.startsWith(query) ? 8 : 0;
  if (keywords.toLowerCase() === query) score += 64;
  for (const word of words) {
    if (name.split(/[\s./-]+/).some((part) => part.startsWith(word))) score += 4;
    else if (name.includes(word)) score += 2;
    else if (around.includes(word)) score += 1;
    else return 0;
  }
  return score;
}
