import { describe, expect, it } from 'vitest';
import { printYaml, defaultValues } from '../index';
import { LIMITS } from '../guard';
import { reportOn } from './report';

describe('a file that is opened', () => {
  it('is told apart by what becomes of each key', () => {
    const report = reportOn(
      [
        'global: {installationMode: minimal}',
        'gateway:',
        '  replicas: many',
        '  colour: red',
        'fluentBit: {enabled: true}',
        'openSearch: {address: x}',
        'clickstack:',
        '  storage: {size: 200Gi}',
      ].join('\n'),
    );
    expect(report).toMatchObject({
      ok: true,
      understood: 3,
      changed: 2,
      renamed: [{ path: 'openSearch', pos: { line: 6 }, suggestion: 'Use observer.openSearch.' }],
      removed: [{ path: 'fluentBit', pos: { line: 5 } }],
      unknown: [{ path: 'gateway.colour', pos: { line: 4 } }],
      invalid: [{ path: 'gateway.replicas', pos: { line: 3 } }],
      doubtful: [],
    });
  });

  it('may be the full values of the chart', () => {
    expect(reportOn(printYaml(defaultValues))).toMatchObject({
      ok: true,
      changed: 0,
      unknown: [],
      invalid: [],
    });
  });

  it.each([
    ['no YAML', 'a: b: c', /single value/],
    ['other charts', 'image: nginx\nservice: {port: 80}\n', /none of its settings belongs to this plane: it has image, service/],
    ['a manifest', 'apiVersion: v1\nkind: ConfigMap\ndata: {}\n', /Kubernetes object of kind ConfigMap/],
    ['a list', '- a\n', /must be a map, not a list/],
    ['5 MB', 'a: 1\n'.repeat(1024 * 1024), new RegExp(`larger than ${LIMITS.text / 1024} KiB`)],
    ['an alias bomb', `a: &a [x]\n${[...'bcdefghijk'].map((key, index) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcdefghij'[index]}`).join()}]`).join('\n')}`, /aliases/],
  ])('is refused with a reason: %s', (_name, text, message) => {
    const report = reportOn(text);
    expect(report.ok === false && report.message).toMatch(message);
  }); // prettier-ignore
});
