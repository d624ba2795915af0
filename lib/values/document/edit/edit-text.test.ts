import { describe, expect, it } from 'vitest';
import { defaultValues, sections } from '../../index';
import type { ValuesPatch } from '../../patch';
import { parseValuesTree } from '../parse';
import { editValuesText } from './edit-text';

const shape = { sections, defaults: defaultValues };
const edit = (text: string, patch: ValuesPatch) => editValuesText(parseValuesTree(text), patch, shape).text;
const set = (path: string, value: unknown): ValuesPatch => [{ path, set: value }];
const unset = (path: string): ValuesPatch => [{ path, unset: true }];

describe('setting a value', () => {
  it.each<[string, string, ValuesPatch, string]>([
    ['an empty text', '', set('gateway.replicas', 2), 'gateway:\n  replicas: 2\n'],
    ['a text of comments', '# mine', set('gateway.replicas', 2), '# mine\ngateway:\n  replicas: 2\n'],
    ['an empty map', '{} # none\n', set('gateway.replicas', 2), 'gateway:\n  replicas: 2\n # none\n'],
    ['the same key', 'gateway:\n  replicas: 2 # two\n', set('gateway.replicas', 3), 'gateway:\n  replicas: 3 # two\n'],
    ['Windows lines', 'gateway:\r\n  replicas: 2\r\n', set('gateway.enabled', false), 'gateway:\r\n  enabled: false\r\n  replicas: 2\r\n'],
    ['single quotes', "hyperdx:\n  frontendUrl: 'a'\n", set('hyperdx.frontendUrl', "it's"), "hyperdx:\n  frontendUrl: 'it''s'\n"],
    ['double quotes', 'hyperdx:\n  frontendUrl: "a" # x\n', set('hyperdx.frontendUrl', 'b"c'), 'hyperdx:\n  frontendUrl: "b\\"c" # x\n'],
    ['quotes around a number', 'gateway:\n  replicas: "2"\n', set('gateway.replicas', 3), 'gateway:\n  replicas: 3\n'],
    ['a text that reads as a number', 'gateway:\n  image:\n    tag: a\n', set('gateway.image.tag', '1.10'), 'gateway:\n  image:\n    tag: "1.10"\n'],
    ['a key without a value', 'gateway: # later\n', set('gateway.replicas', 2), 'gateway: # later\n  replicas: 2\n'],
    ['a key without a value and a comment below', 'gateway:\n  # later\nobserver: {}\n', set('gateway.replicas', 2), 'gateway:\n  replicas: 2\n  # later\nobserver: {}\n'],
    ['an empty map in brackets', 'gateway: {} # x\n', set('gateway.replicas', 2), 'gateway: # x\n  replicas: 2\n'],
    ['brackets', 'gateway: {replicas: 2, image: {tag: a}} # x\n', set('gateway.image.repository', 'b/c'), 'gateway: {replicas: 2, image: {tag: a, repository: b/c}} # x\n'],
    ['the step of the file', 'observer:\n    replicas: 2\n', set('gateway.image.tag', 'a'), 'gateway:\n    image:\n        tag: a\nobserver:\n    replicas: 2\n'],
    ['no line break at the end', 'gateway:\n  image: {}', set('gateway.replicas', 2), 'gateway:\n  image: {}\n  replicas: 2'],
    ['the order of the model', 'global: {}\nobserver:\n  replicas: 2\n', set('gateway.replicas', 2), 'global: {}\ngateway:\n  replicas: 2\nobserver:\n  replicas: 2\n'],
    ['a deeper comment stays with its map', 'clickstack:\n  enabled: true\n  # tail\nobserver: {}\n', set('gateway.replicas', 2), 'clickstack:\n  enabled: true\n  # tail\ngateway:\n  replicas: 2\nobserver: {}\n'],
    ['a scalar where a map is needed', 'gateway: 5 # five\n', set('gateway.replicas', 2), 'gateway: # five\n  replicas: 2\n'],
    ['lines into a literal text', 'clickstack:\n  initSQL: SELECT 1 # a\n', set('clickstack.initSQL', 'SELECT 1;\nSELECT 2;\n'), 'clickstack:\n  initSQL: | # a\n    SELECT 1;\n    SELECT 2;\n'],
    ['a literal text', 'clickstack:\n  initSQL: |\n    SELECT 1;\n\n# end\n', set('clickstack.initSQL', 'SELECT 2;\n'), 'clickstack:\n  initSQL: |\n    SELECT 2;\n\n# end\n'],
    ['labels one by one', 'global:\n  commonLabels:\n    # who\n    team: a # us\n    cost: "1"\n', set('global.commonLabels', { team: 'b', cost: '1', env: 'yes' }), 'global:\n  commonLabels:\n    # who\n    team: b # us\n    cost: "1"\n    env: "yes"\n'],
    ['a label with another name', 'global:\n  commonLabels:\n    # who\n    team: a # us\n    cost: "1"\n', set('global.commonLabels', { tea: 'a', cost: '1' }), 'global:\n  commonLabels:\n    # who\n    cost: "1"\n    tea: a\n'],
    ['items one by one', 'gateway:\n  cors:\n    allowedOrigins:\n      - https://a # a\n      - https://b # b\n', set('gateway.cors.allowedOrigins', ['https://a', 'https://c', 'https://d']), 'gateway:\n  cors:\n    allowedOrigins:\n      - https://a # a\n      - https://c # b\n      - https://d\n'],
    ['a new first item', 'gateway:\n  cors:\n    allowedOrigins:\n    - https://a # a\n', set('gateway.cors.allowedOrigins', ['https://x', 'https://a']), 'gateway:\n  cors:\n    allowedOrigins:\n    - https://x\n    - https://a # a\n'],
    ['a map among items', 'gateway:\n  extraEnv:\n    - name: A # a\n      value: "1"\n', set('gateway.extraEnv', [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'x' } } }]), 'gateway:\n  extraEnv:\n    - name: A # a\n      valueFrom:\n        fieldRef:\n          fieldPath: x\n'],
    ['an anchor that others use', 'gateway:\n  replicas: &n 2\nobserver:\n  replicas: *n # same\n', set('gateway.replicas', 3), 'gateway:\n  replicas: &n 3\nobserver:\n  replicas: 2 # same\n'],
    ['an alias', 'gateway:\n  replicas: &n 2\nobserver:\n  replicas: *n # same\n', set('observer.replicas', 3), 'gateway:\n  replicas: &n 2\nobserver:\n  replicas: 3 # same\n'],
    ['within an alias', 'gateway:\n  resources: &r\n    limits: {cpu: 1, memory: 1Gi}\nobserver:\n  resources: *r\n', set('observer.resources.limits.cpu', '2'), 'gateway:\n  resources: &r\n    limits: {cpu: 1, memory: 1Gi}\nobserver:\n  resources:\n    limits:\n      cpu: "2"\n      memory: 1Gi\n'],
    ['beside a merge key', 'base: &base\n  replicas: 2\ngateway:\n  <<: *base\n', set('gateway.replicas', 3), 'base: &base\n  replicas: 2\ngateway:\n  <<: *base\n  replicas: 3\n'],
    ['a tag', 'gateway:\n  replicas: !!str 2\n', set('gateway.replicas', 3), 'gateway:\n  replicas: 3\n'],
  ])('%s', (_name, ...[before, patch, after]) => expect(edit(before, patch)).toBe(after)); // prettier-ignore

  it('removes the key when the value is the default', () => {
    expect(edit('gateway:\n  replicas: 2\n', set('gateway.replicas', 1))).toBe('');
  });
});

