import type { Field, Group, Section } from '../lib/values';
import { fieldWords } from './generate-values-file';

/** Returns the reference page of the values: one table per group, every leaf with its words. */
export function printValuesReference(sections: readonly Section[]): string {
  const contents = sections.map(
    (section) => `- [${section.title}](#${section.id.toLowerCase()}): ${section.summary}`,
  );
  return [
    '# Values',
    'Everything that the observability plane can be told. Generated from the values model in `lib/values`.\n' +
      'Quantities are written as in Kubernetes (`512Mi`, `200Gi`, `500m`), durations as in Go (`30s`, `15m`, `720h`).\n' +
      'A ◦ marks advanced settings, a 🔒 secret ones.',
    contents.join('\n'),
    ...sections.flatMap((section) => [
      `## <a id="${section.id.toLowerCase()}"></a>${section.title}`,
      section.description,
      ...printGroup(section),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function printGroup(group: Group): string[] {
  const blocks: string[] = [];
  const own = group.children.filter((child): child is Field => child.node === 'field');
  if (own.length > 0) blocks.push(table(own));
  for (const child of group.children) {
    if (child.node === 'field') continue;
    const heading = '#'.repeat(Math.min(child.path.split('.').length + 1, 6));
    blocks.push(`${heading} ${child.title} (\`${child.path}\`)`);
    if (child.description !== undefined) blocks.push(child.description);
    blocks.push(...printGroup(child));
  }
  return blocks;
}

function table(fields: readonly Field[]): string {
  const rows = fields.map((field) => {
    const marks = `${field.advanced ? ' ◦' : ''}${field.sensitive ? ' 🔒' : ''}`;
    return `| \`${field.path}\`${marks} | ${typeWords(field)} | \`${JSON.stringify(field.default)}\` | **${cell(field.title)}.** ${cell(fieldWords(field))}${example(field)} |`;
  });
  return ['| Key | Type | Default | What it does |', '|---|---|---|---|', ...rows].join('\n');
}

function typeWords(field: Field): string {
  const range =
    field.min !== undefined && field.max !== undefined && field.kind !== 'port'
      ? `, ${field.min} to ${field.max}`
      : '';
  const unit = field.unit === undefined ? '' : `, ${field.unit}`;
  return `${field.kind}${unit}${range}`;
}

function example(field: Field): string {
  const shown = field.examples?.find((value) => JSON.stringify(value) !== JSON.stringify(field.default));
  if (shown === undefined || field.sensitive) return '';
  return ` Example: \`${cell(typeof shown === 'string' ? shown : JSON.stringify(shown))}\`.`;
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
}
