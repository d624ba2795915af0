import { IconAlertCircle, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { assertNever } from '@/lib/base';
import type { FindingSeverity } from '@/lib/plane/findings';
import classes from './findings.module.css';

/** Severities in the order of the list, with the words for one and for several. */
export const severityWords: readonly { severity: FindingSeverity; one: string; several: string }[] = [
  { severity: 'error', one: 'error', several: 'errors' },
  { severity: 'warning', one: 'warning', several: 'warnings' },
  { severity: 'advice', one: 'piece of advice', several: 'pieces of advice' },
];

/** The sign of a severity; a word goes with it wherever it stands. */
export function SeverityIcon({ severity, size = 16 }: { severity: FindingSeverity; size?: number }) {
  const props = { size, 'aria-hidden': true, className: classes.icon, 'data-severity': severity };
  switch (severity) {
    case 'error':
      return <IconAlertCircle {...props} />;
    case 'warning':
      return <IconAlertTriangle {...props} />;
    case 'advice':
      return <IconInfoCircle {...props} />;
    default:
      return assertNever(severity);
  }
}
