import fc from 'fast-check';
import { isMap, isPair, isScalar, isSeq, type Node } from 'yaml';
import { arbitraryValues } from '../../testing/arbitrary';
import { printOverrides } from '../print';
import type { ValuesTree } from '../parse';

/** Texts as people write them, with everything that a careless writer of YAML would lose. */
export const handwritten = [
  '',
  '# only a comment',
  '---\n# a document mark\ngateway:\n    replicas: 2   # three spaces\n\n\n# far away\nobserver: {replicas: 3, image: {tag: "1.10"}} # brackets\n',
  "global:\n  # who owns it\n  commonLabels: {team: obs, \"cost/centre\": '42'} # bill\n  installationMode: minimal\n# between\nclickstack:\n  storage:\n    size: 300Gi # disk\n  # tail of storage\nhyperdx:\n  frontendUrl: 'https://x.example.com'\nprometheus:\n  enabled: true # not ours\n",
  'base: &base\n  replicas: 2\n  nodeSelector: &where {disk: ssd}\ngateway:\n  <<: *base # shared\n  podAnnotations:\n    a: &a "1"\nobserver:\n  <<: *base\n  replicas: 4\n  podAnnotations: {b: *a}\nhyperdx:\n  nodeSelector: *where\n',
  'gateway:\r\n  replicas: 2 # windows\r\n  cors:\r\n    allowedOrigins:\r\n      # first\r\n      - https://a.example.com # a\r\n      - "https://b.example.com"\r\n# end\r\n',
  'clickstack:\n  initSQL:\n    schema: |\n      SELECT 1; -- # not a comment\n\n      SELECT 2;\n  # after the literal\n  retention:\n    logs: 24h\ngateway:\n  extraEnv:\n  - name: A # flush left\n    value: "1"\n  - {name: B, value: b}\n  # last\n  replicas: 2',
  'observer:\n  image:\n\n    # spaced\n    tag: v1\n\n  resources:\n    limits: {cpu: 1, memory: 1Gi,}\n    requests:\n      cpu: 100m\n"gateway":\n  \'replicas\': 5\n? hyperdx\n: replicas: 2\n',
  'gateway: &g\n  replicas: 3\n  resources:\n    limits: &l\n      cpu: "1"\n      memory: 1Gi\nobserver:\n  resources:\n    limits: *l # the same\n    requests: *l\nspare: *g\n',
  '\uFEFFgateway:\n  replicas: 2\n  replicas: 3 # twice\nobserver:\n  replicas:\n  # nothing\n  enabled: ~\n',
];

/** Returns an arbitrary of values texts: handwritten ones, and printed ones with comments strewn in. */
export function arbitraryText(): fc.Arbitrary<string> {
  const printed = fc
    .tuple(arbitraryValues({ maxLeaves: 6 }), fc.array(fc.nat(30), { maxLength: 8 }), fc.boolean())
    .map(([values, places, isWindows]) => {
      const lines = printOverrides(values).split('\n');
      // A literal text would take the comments for its own.
      const hasLiteral =
        lines.some((line) => /[|>][-+]?\d?$/.test(line)) || values['clickstack'] !== undefined;
      const strewn = hasLiteral ? lines : strew(lines, places);
      return strewn.join(isWindows ? '\r\n' : '\n');
    });
  return fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...handwritten) },
    { weight: 3, arbitrary: printed },
  );
}

function strew(lines: readonly string[], places: readonly number[]): string[] {
  return lines.flatMap((line, index) => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    if (places.includes(index)) return [`${indent}# comment ${index}`, line];
    const isPlain = /^[ a-zA-Z]+: ?([a-zA-Z0-9.]+)?$/.test(line);
    return places.includes(index + 15) && isPlain ? [`${line} # beside ${index}`] : [line];
  });
}

/** Returns the source of every scalar and alias by its path, with its place among its siblings left out. */
export function leafSources({ tree, text }: ValuesTree): Map<string, string> {
  const sources = new Map<string, string>();
  const visit = (node: unknown, path: string): void => {
    if (isMap(node)) {
      for (const pair of node.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : '';
        visit(pair.value, path === '' ? key : `${path}.${key}`);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => visit(isPair(item) ? item.value : item, `${path}[${index}]`));
    } else {
      const range = (node as Node | null)?.range;
      if (range) sources.set(path, text.slice(range[0], range[1]));
    }
  };
  visit(tree?.contents, '');
  return sources;
}

/** Returns the comments of a text, each with its own words, in their order. */
export function commentsOf(text: string): string[] {
  return [...text.matchAll(/(?:^|\s)(# [^\r\n]*)/g)].map((match) => match[1] ?? '');
}
