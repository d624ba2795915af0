import { chartYaml } from './chart-cases';
import type { ChartTexts, OracleCase } from './helm-oracle';

/** Values and templates in every form that a file can have, and every way to pass them. */

const show = 'v: {{ toJson .Values }}\n';

/** A chart of one template. */
function chart(template: string, values = 'a: 1\n', more: ChartTexts = {}): ChartTexts {
  return { 'Chart.yaml': chartYaml('app'), 'values.yaml': values, 'templates/t.yaml': template, ...more };
}

function defaults(values: string): OracleCase {
  return { chart: chart(show, values) };
}

function user(text: string, values = 'a: 1\n'): OracleCase {
  return { chart: chart(show, values), values: [text] };
}

function rendered(text: string): OracleCase {
  return { chart: chart(text) };
}

/** UTF-16 behind its byte order mark, as a Go string. */
function utf16(text: string, isLittleEndian: boolean): string {
  const bytes = [...`\ufeff${text}`].flatMap((char) => {
    const code = char.charCodeAt(0);
    return isLittleEndian ? [code & 255, code >> 8] : [code >> 8, code & 255];
  });
  return bytes.map((byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('');
}

const everyByte = Array.from({ length: 256 }, (_, i) => String.fromCharCode(i < 0x80 ? i : 0xdc00 + i)).join(
  '',
);

const numbers = `{{ range $k, $v := .Values }}{{ $k }}: {{ $v }} {{ $v | toJson }} {{ int $v }} {{ int64 $v }} {{ float64 $v }} {{ kindOf $v }} {{ printf "%v %d" $v (int64 $v) }}
{{ end }}`;

/** Cases by name. */
export const valueCases: Readonly<Record<string, OracleCase>> = {
  'line ends of Windows in templates': rendered(
    'kind: A\r\nname: {{ .Values.a }}\r\n{{- if .Values.a }}\r\n  x: 1\r\n{{- end }}\r\ndata:\r\n  k: |\r\n    l1\r\n    l2\r\n---\r\nkind: B\r\n',
  ),
  'line ends of Windows in values': defaults(
    'a: x\r\nm: |\r\n  a\r\n  b\r\nq: "a\r\n  b"\r\nf: >\r\n  x\r\n  y\r\n# c\r\nl:\r\n- 1\r\n',
  ),
  'line ends of old': defaults('a: x\rb: true\r'),
  'byte order marks': {
    chart: {
      'Chart.yaml': `\ufeff${chartYaml('app')}`,
      'values.yaml': '\ufeffa: 1\n',
      'templates/t.yaml': '\ufeffv: {{ .Values.a }}\n',
      'templates/u.yaml': 'v: 1\n---\n\ufeffw: 2\n',
    },
  },
  'byte order mark in user values': user('\ufeffb: 1\n'),
  'UTF-16, little endian': user(utf16('b: é\n', true)),
  'UTF-16, big endian': user(utf16('b: é\n', false)),
  'UTF-16, half a character': user(`${utf16('b: 1\n', false)}x`),
  'UTF-16, a lone low surrogate': user('\udcfe\udcff\udcdc\u0000\n\n'),
  'UTF-16, half a pair': user('\udcfe\udcff\udcd8\u0000\u0000a'),
  'UTF-16, a cut pair': user('\udcfe\udcff\u0000a\udcd8\u0000'),
  'Latin-1 values': defaults('a: caf\udce9\n'),
  'Latin-1 in the middle of values': defaults('a: caf\udce9 au lait, long enough\n'),
  'an octet that begins nothing': defaults('a: \udcff\n'),
  'an overlong sequence': defaults('a: \udcc0\udcaf\n'),
  'an encoded surrogate': defaults('a: \udced\udca0\udc80\n'),
  'beyond Unicode': defaults('a: \udcf5\udc80\udc80\udc80\n'),
  'a control character before bad UTF-8': defaults('a: \u0001\udcff\n'),
  'Latin-1 template': rendered('# caf\udce9\nv: 1\n'),
  'binary files': {
    chart: chart(
      'b: {{ .Files.Get "f" | b64enc }} {{ .Files.GetBytes "f" | len }} {{ .Files.Get "f" | sha256sum }}\nj: {{ .Files.Get "f" | toJson | quote }}\nbinaryData:\n{{ (.Files.Glob "f*").AsSecrets | indent 2 }}\ntext:\n{{ (.Files.Glob "t*").AsConfig | indent 2 }}\n',
      '',
      {
        f: everyByte,
        f2: '\u0000\u0001\udcff',
        t1: 'x\r\ny\r\n',
        t2: '\tt\n',
        t3: ' lead\n',
        t4: 'trail  \nx',
        t5: '',
        t6: '\n\n x\n\n',
        t7: 'caf\udce9\n',
      },
    ),
  },
  'file lines': {
    chart: chart(
      '{{ range $f := list "a" "b" "c" "d" "none" }}{{ $f }}: {{ $.Files.Lines $f | toJson }}\n{{ end }}',
      '',
      { a: 'x\ny\n', b: 'x', c: '\n', d: 'a\r\nb\r\n\n' },
    ),
  },
  'lines of an empty file': { chart: chart('v: {{ .Files.Lines "a" | toJson }}\n', '', { a: '' }) },
  globs: {
    chart: chart(
      '{{ range $g := list "*" "**" "a/*" "a/**" "**/*.txt" "{a,b}/*" "a/[xy].txt" "a/?.txt" "*.txt" "a/**/z.txt" "**.txt" "!a" "a\\\\*" "" "a/{x,y}.txt" "[!a]*" "[^a]*" "*/*" "/a" "./a/*" }}{{ $g | quote }}: {{ range $p, $_ := $.Files.Glob $g }}{{ $p }} {{ end }}\n{{ end }}',
      '',
      { 'a/x.txt': '', 'a/y.txt': '', 'a/b/z.txt': '', 'b/q': '', 't.txt': '', 'a/.h': '', 'R.md': '' },
    ),
  },
  ...Object.fromEntries(
    [
      'v: {{ .Values.a }}',
      '',
      '\n\n',
      '# only a comment',
      '---',
      '---\n---\n',
      '   \t \n',
      'a: 1\n--- \nb: 2\n',
      'a: 1\n---   # c\nc: 3\n',
      'a: 1\n---b: 2\n',
      'a: 1\n ---\nb: 2\n',
      '---\na: 1\n---\n\n---\nb: 2\n---',
      'a: |\n  ---\n  x\n---\nb: "---"\n',
      'a: 1\n...\n---\nb: 2\n...\n',
      '%YAML 1.1\n---\na: 1\n',
      'a: 1\n---\t\nb: 2\n',
      'a: 1\n----\nb: 2\n',
      '# lead\n---\n# c\n\na: 1\n\n\n---\n\n\nb: 2\n\n\n',
      'a: 1\n\n---\n---\n\n\n# x\n---\nb: 1\n---\n   \n',
      'a: 1\n---\nb: 2   \n  \n',
      '   a: 1\n   b: 2\n',
      '\ta: 1\n',
      'a:\n\t- x\n',
      'a: 1\t\nb:\tx\nc: "\t"\n',
      'a: |\n  x\n\ty\n',
      'a: 1\na: 2\n',
      'a: &a\n  x: 1\nb:\n  <<: *a\n  y: 2\n',
      'v: |+\n  x\n\n\n---\nw: |+\n  z\n\n',
      'a: "\u00a0"\n\u00a0\n',
      '\u0085\na: 1\n\u0085',
      '\u3000a: 1\n',
    ].map((text): [string, OracleCase] => [`document ${JSON.stringify(text)}`, rendered(text)]),
  ),
  ...Object.fromEntries(
    [
      '',
      '# x\n',
      'null\n',
      '~\n',
      '{}\n',
      '[]\n',
      'a: 1\n---\nb: 2\n',
      '---\na: 1\n...\n',
      '# c\n---\n# d\n---\na: 1\n',
      '--- # c\na: 1\n---x\nb: 1\n',
      '--- {a: 1}\n',
      'a: [\n--- x\n',
      '---- x\n',
      '{"a": 1, "b": [1, {"c": "\\u00e9\\/"}], "d": 1e3, "e": "\\ud83d\\ude00"}\n',
      'm:\n  a: 1\n  b: 2\n  a: 3\n',
      'a: &a {x: 1}\nb: *a\nc: {<<: *a, y: 2}\nd: &l [1,2]\ne: *l\nf: &s str\ng: *s\nh: {*s : 1}\n',
      '1: a\n1.5: b\ntrue: c\n2020-01-01: f\n0x10: g\n1e3: x\n-0: z\n1_0: q\n.inf: w\n0.10: k\n',
      '? complex\n: i\nnull: d\n~: e\n',
      'a: null\nb: {c: null, d: 1}\nl: [null, {x: null}]\n',
      // The last line has no end; Helm 4 gives it one.
      'a: |+\n  x',
      'a: |\n  x',
      'a: >+\n  x\n\n\n---\nb: |+\n  z\n\n',
    ].flatMap((text): [string, OracleCase][] => [
      [`values ${JSON.stringify(text)}`, defaults(text)],
      [`user values ${JSON.stringify(text)}`, user(text)],
    ]),
  ),
  numbers: {
    chart: chart(
      numbers,
      'a: 1\nb: 1.0\nc: 1e3\nd: 1000000\ne: 10000000\nf: 123456789\ng: 1234567890123\nh: 9007199254740993\ni: 0x1f\nj: 0o17\nk: 017\nl: 1_000\nm: .5\nn: -1\no: +1\nq: -0\nr: 0.1\ns: 100000000000000000000\nt: 1e-7\nu: 0b11\nw: 1.\nx: 1e+2\ny: 12e03\nz: 0.0\n',
    ),
  },
  scalars: {
    chart: chart(
      '{{ range $k, $v := .Values }}{{ $k }}: {{ $v | toJson }} {{ kindOf $v }}\n{{ end }}',
      'a: yes\nb: No\nc: on\nd: OFF\nh: True\ni: TRUE\nj: tRue\nl: Null\nm: ~\np:\no: 2020-01-01\nq: 12:30\nr: 12:30:45\ns: 1.2.3\nt: 0777\nu: 08\nv: 1,000\nw: =\nx: "~"\nz: !!int "3"\naa: !!float 1\nab: !!bool yes\n',
    ),
  },
  'a number beyond floats': defaults('a: 1e400\n'),
  strings: {
    chart: chart(
      '{{ toYaml .Values }}\n---\nj: {{ toJson .Values }}\n---\n{{ range $k, $v := .Values }}{{ $k }}: {{ $v | quote }}\n{{ end }}',
      'a: "x\\ty"\nb: "é"\nc: "\\u263a"\ne: \'it\'\'s\'\nf: "multi\n  line\n\n  para"\ng: |\n  a\n   b\n\n  c\nh: >-\n  fold\n  ed\n\n  para\n    more\n  x\ni: |+\n  keep\n\n\nj: |2\n    two\nk: plain # c\nl: "a: b"\nm: "#no"\nn: "- x"\nq: " lead"\nr: "trail "\nt: "null"\nv: "123"\nx: "0x1"\nz: "a\\\\b"\naa: "very long string that goes on and on and on past eighty columns to see whether the emitter folds it or not, really"\nab: "very long\\nmulti line string that goes on and on and on past eighty columns to see whether it folds"\nap: "\\r\\n"\nas: " "\nat: "\\u200b"\nau: "\\U0001F600"\nav: "<a&b>"\naw: "\\0"\n',
    ),
  },
  'tables against scalars': user(
    'a: 1\nb: {y: 1}\nc: {z: 1}\nd: {q: 1}\ne: []\n',
    'a: {x: 1}\nb: 1\nc: [1]\nd: null\ne: {}\n',
  ),
  'removed by the user': user(
    'a: null\nb: {c: null, d: null, x: null}\nl: null\nq: null\nr: {s: null}\n',
    'a: 1\nb: {c: 1, d: {e: 1}}\nl: [1]\n',
  ),
  'every flag': {
    chart: chart(show, 'a: 1\nl: [{n: 1}, {n: 2}]\n'),
    values: ['x: 1\ny: {p: 1}\n', 'x: 2\ny: {q: 2}\n'],
    set: [
      'l[0].n=5,l[1].m=x,a=null,b.c=1,d={1,2},e="q\\,r",f=true,g=1.0,h=0x10,i=1e3,j=08,k=-1,m=,n=nil,p={},q={a},r=[]',
      'l[2].n=7',
      'a\\.b=1,c\\,d=2,e\\=f=3',
    ],
    setString: ['s=true,t=1,u=null', 'x=7'],
    setJson: ['v={"a":[1,1.5,null]},w=[1],x="y",z=null,aa=5'],
    setLiteral: ['lit=a,b=c{[}'],
    files: { 'f.txt': 'line1\nline2, "q"\n', bin: '\udcff\udcfeA' },
    setFile: ['fa=f.txt', 'fb.c=f.txt,fd=f.txt'],
  },
  'a binary file by --set-file': {
    chart: chart('v: {{ .Values.a | b64enc }}\n'),
    files: { bin: '\udcff\udcfeA' },
    setFile: ['a=bin'],
  },
  'no file for --set-file': { chart: chart(show), setFile: ['a=nope'] },
  '--set-file without a name': { chart: chart(show), setFile: ['a'] },
  ...Object.fromEntries(
    [
      '1.27',
      'v1.27.3.4',
      'v1.27.0-eks-abc',
      '1.27+',
      '1.27-rc',
      'v1.27.3+k3s1',
      '01.2',
      '1.02',
      '1.27.',
      'a1.2',
      '1.27.3-alpha.1+x.y',
      ' 1.27',
      '1.99999999999999999999.1',
      '1.27.0~x',
    ].map((kubeVersion): [string, OracleCase] => [
      `cluster version ${kubeVersion}`,
      {
        chart: chart(
          'v: "{{ .Capabilities.KubeVersion }} {{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.KubeVersion.Major }} {{ .Capabilities.KubeVersion.Minor }} {{ print .Capabilities.KubeVersion }}"\n',
        ),
        kubeVersion,
      },
    ]),
  ),
  ...Object.fromEntries(
    ['>=1.27', '>=1.27.0', '>1.26.0-0', '^1.27', '1.27.x', '<1.28', '>=1.27.4', '=1.27.3', 'odd'].map(
      (wanted): [string, OracleCase] => [
        `kubeVersion ${wanted}`,
        {
          chart: { ...chart('v: 1\n'), 'Chart.yaml': chartYaml('app', `kubeVersion: "${wanted}"\n`) },
          kubeVersion: 'v1.27.3-gke.1',
        },
      ],
    ),
  ),
};
