import { describe, expect, it } from 'vitest';
import { accessSettings, hostFault, originFault } from './policy';
import { isSessionValid, issueSession, sameSecret, sessionLifetime } from './session-token';

const local = accessSettings({ PLANE_STUDIO_SESSION_KEY: 'k' });
const remote = accessSettings({ PLANE_STUDIO_TOKEN: 't', PLANE_STUDIO_SESSION_KEY: 'k' });
const named = accessSettings({ PLANE_STUDIO_TOKEN: 't', PLANE_STUDIO_HOSTS: 'Studio.example.com, other' });

describe('host names', () => {
  it.each(['127.0.0.1', '127.0.0.1:3000', 'localhost:3000', 'LOCALHOST', '[::1]:3000'])(
    'answers %s',
    (host) => expect(hostFault(host, local)).toBeUndefined(),
  );
  it.each([
    'rebound.example.com',
    'rebound.example.com:3000',
    '127.0.0.1.example.com',
    'localhost.example.com:3000',
    '10.0.0.1',
  ])('does not answer %s on loopback', (host) => expect(hostFault(host, local)).toMatch(/does not answer/));
  it.each([null, '', 'a b', 'user@127.0.0.1', '127.0.0.1/..', '127.0.0.1:3000:1'])(
    'takes %j for no host',
    (host) => expect(hostFault(host, local)).toMatch(/no host/),
  );
  it('answers every name behind a token, unless names are given', () => {
    expect(hostFault('studio.example.com', remote)).toBeUndefined();
    expect(hostFault('studio.example.com:8443', named)).toBeUndefined();
    expect(hostFault('rebound.example.com', named)).toMatch(/does not answer/);
  });
});

describe('origins', () => {
  const host = '127.0.0.1:3000';
  it('lets a page of the studio act', () => {
    expect(originFault({ origin: 'http://127.0.0.1:3000', host, fetchSite: 'same-origin' })).toBeUndefined();
    expect(originFault({ origin: 'http://127.0.0.1:3000', host, fetchSite: null })).toBeUndefined();
  });
  it.each([
    ['no origin', null, null],
    ['an opaque origin', 'null', null],
    ['another site', 'http://example.com', 'cross-site'],
    ['another port', 'http://127.0.0.1:3001', null],
    ['a sibling site', 'http://127.0.0.1:3000', 'same-site'],
    ['a broken origin', '127.0.0.1:3000', null],
  ])('refuses %s', (_what, origin, fetchSite) =>
    expect(originFault({ origin, host, fetchSite })).toBeDefined(),
  );
});

describe('sessions', () => {
  const now = 1_000_000;
  const session = issueSession('key', now);
  it('lasts for its time, under its key', () => {
    expect(isSessionValid(session, 'key', now + 1)).toBe(true);
    expect(isSessionValid(session, 'key', now + sessionLifetime)).toBe(false);
    expect(isSessionValid(session, 'other', now + 1)).toBe(false);
    expect(isSessionValid(session, '', now + 1)).toBe(false);
  });
  it('cannot be forged or prolonged', () => {
    const [end = '', name, signature] = session.split('.');
    expect(isSessionValid(`${Number(end) + 1}.${name}.${signature}`, 'key', now)).toBe(false);
    expect(isSessionValid(`${end}.${name}x.${signature}`, 'key', now)).toBe(false);
    for (const text of [undefined, '', '..', session.slice(0, -1), `${session}=`])
      expect(isSessionValid(text, 'key', now)).toBe(false);
  });
  it('compares secrets of any length', () => {
    expect(sameSecret('a', 'a')).toBe(true);
    expect(sameSecret('a', 'ab')).toBe(false);
    expect(sameSecret('', 'a')).toBe(false);
  });
});
