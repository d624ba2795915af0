// The purity proof: lib/ (but the Kubernetes adapter) compiles without the DOM and without Node, and
// a planted use of either does not.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

const real = compile('tsconfig.pure.json');
if (real.status !== 0) fail(real.output);

const folder = join(root, 'node_modules', '.cache', 'purity');
mkdirSync(folder, { recursive: true });
try {
  writeFileSync(
    join(folder, 'planted.ts'),
    'export const a = document.title;\nexport const b = process.env;\n',
  );
  const config = {
    extends: join(root, 'tsconfig.pure.json'),
    compilerOptions: { incremental: false },
    include: [join(folder, 'planted.ts')],
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const planted = compile(join(folder, 'tsconfig.json'));
  for (const name of ['document', 'process'])
    if (!planted.output.includes(`'${name}'`)) fail(`a planted use of ${name} compiled`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write('lib/ is pure; the planted uses of document and process are reported\n');

function compile(config) {
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', config], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, output: stdout };
}

function fail(message) {
  process.stderr.write(`purity: ${message}\n`);
  process.exit(1);
}
