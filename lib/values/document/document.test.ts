import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseValuesText, problemText, validateValuesText } from '../index';
import { LIMITS } from '../guard';

/** Problems as a command line would print them. */
const report = (text: string) =>
  validateValuesText(text, 'values.yaml').problems.map(
    (problem) =>
      `${problem.pos.file}:${problem.pos.line}:${problem.pos.column} ${problem.severity} ${problem.path} ${problemText(problem)}`,
  );

describe('validateValuesText', () => {
  it('names file, line, column and path', () => {
    const text = 'clickstack:\n  storage:\n    size: 200GB # too much\n  tls: {enabled: true}\n';
    expect(report(text)).toEqual([
      'values.yaml:3:11 error clickstack.storage.size 200GB is not a Kubernetes quantity. Did you mean 200Gi or 200G?',
      'values.yaml:4:3 error clickstack.tls.secretName TLS needs a Secret with a certificate. Name one, or turn on certManager.enabled.',
    ]);
  });

  it('points at unknown keys, entries of lists, and what anchors bring in', () => {
    const text = [
      'base: &base',
      '  replicas: many',
      'gateway:',
      '  <<: *base',
      '  nodeSelector:',
      '    "a b": x',
      'observer:',
      '  extraEnv:',
      '    - name: A',
      '      value: 5',
      '  colour: red',
    ].join('\n');
    expect(report(text).map((line) => line.split(' ')[0])).toEqual([
      'values.yaml:1:1',
      'values.yaml:2:13',
      'values.yaml:6:12',
      'values.yaml:10:14',
      'values.yaml:11:3',
    ]);
  });

  it('warns of a key that is there twice, and takes the last as Helm does', () => {
    const { values, problems } = validateValuesText('gateway:\n  replicas: 2\n  replicas: 3\n');
    expect(values).toEqual({ gateway: { replicas: 3 } });
    expect(problems).toMatchObject([{ severity: 'warning', pos: { line: 3, column: 3 } }]);
  });

  it.each([
    ['a: b: c', 1, 4, /begins where a single value is expected/],
    ['a:\n\tb: 1', 2, 1, /a tab indents the line/],
    ['a: "x', 1, 6, /a character is missing/],
    ['a: 1\n---\nb: 2', 2, 1, /more than one YAML document/],
    ['a: [1, 2', 1, 9, /indentation/],
    ['- 1', 1, 1, /must be a map, not a list/],
    ['hello', 1, 1, /must be a map, not text/],
    ['a: *b', 1, 1, /aliases/],
  ])('%j', (text, ...expected) => {
    const [line, column, message] = expected;
    const { values, problems } = validateValuesText(text);
    expect(values).toBeUndefined();
    expect(problems[0]).toMatchObject({ severity: 'error', pos: { line, column } });
    expect(problems[0]?.message).toMatch(message);
  });

  it.each(['', '# only a comment\n', '---\n', '{}'])('takes %j for no overrides', (text) => {
    expect(validateValuesText(text)).toEqual({ values: {}, problems: [] });
  });

  it('never quotes the text of the user in a YAML fault', () => {
    for (const text of [
      'password: "hunter2',
      'a: !hunter2 x: y',
      'a: *hunter2',
      'a: b: hunter2',
      '"hunter2\\q"',
    ]) {
      expect(JSON.stringify(validateValuesText(text).problems)).not.toContain('hunter2');
    }
  });
});

describe('parseValuesText', () => {
  it("reads scalars as Helm's YAML library does", () => {
    const text =
      'a: yes\nb: on\nc: 0777\nd: 0o777\ne: 1:30\nf: 2026-01-01\ng: 1_000\nh: ~\ni: 0x1F\nj: 1e3\nk: 0b11\nl: =\nm: .5\n';
    expect(parseValuesText(text).values).toEqual({
      a: true, b: true, c: 511, d: 511, e: '1:30', f: '2026-01-01', g: 1000, h: null, i: 31, j: 1000, k: 3, l: '=', m: 0.5,
    }); // prettier-ignore
  });

  it('finds the place of a path, or of its nearest parent', () => {
    const document = parseValuesText('a:\n  b:\n    - c: 1\n    - d: 2\n');
    expect(document.positionOf(['a', 'b', 1, 'd'])).toEqual({ line: 4, column: 10 });
    expect(document.positionOf(['a', 'b', 1, 'd'], 'key')).toEqual({ line: 4, column: 7 });
    expect(document.positionOf(['a', 'x', 'y'])).toEqual({ line: 1, column: 1 });
  });
});

describe('hostile texts', () => {
  const size = LIMITS.text - 10;
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefgh'
      .split('')
      .map(
        (key, index) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcdefg'[index]}`).join()}]`,
      ),
  ].join('\n');
  it.each([
    ['aliases that explode', bomb],
    ['an alias of itself', 'a: &a [*a]'],
    ['deep brackets', '['.repeat(size)],
    ['deep maps in one line', '{a: '.repeat(size / 4)],
    ['deep lists in one line', '- '.repeat(size / 2)],
    ['question marks', '? '.repeat(size / 2)],
    ['a staircase', Array.from({ length: 900 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
    ['quotes', '"'.repeat(size)],
    ['colons', 'a: '.repeat(size / 3)],
    ['tags', '!!a '.repeat(size / 4)],
    ['anchors', '&a '.repeat(size / 3)],
    ['commas', `[${','.repeat(size)}`],
    ['very many keys', Array.from({ length: 40_000 }, (_, key) => `k${key}: 1`).join('\n')],
    ['line breaks', '#\n'.repeat(size / 2)],
    ['megabytes', 'x'.repeat(LIMITS.text * 4)],
    ['a prototype key', 'gateway: {__proto__: {polluted: true}}'],
    ['an infinite number', 'gateway: {replicas: .inf}'],
  ])('refuses %s soon', (_name, text) => {
    const before = performance.now();
    const { problems } = validateValuesText(text);
    expect(problems.some((problem) => problem.severity === 'error')).toBe(true);
    expect(problems.length).toBeLessThan(200);
    // Far above what it takes; a guard against hanging, not a measurement.
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it('never throws, whatever the text is', () => {
    const pieces = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '-',
      '[',
      ']',
      '{',
      '}',
      '&a',
      '*a',
      '!t',
      '"',
      "'",
      '#',
      '|',
      '>',
      '?',
      ',',
      '<<',
      '%',
      '\t',
      '---',
      '1',
      '~',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => void validateValuesText(parts.join(''))),
      { numRuns: 1000 },
    );
  });
});
