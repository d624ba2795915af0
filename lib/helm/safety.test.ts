import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  loadChartArchive,
  loadChartDirectory,
  renderChart,
  bytesOfText,
  type RenderOptions,
  type RenderResult,
} from '.';

/** Hostile charts, values and archives: an error or the right text, never a hang, a crash or a changed prototype. */

function render(template: string, options: RenderOptions = {}, values = 'a: 1\n'): RenderResult {
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
    'values.yaml': values,
    'templates/t.yaml': template,
  };
  const chart = loadChartDirectory(
    Object.entries(files).map(([path, text]) => ({ path, data: bytesOfText(text) })),
  );
  return renderChart(chart, options);
}

function message(template: string, values?: string): string {
  const result = render(template, {}, values);
  return result.ok ? `rendered ${result.manifest}` : result.message;
}

/** `$d` shares its parts so often that it has 2^60 of them. */
const shared = '{{ $d := dict }}{{ range until 60 }}{{ $d = dict "a" $d "b" $d }}{{ end }}';
/** `$d` contains itself. */
const cyclic = '{{ $d := dict }}{{ $_ := set $d "a" $d }}';

describe('templates without end', () => {
  it.each([
    '{{ range until 1000000000 }}x{{ end }}',
    '{{ range 1000000000000 }}x{{ end }}',
    '{{ untilStep 0 1000000000000 1 }}',
    '{{ seq 1 1000000000 }}',
    '{{ repeat 1000000000 "abc" }}',
    '{{ indent 1000000000 "a" }}',
    '{{ nindent 2147483647 "a\\nb" }}',
    '{{ define "f" }}{{ if gt . 0 }}{{ include "f" (sub . 1) }}{{ include "f" (sub . 1) }}{{ end }}{{ end }}{{ include "f" 60 }}',
    '{{ $l := list 1 2 }}{{ range until 60 }}{{ $l = concat $l $l }}{{ end }}',
    '{{ $s := "ab" }}{{ range until 60 }}{{ $s = cat $s $s }}{{ end }}',
    '{{ uniq (until 100000) }}',
    '{{ regexFindAll "a.*b|a" (repeat 30000 "a") -1 }}',
    '{{ regexReplaceAll "a" (repeat 1000000 "a") (repeat 1000 "$0") }}',
    '{{ randAlphaNum 100000000 }}',
    '{{ range until 1000 }}{{ bcrypt "x" }}{{ end }}',
  ])('ends with the step limit: %s', (template) => {
    // A hundredth of the default limit, so that the test is quick.
    const result = render(template, { limits: { steps: 200_000 } });
    expect(result).toMatchObject({
      ok: false,
      code: 'limit',
      message: expect.stringMatching(/more than 200000 steps/) as string,
    });
  });

  it('writes no more than the output limit', () => {
    const result = render('{{ range until 1000 }}0123456789{{ end }}', { limits: { output: 5000 } });
    expect(result).toMatchObject({
      ok: false,
      code: 'limit',
      message: expect.stringMatching(/more than 5000 characters/) as string,
    });
  });

  it('asks whether the time is up', () => {
    const result = render('{{ range until 1000000 }}x{{ end }}', { limits: { isExpired: () => true } });
    expect(result).toMatchObject({
      ok: false,
      code: 'limit',
      message: expect.stringMatching(/rendering takes too long/) as string,
    });
  });

  it.each(['printf "%1000000000d" 1', 'printf "%.1000000000f" 1.0', 'printf "%*d" 1000000000 1'])(
    "prints a width beyond Go's as Go does: %s",
    (pipeline) => {
      expect(message(`v: {{ ${pipeline} | len }}`)).toMatch(/^rendered ---\n# Source: .*\nv: \d+\n/);
    },
  );

  it.each([
    '{{ define "r" }}{{ include "r" . }}{{ end }}{{ include "r" . }}',
    '{{ define "r" }}{{ tpl "{{ include \\"r\\" . }}" . }}{{ end }}{{ include "r" . }}',
  ])('stops at the depth of includes that Helm allows: %s', (template) => {
    expect(message(template)).toMatch(/rendering template has a nested reference name: r: unable to execute/);
  });

  it.each(['{{ define "r" }}{{ template "r" . }}{{ end }}{{ template "r" . }}'])(
    'stops at the depth of templates that Go allows: %s',
    (template) => {
      expect(message(template)).toMatch(/exceeded maximum template depth \(100000\)/);
    },
  );

  it('stops a tpl that calls itself', () => {
    expect(message('{{ tpl .Values.t . }}', 't: "{{ tpl .Values.t . }}"')).toMatch(/too deeply/);
  });

  it('matches regular expressions in linear time', () => {
    const template =
      'v: {{ regexMatch "(a+)+$" (print (repeat 50000 "a") "b") }} {{ regexMatch "(a|aa)+$" (print (repeat 50000 "a") "b") }}';
    expect(message(template)).toContain('v: false false');
  });
});

describe('values that are larger than they look', () => {
  it.each([
    '{{ toYaml $d }}',
    '{{ toYamlPretty $d }}',
    '{{ toJson $d }}',
    '{{ toPrettyJson $d }}',
    '{{ toToml $d }}',
    '{{ $d }}',
    '{{ printf "%v" $d }}',
    '{{ quote $d }}',
    '{{ deepCopy $d }}',
    '{{ merge (dict) $d }}',
    '{{ $e := dict }}{{ range until 60 }}{{ $e = dict "a" $e "b" $e }}{{ end }}{{ deepEqual $d $e }}',
  ])('end with a limit: %s', (use) => {
    expect(message(shared + use)).toMatch(/a value becomes too large/);
  });

  it('double a text until it is too long', () => {
    expect(message('{{ $s := "xy" }}{{ range until 60 }}{{ $s = print $s $s }}{{ end }}')).toMatch(
      /too large|20000000 steps/,
    );
  });

  it.each([
    '{{ $d }}',
    '{{ printf "%v" $d }}',
    '{{ deepCopy $d }}',
    '{{ merge (dict) $d }}',
    '{{ toToml $d }}',
  ])('end when they contain themselves: %s', (use) => {
    expect(message(cyclic + use)).toMatch(/a value becomes too large|too deeply/);
  });

  it('have no JSON or YAML when they contain themselves, as in Helm', () => {
    expect(message(`${cyclic}v: "{{ toJson $d }}{{ toYaml $d }}"`)).toContain('v: ""');
  });
});

describe('hostile values', () => {
  it.each([
    ['nesting', `a: ${'['.repeat(100_000)}`],
    ['nesting that ends', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['nested blocks', Array.from({ length: 5000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    [
      'aliases that explode',
      `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(', ')}]`).join('\n')}\n`,
    ],
  ])('are refused: %s', (_, values) => {
    const result = render('v: {{ toYaml .Values | len }}', {
      values: { files: [{ name: 'v', text: values }] },
    });
    expect(result).toMatchObject({ ok: false, code: 'values' });
  });

  it('keep the names of prototypes as plain keys', () => {
    const values = '__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 2}}\ntoString: x\n';
    const template =
      'v: {{ toJson .Values }}\nw: {{ .Values.constructor.prototype.polluted }}{{ .Values.hasOwnProperty }}{{ (merge (dict) .Values).__proto__.polluted }}\n';
    const result = render(template, {
      values: { files: [{ name: 'v', text: values }], set: ['__proto__.b=1', 'constructor.name=q'] },
    });
    expect(result.ok && result.manifest).toContain('{"__proto__":{"b":1,"polluted":1},"a":1,"constructor"');
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(Object.prototype).not.toHaveProperty('b');
  });

  it('pass lone surrogates on as the replacement character', () => {
    const result = render('v: {{ .Values.s | toJson }}', { overrides: { s: 'a\ud800b\udfffc' } });
    expect(result.ok && result.manifest).toContain('v: "a\\ufffdb\\ufffdc"');
  });

  it('of five megabytes render', () => {
    const values = Array.from({ length: 100_000 }, (_, i) => `key${i}: "${'v'.repeat(35)}"\n`).join('');
    const result = render('v: {{ len .Values }}', { values: { files: [{ name: 'v', text: values }] } });
    expect(result.ok && result.manifest).toContain('v: 100001');
  });

  it('are not quoted in messages beyond what Helm quotes', () => {
    const text = render('v: {{ .Values.secret.password.hash }}', {}, 'secret: {password: hunter2}\n');
    expect(text).toMatchObject({ ok: false });
    expect(JSON.stringify(text)).not.toContain('hunter2');
  });
});

describe('hostile archives', () => {
  it.each([
    ['no gzip', new Uint8Array(100), 'gzip: invalid header'],
    ['nothing', new Uint8Array(), 'EOF'],
    ['half a gzip', gzipSync(new Uint8Array(10_000)).slice(0, 30), 'unexpected EOF'],
    ['an empty tar', gzipSync(new Uint8Array(1024)), 'no files in chart archive'],
    ['too much in all', gzipSync(new Uint8Array(100 * 1024 * 1024 + 512)), 'larger than the maximum size'],
    ['a path upwards', tar({ 'app/../../x': 'x' }), 'illegally references parent directory'],
    ['an absolute path', tar({ 'app//x': 'x' }), 'illegally contains absolute paths'],
    ['a drive', tar({ 'app/c:/x': 'x' }), 'illegally named files'],
    ['nothing but the folder', tar({ x: 'x' }), 'content outside the base directory'],
    ['a Chart.yaml on top', tar({ 'Chart.yaml/x': 'x' }), 'chart yaml not in base directory'],
    ['a large file', tar({ 'app/x': 'x'.repeat(5 * 1024 * 1024 + 1) }), 'larger than the maximum file size'],
    ['a cut file', gzipSync(tarBytes({ 'app/x': 'x'.repeat(2000) }).slice(0, 1024)), 'unexpected EOF'],
  ])('are refused: %s', (_, bytes, reason) => {
    expect(() => loadChartArchive(bytes)).toThrow(reason);
  });

  it('may hold links, which lead nowhere', () => {
    const files = { 'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n', 'app/secret': '' };
    const bytes = tarBytes(files);
    // The second header becomes a symbolic link.
    bytes[1024 + 156] = '2'.charCodeAt(0);
    expect(loadChartArchive(gzipSync(bytes)).files).toEqual([]);
  });
});

function tar(files: Readonly<Record<string, string>>): Uint8Array {
  return gzipSync(tarBytes(files));
}

/** A tar of regular files without checksums, which readers of charts do not look at. */
function tarBytes(files: Readonly<Record<string, string>>): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const [path, text] of Object.entries(files)) {
    const data = bytesOfText(text);
    const header = new Uint8Array(512);
    header.set(bytesOfText(path));
    header.set(bytesOfText(`${data.length.toString(8).padStart(11, '0')}\0`), 124);
    header[156] = '0'.charCodeAt(0);
    const body = new Uint8Array(Math.ceil(data.length / 512) * 512);
    body.set(data);
    blocks.push(header, body);
  }
  blocks.push(new Uint8Array(1024));
  const all = new Uint8Array(blocks.reduce((size, block) => size + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}
