import { describe, expect, it } from 'vitest';
import { defaultValues, sections } from '../index';
import { createPlaneDocument } from './plane-document';
import { secretRanges } from './secret-ranges';
import { createTextEngine } from './text-engine';

const shape = { sections, defaults: defaultValues };

function open(text = '', options: { step?: number } = {}) {
  let clock = 0;
  const document = createPlaneDocument(shape, () => (clock += options.step ?? 100));
  document.attach(createTextEngine(shape));
  if (text !== '') document.load(text);
  return document;
}

const replicas = (set: number) => [{ path: 'gateway.replicas', set }];

describe('a document', () => {
  it('takes edits by path before YAML is loaded, and writes their text afterwards', async () => {
    const document = createPlaneDocument(shape, () => 0);
    expect(document.getText()).toBe('');
    expect(document.edit(replicas(3), { label: 'a' })).toBe(true);
    expect(document.getSnapshot().values).toEqual({ gateway: { replicas: 3 } });
    expect(() => document.getText()).toThrow(/engine/);
    const attached = document.whenAttached();
    document.attach(createTextEngine(shape));
    await attached;
    expect(document.getText()).toBe('gateway:\n  replicas: 3\n');
  });

  it('keeps line and comment of a value that passes through its default while it is typed', () => {
    const document = open('gateway:\n  replicas: 3 # odd\n');
    document.edit(replicas(1), { label: 'Change', mergeKey: 'r' });
    expect(document.getText()).toBe('');
    document.edit(replicas(15), { label: 'Change', mergeKey: 'r' });
    expect(document.getText()).toBe('gateway:\n  replicas: 15 # odd\n');
  });

  it('undoes what was typed without a pause at once, and after a pause apart', () => {
    for (const [step, expected] of [
      [100, ''],
      [5000, 'gateway:\n  replicas: 4\n'],
    ] as const) {
      const document = open('', { step });
      document.edit(replicas(4), { label: 'Change Replicas', mergeKey: 'r' });
      document.edit(replicas(42), { label: 'Change Replicas', mergeKey: 'r' });
      expect(document.undo()).toBe('Change Replicas');
      expect(document.getText()).toBe(expected);
    }
  });

  it('starts a new step after an undo, another field, or the end of a step', () => {
    const document = open();
    document.edit(replicas(4), { label: 'a', mergeKey: 'r' });
    document.endStep();
    document.edit(replicas(5), { label: 'b', mergeKey: 'r' });
    document.edit([{ path: 'observer.replicas', set: 2 }], { label: 'c', mergeKey: 'o' });
    expect([document.undo(), document.undo(), document.undo(), document.undo()]).toEqual([
      'c', 'b', 'a', undefined,
    ]); // prettier-ignore
    expect(document.getSnapshot()).toMatchObject({ undoLabel: undefined, redoLabel: 'a' });
    document.redo();
    document.edit(replicas(9), { label: 'd', mergeKey: 'r' });
    expect(document.getSnapshot()).toMatchObject({ undoLabel: 'd', redoLabel: undefined });
    document.undo();
    expect(document.getText()).toBe('gateway:\n  replicas: 4\n');
  });

  it('refuses edits by path while its text cannot be read, and keeps the last good values', () => {
    const document = open('gateway:\n  replicas: 3\n');
    document.setText('gateway:\n  replicas: [3\n', { label: 'type' });
    const { values, faults } = document.getSnapshot();
    expect(values).toEqual({ gateway: { replicas: 3 } });
    expect(faults[0]?.pos).toMatchObject({ line: 3 });
    expect(document.edit(replicas(5), { label: 'a' })).toBe(false);
    expect(document.getText()).toBe('gateway:\n  replicas: [3\n');
    document.undo();
    expect(document.getSnapshot().faults).toEqual([]);
  });

  it('makes no step of an edit that changes nothing', () => {
    const document = open('gateway:\n  replicas: 3\n');
    document.edit(replicas(3), { label: 'a' });
    document.edit([{ path: 'observer.replicas', unset: true }], { label: 'b' });
    document.setText(document.getText(), { label: 'c' });
    expect(document.getSnapshot().undoLabel).toBeUndefined();
  });

  it('applies several changes as one step', () => {
    const document = open('# mine\n');
    document.edit([...replicas(3), { path: 'observer.replicas', set: 2 }], { label: 'fix' });
    expect(document.getText()).toBe('# mine\ngateway:\n  replicas: 3\nobserver:\n  replicas: 2\n');
    document.undo();
    expect(document.getText()).toBe('# mine\n');
  });
});

it('finds where a text holds secrets', () => {
  const text =
    'clickstack:\n  credentials:\n    password: "hunter22" # p\ngateway: {auth: {token: abc, enabled: true}}\nhyperdx:\n  signing: {key: ""}\n';
  const ranges = secretRanges(open(text).getTree(), shape);
  expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual(['"hunter22"', 'abc']);
});
