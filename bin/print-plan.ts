import type { FieldChange, ObjectAction, ObjectChange, PlanView } from '../lib/cluster';

const signs: Readonly<Record<ObjectAction, string>> = {
  create: '+',
  change: '~',
  unchanged: ' ',
  replace: '±',
  delete: '-',
  keep: '=',
  gone: ' ',
};
const words: Readonly<Record<ObjectAction, string>> = {
  create: 'to create',
  change: 'to change',
  unchanged: 'unchanged',
  replace: 'to replace',
  delete: 'to delete',
  keep: 'kept',
  gone: 'gone already',
};
const longest = 100;

/** Returns a plan for a terminal: what changes field by field, what must be decided, and the sum. */
export function printPlan(view: PlanView): string {
  const { target, operation, revision, chart, context } = view;
  const lines = [
    `${operation} ${target.releaseName} in ${target.namespace} (context ${context}), revision ${revision}, chart ${chart.name} ${chart.version}`,
    '',
  ];
  if (view.createsNamespace) lines.push(`+ Namespace/${target.namespace}`);
  for (const crd of view.crds) lines.push(`+ CustomResourceDefinition/${crd}`);
  for (const change of view.changes) lines.push(...printChange(change));
  for (const { ref, events } of view.hooks)
    lines.push(`> ${ref.kind}/${ref.name} runs as ${events.join(', ')} hook`);
  if (view.stays.length > 0) lines.push('', 'stays:', ...view.stays.map((text) => `  ${text}`));
  for (const warning of view.warnings) lines.push('', `warning: ${warning}`);
  for (const { decision, message, objects } of view.needs) {
    const about = objects.length === 0 ? '' : ` (${objects.join(', ')})`;
    lines.push('', `needs --${decision}: ${message}${about}`);
  }
  for (const blocker of view.blockers) lines.push('', `refused: ${blocker}`);
  lines.push('', printCounts(view));
  return `${lines.join('\n')}\n`;
}

function printCounts({ counts, isEmpty }: PlanView): string {
  if (isEmpty) return 'no changes';
  // The keys of a record of actions are actions.
  const actions = Object.keys(words) as ObjectAction[];
  return actions
    .filter((action) => counts[action] > 0)
    .map((action) => `${counts[action]} ${words[action]}`)
    .join(', ');
}

function printChange(change: ObjectChange): string[] {
  const { action, ref, reason, refusal, owner } = change;
  if (action === 'unchanged' && !owner && !refusal) return [];
  const where = ref.namespace === '' ? '' : `  (${ref.namespace})`;
  const lines = [
    `${signs[action]} ${ref.kind}/${ref.name}${where}${reason === undefined ? '' : `: ${reason}`}`,
  ];
  for (const field of change.fields) lines.push(`    ${printField(field)}`);
  for (const { field, manager } of change.conflicts) lines.push(`    ! ${field} belongs to ${manager}`);
  if (owner && action !== 'keep') {
    lines.push(`    ! exists and belongs to ${owner.release ? `release ${owner.release}` : 'no release'}`);
  }
  for (const warning of change.warnings) lines.push(`    ! ${warning}`);
  if (refusal) lines.push(`    ! ${refusal.message}`);
  if (change.checkedBy === 'none') lines.push('    ? not checked: its kind comes with this plan');
  return lines;
}

function printField({ path, before, after, manager, isMasked }: FieldChange): string {
  const owner = manager === undefined || manager === 'helm' ? '' : `  (set by ${manager})`;
  if (isMasked) return `${path}: changes, hidden${owner}`;
  if (before === undefined) return `${path}: + ${print(after)}`;
  if (after === undefined) return `${path}: - ${print(before)}${owner}`;
  return `${path}: ${print(before)} -> ${print(after)}${owner}`;
}

function print(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replaceAll('\n', '⏎');
  return line.length > longest ? `${line.slice(0, longest)}… (${text.length} characters)` : line;
}
