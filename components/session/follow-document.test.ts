import { expect, it } from 'vitest';
import { defaultValues, mergeWithDefaults, sections } from '@/lib/values';
import { follow } from './follow-document';

const shape = { sections, defaults: defaultValues };

it('names the leaves that differ, and keeps what does not the same object', () => {
  const before = { ...mergeWithDefaults({}) };
  const { values, changes } = follow(shape, before, { gateway: { replicas: 4 }, extra: 1 });
  expect(changes).toEqual([{ path: 'gateway.replicas', value: 4 }]);
  expect(values).toMatchObject({ gateway: { replicas: 4 }, extra: 1 });
  expect(values['observer']).toBe(before.observer);
  expect(follow(shape, values, { gateway: { replicas: 4 }, extra: 1 }).values).toBe(values);
  expect(follow(shape, values, {}).changes).toEqual([{ path: 'gateway.replicas', value: 1 }]);
});
