import fc from 'fast-check';
import { TextError, readYamlList, readYamlMap, writeJson, writeYaml } from '../yaml';
import { fromPlain } from '../values';
import type { HelmProfile } from '../value';
import { findHelm, runHelm, withFolder, writeTexts } from './helm-oracle';
import { join } from 'node:path';

/** What helm and this engine made of one probe. */
export interface Difference {
  input: string;
  helm: string;
  ours: string;
}

const words = fc.constantFrom(
  'true',
  'yes',
  'No',
  'null',
  '~',
  '',
  ' ',
  'a',
  'a b',
  '- x',
  'a: b',
  'a:b',
  ':',
  '#',
  'a #b',
  '#b',
  '1',
  '1.0',
  '1e3',
  '0x1F',
  '012',
  '08',
  '0o7',
  '1_000',
  '1:30',
  '-1',
  '+1',
  '.5',
  '.',
  '..',
  '...',
  '---',
  '--- a',
  '-',
  '?',
  '? a',
  '!x',
  '&a',
  '*a',
  '%a',
  '@a',
  '`a',
  '|',
  '>',
  '[a]',
  '{a}',
  '"q"',
  "it's",
  'a,b',
  '2001-01-01',
  '2001-13-01',
  '2001-01-01T01:02:03Z',
  '=',
  '<<',
  'y',
  'n',
  'on',
  'OFF',
  '.inf',
  '-.Inf',
  '.nan',
  '\t',
  'a\tb',
  'a ',
  ' a',
  'a\n',
  '\n',
  'a\nb',
  'a\n b',
  ' a\nb',
  'a\n\nb\n',
  'a\n\n',
  'a \nb',
  'é',
  '😀',
  'a\u00a0b',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\u0000',
  '\u007f',
  'a\\b',
  'a"b',
  '\r\n',
  'k1',
  'k01',
  'k10',
  'k2',
  'k1a',
  'K',
  '$x',
  '/a',
  'a-b_c',
  '0.1.2',
  '1e',
  '1.',
  '0b1',
  '0b2',
);
const longText = fc
  .array(fc.constantFrom('lorem', 'ipsum', 'dolor', 'sit,', 'a:', "'", '"', 'é', '  ', '#x'), {
    minLength: 8,
    maxLength: 40,
  })
  .map((parts) => parts.join(' '));
const text = fc.oneof(
  { weight: 6, arbitrary: words },
  { weight: 3, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 10 }) },
  { weight: 2, arbitrary: longText },
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 1e6, 1e20, 1e21, 1e-7, 123456789012, 0.1, 1.5e300, 2 ** 53, 2 ** 63, 2 ** 64),
);

/** Values such as templates print: the words that YAML is known to stumble over, in maps and lists. */
export const arbitraryValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** Texts that are nearly YAML, glued from its pieces. */
export const arbitraryYaml: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          'a',
          'b',
          ': ',
          ':',
          '- ',
          '\n',
          '\n',
          '\n  ',
          '\n    ',
          '[',
          ']',
          '{',
          '}',
          ', ',
          '"',
          "'",
          '#',
          ' # c',
          '|',
          '>',
          '|-',
          '>+',
          '&x ',
          '*x',
          '!!str ',
          '!t ',
          '? ',
          '<<: ',
          '---\n',
          '...\n',
          '\t',
          ' ',
          '%',
          '@',
          '~',
          'null',
          '1',
          '0x1',
          '1.5',
          'yes',
          '"x"',
          "'y'",
          'key: value\n',
          '- item\n',
          'k:\n  - 1\n  - 2\n',
          'm: {a: 1, b: [x]}\n',
          'é',
          '\\n',
        ),
      },
      { weight: 1, arbitrary: words },
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

/** Returns the values that helm's toYaml and this engine's print differently, or helm's toYamlPretty with `pretty`. */
export function compareWriters(
  profile: HelmProfile,
  values: readonly unknown[],
  pretty = false,
): Difference[] {
  const template = `{{ range .Values.probes }}- {{ ${pretty ? 'toYamlPretty' : 'toYaml'} . | b64enc | quote }}\n{{ end }}`;
  // The probes travel as JSON, which knows no negative zero.
  const probes = values.map((value): unknown => JSON.parse(JSON.stringify(value)));
  const outputs = askProbes(profile, template, probes);
  return probes.flatMap((value, i) => {
    const helm = outputs[i] ?? '';
    const ours = attempt(
      () => writeYaml(fromPlain(value), { pretty }),
      () => '',
    );
    return helm === ours ? [] : [{ input: JSON.stringify(value), helm, ours }];
  });
}

/** Returns the texts that helm's fromYaml (or, with `list`, fromYamlArray) and this engine read differently, messages included. */
export function compareReaders(profile: HelmProfile, texts: readonly string[], list = false): Difference[] {
  const template = `{{ range .Values.probes }}- {{ ${list ? 'fromYamlArray' : 'fromYaml'} . | toJson | b64enc | quote }}\n{{ end }}`;
  const outputs = askProbes(profile, template, texts);
  return texts.flatMap((text, i) => {
    const helm = outputs[i] ?? '';
    const ours = attempt(
      () => writeJson(list ? readYamlList(text) : readYamlMap(text)),
      (message) => JSON.stringify(list ? [message] : { Error: message }),
    );
    return sameJson(helm, ours) ? [] : [{ input: JSON.stringify(text), helm, ours }];
  });
}

/** Compared as data: escapes of `<` and key order carry no meaning here. */
function sameJson(a: string, b: string): boolean {
  return a === b || (a !== '' && b !== '' && JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b)));
}

function attempt(act: () => string, onFault: (message: string) => string): string {
  try {
    return act();
  } catch (error) {
    if (error instanceof TextError) return onFault(error.message);
    throw error;
  }
}

/** Renders one template that prints a base64 line for each probe; the probes travel as a values file. */
function askProbes(profile: HelmProfile, template: string, probes: readonly unknown[]): string[] {
  if (findHelm(profile) === undefined) throw new Error(`no helm for ${profile}`);
  return withFolder((folder) => {
    writeTexts(join(folder, 'chart'), {
      'Chart.yaml': 'apiVersion: v2\nname: probes\nversion: 1.0.0\n',
      'templates/probes.yaml': `apiVersion: v1\nkind: Probes\nitems:\n${template}`,
    });
    writeTexts(folder, { 'probes.yaml': asciiJson({ probes }) });
    const verdict = runHelm(
      profile,
      ['probes', join(folder, 'chart'), '-f', join(folder, 'probes.yaml')],
      folder,
    );
    if (!verdict.ok) throw new Error(verdict.message);
    return [...verdict.text.matchAll(/^- "(.*)"$/gm)].map((match) =>
      Buffer.from(match[1] ?? '', 'base64').toString('utf8'),
    );
  });
}

/** JSON that YAML reads too: controls and unprintable characters escaped, but no surrogate escapes. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
