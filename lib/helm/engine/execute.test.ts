import { describe, expect, it } from 'vitest';
import { GoMap } from '../value';
import { executeFiles } from './testing/probes';
import type { EngineInput, EngineResult } from '.';

function textOf(result: EngineResult, file = 'templates/a.yaml'): string | undefined {
  return result.ok ? result.texts.get(`c/${file}`) : result.message;
}

function render(text: string, options: Partial<EngineInput> = {}, values = 'a: 1\n'): string | undefined {
  return textOf(executeFiles({ 'templates/a.yaml': text }, values, options));
}

describe('executeTemplates', () => {
  it('gives no text for partials and cuts out <no value>', () => {
    const result = executeFiles({ 'templates/_h.tpl': 'x', 'templates/a.yaml': 'a{{ .Values.b }}b' }, 'a: 1');
    expect(result.ok && [...result.texts]).toEqual([['c/templates/a.yaml', 'ab']]);
  });

  it('lets the definitions of shallower files replace those of deeper ones', () => {
    const files = {
      'templates/a.yaml': '{{ include "x" . }}',
      'templates/_x.tpl': '{{ define "x" }}parent{{ end }}',
      'charts/s/templates/_x.tpl': '{{ define "x" }}child{{ end }}',
    };
    expect(textOf(executeFiles(files, ''))).toBe('parent');
  });

  it('never replaces a definition by an empty one', () => {
    const files = {
      'templates/a.yaml': '{{ include "x" . }}',
      'templates/_a.tpl': '{{ define "x" }} {{/* nothing */}} {{ end }}',
      'templates/_z.tpl': '{{ define "x" }}kept{{ end }}',
    };
    expect(textOf(executeFiles(files, ''))).toBe('kept');
  });

  it('keeps the definitions of tpl to itself', () => {
    const inside = `{{ tpl "{{ define \\"y\\" }}Y{{ end }}{{ include \\"y\\" . }}" . }}`;
    expect(render(inside)).toBe('Y');
    expect(render(`${inside}{{ include "y" . }}`)).toContain(
      'no template "y" associated with template "gotpl"',
    );
  });

  it('sets .Template for each file', () => {
    expect(render('{{ .Template.Name }} {{ .Template.BasePath }}')).toBe('c/templates/a.yaml c/templates');
  });

  it('asks the resolver of lookup and takes no answer for an empty map', () => {
    const lookup: EngineInput['lookup'] = (query) =>
      query.name === 's'
        ? new GoMap(new Map([['found', `${query.apiVersion}/${query.kind}/${query.namespace}`]]))
        : null;
    expect(render('{{ (lookup "v1" "Secret" "n" "s").found }}', { lookup })).toBe('v1/Secret/n');
    expect(render('{{ lookup "v1" "Secret" "n" "t" }}', { lookup })).toBe('map[]');
  });

  it('fails on missing keys when strict', () => {
    expect(render('{{ .Values.b }}', { strict: true, profile: '3.17' })).toBe(
      'template: c/templates/a.yaml:1:10: executing "c/templates/a.yaml" at <.Values.b>: map has no entry for key "b"',
    );
  });

  it('only warns about required and fail when linting', () => {
    const result = executeFiles(
      { 'templates/a.yaml': '{{ required "need" .Values.b }}{{ fail "no" }}' },
      '',
      { lint: true },
    );
    expect(result).toMatchObject({ ok: true, warnings: ['missing required value: need', 'fail: no'] });
  });

  it('names the innermost place of a failure', () => {
    const files = {
      'templates/a.yaml': '{{ include "h" . }}',
      'templates/_h.tpl': '{{ define "h" }}\n{{ fail "x" }}{{ end }}',
    };
    expect(executeFiles(files, '')).toMatchObject({
      ok: false,
      code: 'TEMPLATE_EXECUTION',
      message: 'execution error at (c/templates/a.yaml:1:3): x',
      position: { file: 'c/templates/_h.tpl', line: 2, column: 3 },
    });
  });

  it('reports a file that does not parse with its line', () => {
    expect(executeFiles({ 'templates/a.yaml': 'x\n{{ nope }}' }, '')).toMatchObject({
      ok: false,
      code: 'TEMPLATE_PARSE',
      message: 'parse error at (c/templates/a.yaml:2): function "nope" not defined',
      position: { file: 'c/templates/a.yaml', line: 2 },
    });
  });
});

describe('limits', () => {
  it('stops at the budget of steps', () => {
    const result = executeFiles({ 'templates/a.yaml': '{{ range until 5000 }}x{{ end }}' }, '', {
      limits: { steps: 4000 },
    });
    expect(result).toMatchObject({
      ok: false,
      code: 'LIMIT_REACHED',
      message: 'rendering takes more than 4000 steps',
    });
  });

  it('stops at the limit of output', () => {
    const result = executeFiles({ 'templates/a.yaml': '{{ repeat 100 "x" }}' }, '', {
      limits: { output: 50 },
    });
    expect(result).toMatchObject({ ok: false, message: 'rendering writes more than 50 characters' });
  });

  it('stops when the time is up', () => {
    const result = executeFiles({ 'templates/a.yaml': '{{ range until 9000 }}x{{ end }}' }, '', {
      limits: { isExpired: () => true },
    });
    expect(result).toMatchObject({ ok: false, message: 'rendering takes too long' });
  });

  it.each(['3.17', '4.2'] as const)('ends endless inclusion with the message of Helm %s', (profile) => {
    const result = executeFiles(
      { 'templates/a.yaml': '{{ define "r" }}{{ include "r" . }}{{ end }}{{ include "r" . }}' },
      '',
      { profile },
    );
    const message = result.ok ? '' : result.message;
    const level =
      'template: c/templates/a.yaml:1:19: executing "r" at <include "r" .>: error calling include: ';
    const innermost = 'rendering template has a nested reference name: r: unable to execute template';
    expect(message.split(level).length - 1).toBe(1001);
    expect(message.endsWith(level + innermost)).toBe(true);
  });

  it('ends endless template actions with the message of Go', () => {
    const text = '{{ define "r" }}{{ template "r" . }}{{ end }}{{ template "r" . }}';
    expect(render(text, { profile: '3.17' })).toBe(
      'template: c/templates/a.yaml:1:28: executing "r" at <{{template "r" .}}>: exceeded maximum template depth (100000)',
    );
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'takes %s for a key like any other',
    (key) => {
      expect(render(`[{{ .Values.${key} }}]`)).toBe('[]');
      expect(render(`{{ .Values.${key} }}`, {}, `${key}: x`)).toBe('x');
    },
  );
});
