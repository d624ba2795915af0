import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultValues, sections, sensitivePaths, withValue } from '../index';
import { arbitraryValues } from '../testing/arbitrary';
import { parseValuesTree } from './parse';
import { printYaml } from './print';
import { findSecrets, publicValues, withoutSecrets } from './secrets';
import { createTextEngine } from './text-engine';

const shape = { sections, defaults: defaultValues };
const engine = createTextEngine(shape);
const strip = (text: string) => withoutSecrets(parseValuesTree(text), { engine, shape });

describe('a text without secrets', () => {
  it('keeps everything else in its place', () => {
    const text = [
      '# ours',
      'clickstack:',
      '  credentials:',
      '    # the admin',
      '    username: root # keep',
      '    password: MARK-1234 # old',
      'gateway:',
      '  auth: {enabled: true, token: "MARK-5678"}',
      '  replicas: 2 # two',
      '# password: MARK-9012',
      '',
    ].join('\n');
    expect(strip(text)).toMatchObject({
      text: [
        '# ours',
        'clickstack:',
        '  credentials:',
        '    # the admin',
        '    username: root # keep',
        'gateway:',
        '  auth: {enabled: true}',
        '  replicas: 2 # two',
        '# password: (removed)',
        '',
      ].join('\n'),
      removed: ['clickstack.credentials.password', 'gateway.auth.token'],
    });
  });

  it.each([
    ['an unknown key', 'openSearch:\n  password: MARK-1234\n  passwordKey: password\n', ['openSearch.password']],
    ['a variable', 'observer:\n  extraEnv:\n    - {name: API_TOKEN, value: MARK-1234}\n    - {name: MODE, value: a}\n', ['observer.extraEnv']],
    ['a map of variables', 'hyperdx:\n  env: {DB_PASSWORD: MARK-1234, MODE: a}\n', ['hyperdx.env']],
    ['a header', 'gateway:\n  config:\n    exporters:\n      otlp:\n        headers: {authorization: Bearer MARK-1234}\n', ['gateway.config']],
    ['an address', 'observer:\n  openSearch:\n    address: https://admin:MARK-1234@search:9200\n', ['observer.openSearch.address']],
    ['an anchor used elsewhere', 'clickstack:\n  credentials:\n    password: &p MARK-1234\nhyperdx:\n  env: {MODE: *p}\n', ['clickstack.credentials.password']],
    ['a list of connections', 'hyperdx:\n  provision:\n    extraConnections:\n      - {name: a, password: MARK-1234}\n', ['hyperdx.provision.extraConnections']],
  ])('leaves out %s', (_name, text, removed) => {
    const stripped = strip(text);
    expect(stripped?.text).not.toContain('MARK');
    expect(stripped?.removed).toEqual(removed);
    expect(JSON.stringify(publicValues(stripped?.values ?? {}, shape).values)).not.toContain('MARK');
  }); // prettier-ignore

  it('leaves names of Secrets and keys alone', () => {
    const text =
      'clickstack:\n  credentials: {existingSecret: my-secret}\ngateway:\n  auth: {existingSecretKey: tok}\nfoo: {secretName: a, tokenPath: /x}\n';
    expect(strip(text)).toMatchObject({ text, removed: [] });
  });

  it('holds no value of any sensitive path, whatever the document is', () => {
    fc.assert(
      fc.property(
        arbitraryValues(),
        fc.subarray([...sensitivePaths()], { minLength: 1 }),
        (document, paths) => {
          const marked = paths.reduce(
            (values, path, index) => withValue(values, path, `MARK-${index}-secret`),
            document,
          );
          expect(strip(printYaml(marked))?.text).not.toContain('MARK-');
          expect(JSON.stringify(publicValues(marked, shape).values)).not.toContain('MARK-');
          expect(findSecrets(marked, shape).paths).toEqual(expect.arrayContaining(paths));
        },
      ),
      { numRuns: 100 },
    );
  });
});
