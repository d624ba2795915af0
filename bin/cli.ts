import { bundleCommand } from './bundle';
import { checkCommand } from './check';
import { renderCommand } from './render';

/** A subcommand: gets the arguments behind its name and returns the exit code. */
export type Command = (args: readonly string[]) => number | Promise<number>;

/** Commands that work on a cluster are loaded when asked for: the Kubernetes client takes its time. */
const commands: Readonly<Record<string, { run: Command; summary: string }>> = {
  render: { run: renderCommand, summary: 'prints the manifests of a chart as helm template does' },
  bundle: { run: bundleCommand, summary: 'packs a plane for Helm, kubectl, Kustomize, Argo CD and Flux' },
  check: { run: checkCommand, summary: 'says what is wrong, risky or could be better in a values file' },
  plan: {
    run: async (args) => (await import('./plan')).planCommand(args),
    summary: 'shows what an apply would change on a cluster',
  },
  apply: {
    run: async (args) => (await import('./plan')).applyCommand(args),
    summary: 'installs or upgrades a plane as a Helm release',
  },
  status: {
    run: async (args) => (await import('./release')).statusCommand(args),
    summary: 'shows a release and how its objects are doing',
  },
  history: {
    run: async (args) => (await import('./release')).historyCommand(args),
    summary: 'shows the revisions of a release',
  },
  rollback: {
    run: async (args) => (await import('./release')).rollbackCommand(args),
    summary: 'applies an earlier revision again',
  },
  uninstall: {
    run: async (args) => (await import('./release')).uninstallCommand(args),
    summary: 'deletes what a release made',
  },
};

function usage(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary}`);
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