describe('removing a value', () => {
  it.each<[string, string, ValuesPatch, string]>([
    ['with the maps around it', 'a: 1\ngateway:\n  image:\n    tag: x\nb: 2\n', unset('gateway.image.tag'), 'a: 1\nb: 2\n'],
    ['but not its siblings', 'gateway:\n  image:\n    tag: x # t\n    # r\n    repository: y\n', unset('gateway.image.tag'), 'gateway:\n  image:\n    # r\n    repository: y\n'],
    ['nor the comments of its map', 'gateway:\n  # why\n  replicas: 2 # two\nb: 1\n', unset('gateway.replicas'), 'gateway: {}\n  # why\nb: 1\n'],
    ['nor the comment of the map', 'gateway: # ours\n  replicas: 2\n', unset('gateway.replicas'), 'gateway: {} # ours\n'],
    ['from brackets', 'gateway: {replicas: 2, image: {tag: a}}\n', unset('gateway.replicas'), 'gateway: {image: {tag: a}}\n'],
    ['with its brackets', 'gateway: {image: {tag: a}}\nb: 1\n', unset('gateway.image.tag'), 'b: 1\n'],
    ['that stands twice', 'gateway:\n  replicas: 2\n  replicas: 3\n', unset('gateway.replicas'), ''],
    ['that is not there', 'gateway:\n  image: {}\n', unset('gateway.replicas'), 'gateway:\n  image: {}\n'],
    ['with Windows lines', 'a: 1\r\ngateway:\r\n  replicas: 2\r\n', unset('gateway.replicas'), 'a: 1\r\n'],
    ['that a merge key brings: the default takes its place', 'base: &base\n  replicas: 2\n  x: 1\ngateway:\n  <<: *base\n', unset('gateway.replicas'), 'base: &base\n  replicas: 2\n  x: 1\ngateway:\n  <<: *base\n  replicas: 1\n'],
  ])('%s', (_name, ...[before, patch, after]) => expect(edit(before, patch)).toBe(after)); // prettier-ignore
});
