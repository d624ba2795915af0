import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { call, failure, int, list } from './testing/call';
import { Certificate } from './certificates';

it.each(['sha1', 'sha256', 'sha512'])('%ssum', (algorithm) => {
  for (const text of ['', 'abc', 'ä'.repeat(100)]) {
    expect(call(`${algorithm}sum`, text)).toBe(createHash(algorithm).update(text).digest('hex'));
  }
});

it('derives the password of the Master Password algorithm', () => {
  expect(call('adler32sum', 'abc')).toBe('38600999');
  expect(call('derivePassword', int(1), 'nope', 'p', 'u', 's')).toBe('cannot find password template nope');
});

it('decrypts what it encrypts, and what Helm encrypted', () => {
  expect(call('decryptAES', 'k', call('encryptAES', 'k', 'plain text'))).toBe('plain text');
  expect(call('decryptAES', 'secretkey', '30tEfhuJSVRhpG97XCuWgz2okj7L8vQ1s6V9zVUPeDQ=')).toBe('plaintext');
  expect(failure('decryptAES', 'k', '!')).toBe('illegal base64 data at input byte 0');
});

it('hashes with bcrypt and the salt of the context', () => {
  const hash = call('bcrypt', 'secret');
  expect(hash).toMatch(/^\$2a\$10\$[./A-Za-z0-9]{53}$/);
  expect(call('bcrypt', 'secret')).toBe(hash);
  expect(call('htpasswd', 'a:b', 'c')).toBe('invalid username: a:b');
});

it('makes the same random text from the same randomness', () => {
  expect(call('randAlphaNum', int(8))).toBe(call('randAlphaNum', int(8)));
  expect(call('randAlphaNum', int(8))).toMatch(/^[0-9A-Za-z]{8}$/);
  expect(call('uuidv4')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('gives placeholders in the shape of PEM without a source of certificates', () => {
  const ca = call('genCA', 'cn', int(365));
  expect(ca).toBeInstanceOf(Certificate);
  const signed = call('genSignedCert', 'cn', list('10.0.0.1', '::1'), list('a.b'), int(1), ca);
  expect(signed instanceof Certificate && signed.cert).toMatch(
    /^-----BEGIN CERTIFICATE-----\n[^]+-----END CERTIFICATE-----\n$/,
  );
  expect(failure('genSelfSignedCert', 'cn', list('300.1.1.1'), null, int(1))).toBe(
    'error parsing ip: 300.1.1.1',
  );
  expect(call('genPrivateKey', 'foo')).toBe('Unknown type foo');
});
