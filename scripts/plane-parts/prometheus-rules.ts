// Prometheus' own reader of rule files, a small program around its packages.
import { join } from 'node:path';
import { buildGoProgram } from './go-build';
import { runProgram } from './run-program';

const version = 'v0.316.0';

/** Returns the path of the program, building it on first use (about two minutes). Throws when that fails. */
export function buildRuleReader(): string {
  return buildGoProgram({
    name: 'prometheus-rules',
    require: [`github.com/prometheus/prometheus@${version}`],
    main: join(import.meta.dirname, 'prometheus-rules.go'),
  });
}

/** Returns what Prometheus would refuse in `groups`, a line each: syntax of expressions and of templates. */
export async function faultsOfRules(reader: string, groups: unknown): Promise<string[]> {
  // JSON is YAML.
  const answer = await runProgram(reader, [], { input: JSON.stringify({ groups }) });
  if (answer.errors !== '') throw new Error(answer.errors);
  return answer.output.split('\n').filter(Boolean);
}
