import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAll } from 'js-yaml';
import { overridesOf, parseValuesText } from '../values';
import { createBundle, type BundleInput } from './index';
import {
  bundledObjects,
  filesBelow,
  hasTools,
  helmMinors,
  helmObjects,
  kustomizedObjects,
  unpackBundle,
} from './testing/unpacked-bundle';

const planted = 'planted-secret-value';

const plain: BundleInput = {
  overrides: { clickstack: { storage: { size: '300Gi' } } },
  releaseName: 'plane',
  namespace: 'obs',
  profile: '4.2',
  includeSecrets: false,
};
const withSecrets = {
  ...plain,
  overrides: {
    clickstack: { credentials: { password: planted } },
    gateway: { auth: { enabled: true } },
    observer: { telemetry: { dualRead: true }, openSearch: { address: 'http://os:9200', password: planted } },
  },
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plane-studio-bundle-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function unpack(name: string, input: BundleInput): Promise<string> {
  return unpackBundle((await createBundle(input)).bytes, join(folder, name));
}

describe('createBundle', () => {
  it('gives the same bytes for the same input', async () => {
    const [first, second] = [await createBundle(plain), await createBundle(plain)];
    expect(first.sha256).toBe(second.sha256);
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
  });

  it('unpacks with tar, and its checksums hold', async () => {
    const path = await unpack('checksums', plain);
    const check = spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], {
      cwd: path,
      encoding: 'utf8',
    });
    expect(check.stderr + check.stdout).toBe('');
    const listed = readFileSync(join(path, 'SHA256SUMS'), 'utf8').trim().split('\n').length;
    expect(filesBelow(path)).toHaveLength(listed + 1);
  });

  it('holds no secret value, and names the Secrets that stand for them', async () => {
    const path = await unpack('left-out', withSecrets);
    for (const file of filesBelow(path)) expect(readFileSync(file, 'latin1'), file).not.toContain(planted);
    expect(readFileSync(join(path, 'values.yaml'), 'utf8')).toContain(
      'existingSecret: clickstack-credentials',
    );
    expect(filesBelow(join(path, 'manifests')).filter((file) => file.includes('-secret-'))).toEqual([]);
  });

  it('keeps the comments and the order of the document, and none of its secrets', async () => {
    const text = [
      '# The plane of the shop.',
      'observer:',
      '  telemetry: { dualRead: true } # until spring',
      '  openSearch:',
      '    address: http://os:9200',
      `    password: ${planted}`,
      'gateway:',
      '  # one per zone',
      '  replicas: 3',
      `# password: ${planted}, as in the old plane`,
      'clickstack:',
      `  credentials: { password: ${planted} }`,
      '  storage:',
      '    size: 300Gi # grows in May',
      '',
    ].join('\n');
    const { values } = parseValuesText(text);
    const input = { ...plain, overrides: values, text };
    const path = await unpack('commented', input);
    for (const file of filesBelow(path)) expect(readFileSync(file, 'latin1'), file).not.toContain(planted);
    const printed = readFileSync(join(path, 'values.yaml'), 'utf8');
    expect(printed).toMatch(
      /^# The plane of the shop\.\nobserver:\n {2}telemetry: \{ dualRead: true \} # until spring\n/,
    );
    expect(printed).toContain('  # one per zone\n  replicas: 3\n');
    expect(printed).toContain('    size: 300Gi # grows in May\n');
    expect(printed).toContain('existingSecret: clickstack-credentials');
    const without = await unpack('uncommented', { ...plain, overrides: values });
    expect(overridesOf(parseValuesText(printed).values)).toEqual(
      overridesOf(parseValuesText(readFileSync(join(without, 'values.yaml'), 'utf8')).values),
    );
    expect((await createBundle(input)).sha256).toBe((await createBundle(input)).sha256);
  });

  it('prints the values when the document holds others, or cannot be read', async () => {
    for (const text of ['# mine\ngateway: {replicas: 9}\n', '# mine\n: [', '# mine\n']) {
      const path = await unpack(`other-${text.length}`, { ...plain, text });
      const values = readFileSync(join(path, 'values.yaml'), 'utf8');
      expect(values).toContain('size: 300Gi');
      expect(values).not.toContain('# mine');
    }
  });

  it('makes the left-out Secrets with a script that runs under sh', async () => {
    const path = await unpack('script', withSecrets);
    const tools = join(folder, 'tools');
    mkdirSync(tools);
    // Stands for a cluster without any of the Secrets, and shows what would be created.
    writeFileSync(
      join(tools, 'kubectl'),
      '#!/bin/sh\ncase "$*" in *" get "*) exit 1 ;; esac\ncat\necho ---\n',
    );
    chmodSync(join(tools, 'kubectl'), 0o755);
    const run = (variables: Record<string, string>) =>
      spawnSync('sh', ['secrets/create-secrets.sh'], {
        cwd: path,
        encoding: 'utf8',
        env: { NODE_ENV: 'test', PATH: `${tools}:${process.env.PATH ?? ''}`, ...variables },
      });

    const incomplete = run({});
    expect(incomplete.status).not.toBe(0);
    expect(incomplete.stderr).toContain('CLICKSTACK_CREDENTIALS_PASSWORD: is needed');
    const unsafe = run({ CLICKSTACK_CREDENTIALS_PASSWORD: 'a b', OBSERVER_OPEN_SEARCH_PASSWORD: 'x' });
    expect(unsafe.stderr).toContain('CLICKSTACK_CREDENTIALS_PASSWORD may hold letters');

    const { status, stdout } = run({
      CLICKSTACK_CREDENTIALS_PASSWORD: 'one',
      OBSERVER_OPEN_SEARCH_PASSWORD: 'two',
    });
    expect(status).toBe(0);
    const secrets = (
      loadAll(stdout) as ({ metadata: { name: string }; stringData: Record<string, string> } | null)[]
    ).filter((secret) => secret !== null);
    const byName = new Map(secrets.map((secret) => [secret.metadata.name, secret.stringData]));
    expect(byName.get('clickstack-credentials')).toMatchObject({ password: 'one' });
    expect(byName.get('observer-opensearch')).toMatchObject({ password: 'two' });
    const credentials = byName.get('clickstack-credentials');
    expect(credentials?.['ui-password']).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(credentials?.['hyperdx-connections']).toContain(
      `"password":"${credentials?.['ui-password'] ?? ''}"`,
    );
    expect(byName.get('otlp-gateway-token')?.token).toMatch(/^[A-Za-z0-9]{32}$/);
  });

  it('asks for the password of what is not of this plane instead of inventing one', async () => {
    const overrides = {
      observer: { telemetry: { dualRead: true }, openSearch: { address: 'http://os:9200' } },
    };
    const path = await unpack('foreign', { ...plain, overrides });
    expect(readFileSync(join(path, 'secrets', 'create-secrets.sh'), 'utf8')).toContain(
      '${OBSERVER_OPEN_SEARCH_PASSWORD:?is needed}',
    );
  });

  it('makes up secret values once when they are to be included', async () => {
    let count = 0;
    const randomSecret = () => `generated${String(++count)}`;
    const path = await unpack('included', { ...withSecrets, includeSecrets: true, randomSecret });
    const values = readFileSync(join(path, 'values.yaml'), 'utf8');
    expect(values).toContain(planted);
    expect(values).toContain('generated1');
    expect(values).not.toContain('existingSecret');
    expect(existsSync(join(path, 'secrets'))).toBe(false);
    expect(readFileSync(join(path, 'README.md'), 'utf8')).toContain('HOLDS passwords');
  });

  it('refuses values with errors and names the field', async () => {
    const bad = { ...plain, overrides: { clickstack: { storage: { size: '200GB' } } } };
    await expect(createBundle(bad)).rejects.toMatchObject({
      code: 'INVALID_VALUES',
      subject: 'clickstack.storage.size',
      message: expect.stringContaining('Did you mean 200Gi or 200G?') as string,
    });
  });
});

describe.skipIf(!hasTools)('the bundle and the real tools', () => {
  const random = { includeSecrets: true, randomSecret: () => 'fixedsecretfixedsecretfixedsecret' };
  const release = { name: 'plane', namespace: 'obs' };
  it.each([
    ['without secrets', withSecrets],
    ['with secrets', { ...withSecrets, ...random }],
    ['minimal', { ...plain, overrides: { global: { installationMode: 'minimal' } } }],
  ])('%s: the packaged chart renders to the manifests in it', async (name, input) => {
    const path = await unpack(`helm ${name}`, input);
    const bundled = bundledObjects(path);
    for (const minor of helmMinors) {
      for (const objects of helmObjects(path, release, minor)) expect(objects).toEqual(bundled);
    }
  });

  it('is a kustomization that kubectl accepts', async () => {
    const path = await unpack('kustomize', withSecrets);
    expect(kustomizedObjects(path)).toHaveLength(bundledObjects(path).length);
  });
});
