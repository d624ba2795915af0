import { describe, expect, it } from 'vitest';
import type { Fault } from '../model/fault';
import { checkHost, checkHostPort, checkOrigin, checkUrl, parseHostPort } from './address';
import { checkVariable, checkVariableName } from './environment';
import { checkAffinity } from './free-form';
import { checkDigest, checkRegistry, checkRepository, checkTag, parseImageReference } from './image';
import { checkLabelValue, checkQualifiedName } from './labels';
import { checkDataKey, checkIdentifier, checkLabelName, checkObjectName } from './name';
import { checkCron, unclosedQuote } from './text';
import { checkToleration } from './tolerations';

const digest = `sha256:${'a'.repeat(64)}`;

/** One check, what it takes, and what it refuses with message and suggestion. */
const table: [string, (text: string) => Fault | undefined, string[], [string, RegExp, RegExp?][]][] = [
  ['object names', checkObjectName, ['a', 'my-secret', 'a.b-c.d'], [['My_Secret', /is not a Kubernetes name/, /my-secret/], ['-a', /is not/, /mean a\?/], ['a..b', /is not/]]],
  ['labels of names', checkLabelName, ['team-a', '1a'], [['a.b', /is not a DNS label/, /a-b/], ['x'.repeat(64), /has 64 characters; 63 are allowed/]]],
  ['identifiers', checkIdentifier, ['telemetry', '_a1'], [['my-db', /is not an identifier/, /my_db/], ['1a', /is not an identifier/, /_1a/]]],
  ['keys of Secrets', checkDataKey, ['tls.crt', 'a_b-c'], [['a/b', /is not a key/], ['..', /is not a key/]]],
  ['repositories', checkRepository, ['mongo', 'clickhouse/clickhouse-server', 'ghcr.io/openchoreo/observer', 'localhost:5000/a/b__c'], [['mongo:7', /holds more than a repository/, /Write mongo here and the tag 7/], ['Mongo', /is not an image repository/, /mongo/], [`a@${digest}`, /holds more/, /digest/], ['a//b', /is not/]]],
  ['tags', checkTag, ['26.3.17.14', 'v1', '_x', 'latest'], [[':7', /is not an image tag/, /mean 7\?/], ['a b', /is not an image tag/], [digest, /a digest, not a tag/, /digest field/]]],
  ['digests', checkDigest, [digest], [['a'.repeat(64), /is not an image digest/, /sha256:a/], ['sha256:1', /is not an image digest/]]],
  ['registries', checkRegistry, ['docker.io', 'localhost:5000', 'r.example.com/mirror/hub', '[::1]:5000'], [['https://r.example.com/', /is not a registry/, /mean r\.example\.com\?/], ['a b', /is not a registry/]]],
  ['hosts', checkHost, ['clickhouse.example.com', '10.0.0.1', '[::1]'], [['tcp://db:9000', /is not a host name/, /Write db here/], ['db:9000', /is not a host name/, /Write db here/]]],
  ['host and port', checkHostPort, ['db:9000', '[::1]:9000'], [['db', /is not host:port/, /db:9000/], ['tcp://db:9000', /is not/, /mean db:9000\?/], ['db:70000', /is not/]]],
  ['URLs', checkUrl, ['http://a', 'https://a.b:8443/c?d=e#f', 'http://[::1]:80/'], [['a.example.com', /is not an http or https URL/, /http:\/\/a\.example\.com/], ['https://u:hunter2@a', /holds a user name or password/], ['http://a:99999', /is not/], ['ftp://a', /is not/]]],
  ['origins', checkOrigin, ['*', 'https://a.example.com', 'https://*.example.com', 'http://localhost:3000'], [['https://a.example.com/path', /is not an origin/, /mean https:\/\/a\.example\.com\?/], ['a.example.com', /is not an origin/, /https:\/\/a/]]],
  ['label keys', checkQualifiedName, ['team', 'app.example.com/team', 'a_b.c-D'], [['a b', /the key a b is not allowed/], ['X_/a', /prefix/], [`${'x'.repeat(64)}`, /63 characters/], ['a/b/c', /not/]]],
  ['label values', checkLabelValue, ['', 'a', 'A.b_c-1'], [['a b', /is not a label value/, /a-b/], ['x'.repeat(64), /63 characters/]]],
  ['variable names', checkVariableName, ['A', '_a.b-c'], [['1A', /is not the name/, /_1A/], ['A B', /is not the name/, /A_B/]]],
  ['schedules', checkCron, ['* * * * *', '*/5 0-6,22 1 jan-mar mon', '@hourly', '0 0 * * 7'], [['* * * *', /has 4 fields/], ['0 * * * * *', /has 6 fields/, /\* \* \* \* \*/], ['60 * * * *', /is not a minute/], ['* * * 13 *', /is not a month/], ['*/0 * * * *', /is not a minute/], ['5-1 * * * *', /is not a minute/]]],
]; // prettier-ignore

