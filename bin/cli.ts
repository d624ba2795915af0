import { bundleCommand } from './bundle';
import { checkCommand } from './check';
import { renderCommand } from './render';

/** A subcommand: gets the arguments behind its name and returns the exit code. */
export type Command = (args: readonly string[]) => number | Promise<number>;

const commands: Readonly<Record<string, { run: Command; summary: string }>> = {
  render: { run: renderCommand, summary: 'prints the manifests of a chart as helm template does' },
  bundle: { run: bundleCommand, summary: 'packs a plane for Helm, kubectl, Kustomize, Argo CD and Flux' },
  check: { run: checkCommand, summary: 'says what is wrong, risky or could be better in a values file' },
};

function usage(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`);
  return `usage: plane-studio COMMAND [OPTIONS]\n\ncommands:\n${lines.join('\n')}\n`;
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(usage());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(`plane-studio: unknown command ${JSON.stringify(name)}\n${usage()}`);
    return 2;
  }
  return command.run(rest);
}

process.exitCode = await main(process.argv.slice(2));
