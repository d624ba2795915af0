import { expect, it } from 'vitest';
import { readEnvItems, writeEnvItems } from './env-item';

it.each([
  [{ name: 'A', value: '1' }],
  [{ name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } } }],
  [{ name: 'C', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } }],
  [{ name: 'D', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } } }],
  [{ name: 'E', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }],
])('writes %j as it was read', (entry) => {
  expect(writeEnvItems(readEnvItems([entry]))).toEqual([entry]);
});

it('changes the source and keeps nothing of the old one', () => {
  const [item] = readEnvItems([{ name: 'A', value: '1' }]);
  expect(item && writeEnvItems([{ ...item, source: 'secret', text: 's', key: 'k' }])).toEqual([
    { name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
  ]);
});

it('leaves out entries that have no name yet', () => {
  expect(writeEnvItems(readEnvItems([{ value: 'x' }]))).toEqual([]);
});
