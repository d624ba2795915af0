import { randomInt } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { StudioError } from '../lib/base';
import { createBundle, type BundleInput } from '../lib/bundle';
import type { HelmProfile } from '../lib/helm';
import { defaultTarget } from '../lib/plane';
import { checkValuesText } from './values-problems';

const usage = `usage: plane-studio bundle -f FILE -o OUT.tgz [OPTIONS]

  -f, --values FILE      values file of the plane: what differs from the defaults
  -o, --output FILE      where to write the bundle
      --name NAME        release name (default ${defaultTarget.releaseName})
  -n, --namespace NS     namespace (default ${defaultTarget.namespace})
      --helm VERSION     3.17, 4.1 or 4.2 (default 4.2)
      --include-secrets  put secret values into the bundle
`;

const profiles: readonly HelmProfile[] = ['3.17', '4.1', '4.2'];

/**
 * `plane-studio bundle`: writes the bundle of a values file and prints its digest. Returns 0, or 1 for
 * values that are bad or cannot be read, or 2 for arguments that make no sense. The output file is
 * written whole or not at all.
 */
export async function bundleCommand(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if ('problem' in options) {
    process.stderr.write(`plane-studio bundle: ${options.problem}\n${usage}`);
    return 2;
  }
  const { file, output, ...input } = options;
  try {
    const text = readFileSync(file, 'utf8');
    const { values, hasErrors } = checkValuesText(text, file, true);
    if (hasErrors) return 1;
    const bundle = await createBundle({ ...input, overrides: values ?? {}, text, randomSecret });
    writeWhole(output, bundle.bytes);
    process.stdout.write(`${bundle.sha256}  ${output}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof StudioError) && !isFileError(error)) throw error;
    process.stderr.write(`plane-studio bundle: ${error.message}\n`);
    return 1;
  }
}

type Options = Omit<BundleInput, 'overrides' | 'text'> & { file: string; output: string };

function readOptions(args: readonly string[]): Options | { problem: string } {
  let given;
  try {
    given = parseArgs({
      args: [...args],
      options: {
        values: { type: 'string', short: 'f' },
        output: { type: 'string', short: 'o' },
        name: { type: 'string', default: defaultTarget.releaseName },
        namespace: { type: 'string', short: 'n', default: defaultTarget.namespace },
        helm: { type: 'string', default: '4.2' },
        'include-secrets': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const profile = profiles.find((known) => known === given.helm);
  if (given.values === undefined) return { problem: 'no values file: use -f FILE' };
  if (given.output === undefined) return { problem: 'no output: use -o OUT.tgz' };
  if (!profile) return { problem: `no such Helm version: ${given.helm}; there are ${profiles.join(', ')}` };
  return {
    file: given.values,
    output: given.output,
    releaseName: given.name,
    namespace: given.namespace,
    profile,
    includeSecrets: given['include-secrets'],
  };
}

/** Writes beside the target and renames, so that a crash leaves no half file behind. */
function writeWhole(file: string, bytes: Uint8Array): void {
  const part = `${file}.${process.pid}.part`;
  try {
    writeFileSync(part, bytes);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 32 letters and digits: 190 bits, safe in URLs, JSON and shells. */
function randomSecret(): string {
  return Array.from({ length: 32 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
