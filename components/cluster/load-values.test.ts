import { expect, it } from 'vitest';
import { applyPatch } from '@/lib/values';
import { replacementOf } from './load-values';

it.each([
  ['nothing to nothing', {}, {}],
  ['what is new', {}, { gateway: { replicas: 2 } }],
  ['what goes', { gateway: { replicas: 2 }, hyperdx: { replicas: 2 } }, { gateway: { replicas: 2 } }],
  [
    'what goes inside a section',
    { gateway: { replicas: 2, enabled: false } },
    { gateway: { enabled: false } },
  ],
  [
    'labels whose keys hold dots',
    { global: { commonLabels: { 'a.b/c': 'x' } } },
    { global: { commonLabels: { 'a.b/d': 'y' } } },
  ],
  ['a map where a text was', { gateway: 'x' }, { gateway: { replicas: 1 } }],
])('turns the values into those of the release: %s', (_what, now, next) => {
  expect(applyPatch(now, replacementOf(now, next))).toEqual(next);
});

it('leaves alone what is the same', () => {
  const values = { gateway: { replicas: 2, enabled: false } };
  expect(replacementOf(values, { gateway: { replicas: 3, enabled: false } })).toEqual([
    { path: 'gateway.replicas', set: 3 },
  ]);
});