describe.each(table)('%s', (_name, ...row) => {
  const [check, good, bad] = row;
  it.each(good)('takes %s', (text) => expect(check(text)).toBeUndefined());
  it.each(bad)('refuses %s', (text, message, suggestion) => {
    const fault = check(text);
    expect(fault?.message).toMatch(message);
    if (suggestion) expect(fault?.suggestion).toMatch(suggestion);
  });
});

it('splits image references as Docker does', () => {
  expect(parseImageReference(`ghcr.io:443/a/b:1@${digest}`)).toEqual({
    registry: 'ghcr.io:443',
    repository: 'a/b',
    tag: '1',
    digest,
  });
  expect(parseImageReference('library/mongo')).toMatchObject({ registry: '', repository: 'library/mongo' });
});

it('splits host and port, IPv6 included', () => {
  expect(parseHostPort('[fe80::1]:9000')).toEqual({ host: '[fe80::1]', port: 9000 });
});

it('never shows the password of a URL', () => {
  expect(JSON.stringify(checkUrl('https://user:hunter2@example.com'))).not.toContain('hunter2');
});

describe('environment variables', () => {
  it.each([
    [{ name: 'A', value: 'x' }, undefined],
    [{ name: 'A' }, undefined],
    [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }, undefined],
    ['A=1', /must be a map/],
    [{ value: 'x' }, /needs a name/],
    [{ name: 'A', value: 5 }, /value of A must be text, not a number/],
    [{ name: 'A', vale: 'x' }, /vale is not part/],
    [{ name: 'A', value: 'x', valueFrom: {} }, /both value and valueFrom/],
    [{ name: 'A', valueFrom: {} }, /exactly one of/],
    [{ name: 'A', valueFrom: { secretKeyRef: { name: 's' } } }, /secretKeyRef of A needs key/],
  ])('%j', (entry, message) => {
    const fault = checkVariable(entry);
    if (message) expect(fault?.message).toMatch(message);
    else expect(fault).toBeUndefined();
  });
});

describe('tolerations', () => {
  it.each([
    [{ operator: 'Exists' }, undefined],
    [{ key: 'a', value: 'b', effect: 'NoSchedule' }, undefined],
    [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }, undefined],
    [{}, /needs the operator Exists/],
    [{ key: 'a', operator: 'Exists', value: 'b' }, /takes no value/],
    [{ key: 'a', operator: 'In' }, /In is not Exists or Equal/],
    [{ key: 'a', effect: 'Never' }, /Never is not/],
    [{ key: 'a', tolerationSeconds: 5 }, /needs the effect NoExecute/],
    [{ keys: 'a' }, /keys is not part of a toleration/],
    [{ key: 5 }, /key of a toleration must be text/],
  ])('%j', (entry, message) => {
    const fault = checkToleration(entry);
    if (message) expect(fault?.message).toMatch(message);
    else expect(fault).toBeUndefined();
  });
});

it('knows the outer shape of an affinity', () => {
  expect(
    checkAffinity({ podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } }),
  ).toBeUndefined();
  expect(checkAffinity({ podAffinty: {} })).toMatchObject({ suggestion: 'Did you mean podAffinity?' });
  expect(checkAffinity({ podAffinity: [] })?.message).toMatch(/must be a map, not a list/);
});

it.each([
  ['SELECT 1', undefined],
  ["SELECT 'it\\'s' -- don't", undefined],
  ["SELECT 'open", "quote '"],
  ['SELECT /* never closed', 'comment'],
  ['SELECT "a', 'quote "'],
])('finds what is open at the end of %j', (text, open) => expect(unclosedQuote(text)).toBe(open));
