import { expect, it } from 'vitest';
import { applyPatch, inversePatch, type ValuesPatch } from './patch';

it('sets and unsets in order, and leaves what it was given alone', () => {
  const overrides = { gateway: { replicas: 2 } };
  const patched = applyPatch(overrides, [
    { path: 'gateway.replicas', unset: true },
    { path: 'clickstack.storage.size', set: '400Gi' },
    { path: 'clickstack.storage.size', set: '500Gi' },
  ]);
  expect(patched).toEqual({ clickstack: { storage: { size: '500Gi' } } });
  expect(overrides).toEqual({ gateway: { replicas: 2 } });
});

it('starts from nothing when there are no overrides', () => {
  expect(applyPatch(undefined, [{ path: 'a.b', set: 1 }])).toEqual({ a: { b: 1 } });
});

it('takes a patch back, also one that touches a path twice', () => {
  const overrides = { gateway: { replicas: 2, cors: { allowedOrigins: ['*'] } } };
  const patch: ValuesPatch = [
    { path: 'gateway.replicas', unset: true },
    { path: 'gateway.cors.allowedOrigins', set: ['https://a.example'] },
    { path: 'gateway.cors.allowedOrigins', unset: true },
    { path: 'clickstack.storage.size', set: '500Gi' },
  ];
  expect(applyPatch(applyPatch(overrides, patch), inversePatch(overrides, patch))).toEqual(overrides);
});
