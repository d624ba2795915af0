import { findingRules, severities, type Rule } from '../lib/plane/findings';
import type { GeneratedFile } from './generate';

/** What the hundreds of an id stand for. */
const chapters: Readonly<Record<string, string>> = {
  PS1: 'ClickHouse',
  PS2: 'Gateway',
  PS3: 'HyperDX and MongoDB',
  PS4: 'Observer',
  PS5: 'Access and secrets',
  PS6: 'Availability',
  PS7: 'Images, resources, labels',
  PS8: 'Capacity',
};

/** The reference page of the findings. */
export const findingsTarget: GeneratedFile = { path: 'docs/findings.md', text: printFindingsReference };

function printFindingsReference(): string {
  const counts = severities.map((severity) => {
    const count = findingRules.filter((rule) => rule.severity === severity).length;
    return `${count} ${severity === 'advice' ? severity : `${severity}s`}`;
  });
  return [
    '# Findings',
    `What the studio and \`plane-studio check\` look for: ${findingRules.length} rules (${counts.join(', ')}). Generated from\n` +
      '`lib/plane/findings`. An id never changes its meaning. An error does not install or does not start; a warning\n' +
      'works and is risky; advice could be better. Most findings come with a fix, which can be undone.',
    ...Object.entries(chapters).flatMap(([prefix, title]) => [
      `## ${title}`,
      table(findingRules.filter(({ id }) => id.startsWith(prefix))),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function table(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ id, severity, title, why }) =>
      `| <a id="${id.toLowerCase()}"></a>${id} | ${severity} | ${title} | ${why} |`,
  );
  return ['| Id | Severity | What | Why it matters |', '|---|---|---|---|', ...rows].join('\n');
}
