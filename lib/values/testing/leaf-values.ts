import fc from 'fast-check';
import { assertNever } from '../../base';
import type { Field } from '../model/tree';
import { printDuration } from '../types/duration';

/** Returns an arbitrary of values that are good for a field by itself, odd ones included. */
export function arbitraryLeaf(field: Field): fc.Arbitrary<unknown> {
  const examples = (field.examples ?? []).filter((example) => JSON.stringify(example) !== '""');
  const made = madeFor(field);
  const known = examples.length > 0 ? fc.constantFrom(...examples) : made;
  const empty = field.allowEmpty && typeof field.default === 'string' ? [fc.constant('')] : [];
  return fc.oneof({ weight: 4, arbitrary: made }, { weight: 2, arbitrary: known }, ...empty);
}

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,14}[a-z0-9]$/);
const identifier = fc.stringMatching(/^[a-z_][a-z0-9_]{0,20}$/);
const labelValue = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,20}[A-Za-z0-9])?$/),
  fc.constantFrom('', 'true', 'yes', 'off', '1', '1.10', '0x1f', 'null', '1e3', '007'),
);
const freeText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, '')),
  fc.constantFrom(
    'true',
    '1',
    '0.5',
    ': colon',
    '# hash',
    '- dash',
    '{{ brace }}',
    "it's",
    '"quoted"',
    ' padded ',
    '<&>',
    '`tick`',
    '%',
    '@at',
    '*star',
    '&and',
    'a\nb\n',
  ),
);
const labelKey = fc.oneof(
  label,
  fc.tuple(label, label).map(([prefix, name]) => `${prefix}.example.com/${name}`),
);
const variableName = fc.stringMatching(/^[A-Z][A-Z0-9_]{2,15}$/).map((name) => `X_${name}`);
const freeForm = fc.dictionary(
  identifier,
  fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 2 },
      freeText,
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.boolean(),
      fc.constantFrom(0.25, 1.5, 1e-3, 123456.75),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(identifier, tie('node'), { maxKeys: 3 }),
    ),
  })).node,
  { maxKeys: 3 },
);
const variable = fc.oneof(
  fc.record({ name: variableName, value: freeText }),
  fc.record({
    name: variableName,
    valueFrom: fc.record({ secretKeyRef: fc.record({ name: label, key: label }) }),
  }),
);
const toleration = fc.oneof(
  fc.record({ operator: fc.constant('Exists') }),
  fc.record({
    key: labelKey,
    operator: fc.constant('Equal'),
    value: labelValue,
    effect: fc.constantFrom('NoSchedule', 'PreferNoSchedule'),
  }),
  fc.record({
    key: labelKey,
    operator: fc.constant('Exists'),
    effect: fc.constant('NoExecute'),
    tolerationSeconds: fc.integer({ min: 0, max: 3600 }),
  }),
);

function madeFor(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...(field.options ?? []).map((option) => option.value));
    case 'integer':
      return integerLike(field);
    case 'port':
      return fc.integer({ min: 1024, max: 65535 });
    case 'number':
    case 'ratio':
      return fc
        .integer({ min: Math.ceil((field.min ?? 0) * 100), max: Math.floor((field.max ?? 1) * 100) })
        .map((hundredths) => hundredths / 100);
    case 'quantity':
      return quantityFor(field);
    case 'duration':
      return fc
        .oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 3600, max: 3_000_000 }))
        .map(printDuration);
    case 'name':
      return /(username|database)$/i.test(field.path) ? identifier : label;
    case 'url':
      return fc
        .tuple(fc.constantFrom('http', 'https'), label, fc.constantFrom('', ':8443', ':9200/base'))
        .map(([scheme, name, rest]) => `${scheme}://${name}.example.com${rest}`);
    case 'hostPort':
      return label.map((name) => `${name}:9000`);
    case 'cron':
      return fc.constantFrom('*/5 * * * *', '0 3 * * 1-5', '@hourly', '0,30 8-18 * * mon');
    case 'secret':
      return fc.stringMatching(/^[!-~]{8,40}$/);
    case 'labels':
      return fc.dictionary(labelKey, labelValue, { maxKeys: 3 });
    case 'annotations':
      return fc.dictionary(labelKey, freeText, { maxKeys: 3 });
    case 'envMap':
      return fc.dictionary(variableName, freeText, { maxKeys: 3 });
    case 'envList':
      return fc.uniqueArray(variable, { maxLength: 3, selector: ({ name }) => name });
    case 'tolerations':
      return fc.array(toleration, { maxLength: 2 });
    case 'object':
      return field.key === 'affinity' ? affinity : freeForm;
    case 'string':
      if (field.key === 'tag') return fc.stringMatching(/^[0-9]{1,2}(\.[0-9]{1,2}){0,2}(-[a-z]{1,6})?$/);
      if (field.key === 'repository') return fc.tuple(label, label).map((parts) => parts.join('/'));
      return fc.constantFrom(...(field.examples ?? [field.default]), field.default);
    case 'objectList':
    case 'text':
      return fc.constantFrom(...(field.examples ?? [field.default]), field.default);
    case 'stringList':
      return listFor(field);
    default:
      return assertNever(field.kind);
  }
}

const affinity = fc.record({
  podAntiAffinity: fc.record({
    preferredDuringSchedulingIgnoredDuringExecution: fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 100 }),
        podAffinityTerm: fc.record({
          topologyKey: fc.constant('kubernetes.io/hostname'),
          // Without a selector a term matches no pod, and the API server warns about it.
          labelSelector: fc.constant({ matchLabels: { app: 'other' } }),
        }),
      }),
      { maxLength: 2 },
    ),
  }),
});

function integerLike(field: Field): fc.Arbitrary<number> {
  const min = field.min ?? 0;
  const max = field.max ?? 1000;
  // Large numbers matter: templates print them as 1e+06 unless told otherwise.
  return fc.oneof(fc.integer({ min, max: Math.min(max, min + 20) }), fc.integer({ min, max }));
}

function quantityFor(field: Field): fc.Arbitrary<string | number> {
  if (field.quantity === 'cpu') {
    return fc.oneof(
      fc.integer({ min: 1, max: 8000 }).map((milli) => `${milli}m`),
      fc.integer({ min: 1, max: 16 }),
      fc.constantFrom('0.5', '1.5', '2'),
    );
  }
  const suffixes = field.quantity === 'storage' ? ['Gi', 'Ti', 'G'] : ['Mi', 'Gi'];
  return fc
    .tuple(fc.integer({ min: 1, max: 900 }), fc.constantFrom(...suffixes))
    .map(([count, suffix]) => `${count}${suffix}`);
}

function listFor(field: Field): fc.Arbitrary<string[]> {
  if (field.item === 'enum') {
    return fc.subarray(
      (field.options ?? []).map((option) => option.value),
      { minLength: 1 },
    );
  }
  if (field.key === 'egressCIDRs') return fc.subarray(['10.0.0.0/8', '203.0.113.10/32', 'fd00::/8']);
  const item =
    field.item === 'hostPort'
      ? label.map((name) => `${name}.example.com:9000`)
      : field.item === 'url'
        ? label.map((name) => `https://${name}.example.com`)
        : label;
  return fc.uniqueArray(item, { maxLength: 3 });
}
