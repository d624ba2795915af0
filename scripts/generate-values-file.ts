import type { Field, Group, Section } from '../lib/values';
import { printYaml } from '../lib/values/document/print';

const WIDTH = 100;

/** Returns the chart's values.yaml: every leaf at its default, with what it does above it. */
export function printValuesFile(sections: readonly Section[]): string {
  const head = [
    '# Default values of the OpenChoreo observability plane.',
    '# Generated from the values model (lib/values): change the model, then run `npx tsx scripts/generate.ts`.',
    '# Give your own file only what differs from these.',
  ].join('\n');
  return `${[head, ...sections.map(printSection)].join('\n\n')}\n`;
}

function printSection(section: Section): string {
  const rule = `# ${'-'.repeat(WIDTH - 2)}`;
  const words = comment(`${section.title}: ${section.description}`, 0);
  return [rule, ...words, rule, `${section.key}:`, ...printChildren(section, 1)].join('\n');
}

function printChildren(group: Group, depth: number): string[] {
  return group.children.flatMap((child) =>
    child.node === 'field' ? printField(child, depth) : printGroup(child, depth),
  );
}

function printGroup(group: Group, depth: number): string[] {
  // A group without a description says no more than its key.
  const words = group.description === undefined ? [] : comment(`${group.title}: ${group.description}`, depth);
  return [...words, `${indent(depth)}${group.key}:`, ...printChildren(group, depth + 1)];
}

function printField(field: Field, depth: number): string[] {
  const value = printYaml({ [field.key]: field.default })
    .trimEnd()
    .split('\n');
  return [
    ...comment(`${field.title}: ${fieldWords(field)}`, depth),
    ...value.map((line) => `${indent(depth)}${line}`),
  ];
}

/** Returns what is said of a field in one run of sentences: description, kind, choices, empty and zero. */
export function fieldWords(field: Field): string {
  const parts = [field.description];
  const kind = kindWords(field);
  if (kind !== undefined) parts.push(kind);
  const options = field.options?.map((option) => option.value).join(', ');
  if (options !== undefined) parts.push(`One of: ${options}.`);
  if (field.emptyMeans !== undefined) parts.push(`Empty: ${field.emptyMeans}.`);
  if (field.zeroMeans !== undefined) parts.push(`Zero: ${field.zeroMeans}.`);
  return parts.join(' ');
}

function kindWords(field: Field): string | undefined {
  if (field.kind === 'duration') return 'A Go duration.';
  if (field.kind === 'cron') return 'A cron schedule.';
  if (field.kind === 'quantity')
    return field.quantity === 'cpu' ? 'In cores.' : 'A Kubernetes quantity of bytes.';
  if (field.unit === '%') return 'In percent.';
  if (field.sensitive) return 'Secret.';
  return undefined;
}

function comment(text: string, depth: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && current.length + word.length + 1 > WIDTH - 2 - depth * 2) {
      lines.push(current);
      current = '';
    }
    current = current === '' ? word : `${current} ${word}`;
  }
  lines.push(current);
  return lines.map((line) => `${indent(depth)}# ${line}`);
}

function indent(depth: number): string {
  return '  '.repeat(depth);
}
