import { describe, expect, it } from 'vitest';
import type { PlaneObject } from '@/lib/plane';
import type { Finding } from '@/lib/plane/findings';
import {
  manifestDocument,
  markedLines,
  objectAtLine,
  selectedObjects,
  selectionOf,
} from './manifest-document';

const object = (component: PlaneObject['component'], id: string, text = 'kind: X\n'): PlaneObject => ({
  id,
  component,
  kind: id.split('/')[0] ?? '',
  name: id.split('/')[1] ?? '',
  apiVersion: 'v1',
  source: 'templates/x.yaml',
  text,
  isHook: false,
});

const gateway = object('gateway', 'Service/gateway', 'kind: Service\nname: gateway\n');
const server = object('clickstack', 'StatefulSet/clickstack', 'kind: StatefulSet\n');
const objects = [gateway, server];

describe('selectionOf', () => {
  it('follows the section, and shows everything for a section that is no component', () => {
    expect(selectionOf({ object: '', section: 'gateway' }, objects)).toEqual({
      kind: 'component',
      component: 'gateway',
    });
    expect(selectionOf({ object: '', section: 'global' }, objects)).toEqual({ kind: 'all' });
    expect(selectionOf({ object: '', section: 'observer' }, objects)).toEqual({ kind: 'all' });
  });

  it('keeps an object that is there, and falls back when it is gone', () => {
    const view = { object: 'Service/gateway', section: 'clickstack' };
    expect(selectionOf(view, objects)).toEqual({ kind: 'object', id: 'Service/gateway' });
    expect(selectionOf(view, [server])).toEqual({ kind: 'component', component: 'clickstack' });
  });
});

describe('manifestDocument', () => {
  it('joins objects as a YAML stream and knows where each begins', () => {
    const document = manifestDocument(selectedObjects({ kind: 'all' }, objects));
    expect(document.text).toBe('kind: StatefulSet\n---\nkind: Service\nname: gateway\n');
    expect(document.starts.map(({ line }) => line)).toEqual([1, 3]);
    expect(objectAtLine(document, 1)).toBe(server);
    expect(objectAtLine(document, 4)).toBe(gateway);
  });

  it('is empty for no objects', () => {
    expect(manifestDocument([])).toEqual({ text: '', starts: [] });
  });
});

it('finds the lines of findings in what is shown, and leaves out objects that are not', () => {
  const finding: Finding = {
    id: 'PS1',
    severity: 'warning',
    title: '',
    why: '',
    message: '',
    paths: [],
    places: [
      { object: 'Service/gateway', lines: [2] },
      { object: 'Secret/other', lines: [1] },
    ],
  };
  const document = manifestDocument(selectedObjects({ kind: 'all' }, objects));
  expect(markedLines(document, [finding])).toEqual([{ line: 4, finding }]);
});
