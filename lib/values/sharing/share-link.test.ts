import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryValues } from '../testing/arbitrary';
import { parseShareFragment, printShareFragment } from './share-link';

it('reads what it prints', () => {
  fc.assert(
    fc.property(arbitraryValues(), (values) => {
      const fragment = printShareFragment(values);
      expect(fragment).toMatch(/^plane=1\.[a-z0-9]+\.[\w-]*$/);
      expect(parseShareFragment(`#${fragment}`)).toEqual({ ok: true, values });
    }),
    { numRuns: 50 },
  );
});

it('notices every cut and every changed character', () => {
  const fragment = printShareFragment({ gateway: { replicas: 3 }, hyperdx: { frontendUrl: 'https://x' } });
  for (let length = 'plane='.length; length < fragment.length; length++) {
    expect(parseShareFragment(fragment.slice(0, length)), String(length)).toMatchObject({ ok: false });
  }
  for (let at = 'plane=1.'.length; at < fragment.length; at++) {
    const other = fragment[at] === 'a' ? 'b' : 'a';
    const changed = fragment.slice(0, at) + other + fragment.slice(at + 1);
    expect(parseShareFragment(changed), String(at)).toMatchObject({ ok: false });
  }
});

it.each([
  ['plane=2.abc.def', /newer Plane Studio \(format 2\)/],
  ['plane=', /cut off/],
  ['plane=0.a.b', /cut off/],
  ['plane=x.y.z', /cut off/],
])('%s', (fragment, message) => {
  const result = parseShareFragment(fragment);
  expect(result?.ok === false && result.message).toMatch(message);
});

it('takes no other fragment for a link', () => {
  expect(parseShareFragment('#section')).toBeUndefined();
  expect(parseShareFragment('')).toBeUndefined();
});

it('refuses a link that unpacks to far more than values can hold', () => {
  const fragment = printShareFragment({ a: 'x'.repeat(20_000_000) });
  expect(fragment.length).toBeLessThan(60_000);
  expect(parseShareFragment(fragment)).toMatchObject({ ok: false });
});
