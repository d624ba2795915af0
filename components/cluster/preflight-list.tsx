'use client';

import { useState } from 'react';
import { IconAlertCircle, IconAlertTriangle, IconChevronRight, IconCircleCheck } from '@tabler/icons-react';
import type { PreflightReport } from '@/lib/cluster';
import { CopyButton } from '../preview/copy-button';
import { sentence } from './fault-note';
import classes from './cluster.module.css';

const icons = { ok: IconCircleCheck, warning: IconAlertTriangle, error: IconAlertCircle };
const order = { error: 0, warning: 1, ok: 2 };
const words = { ok: 'fine', warning: 'warning', error: 'in the way' };

/** Everything that stands between a plan and a plane, what is in the way first. */
export function PreflightList({ report }: { report: PreflightReport }) {
  const { checks, missingRoles } = report;
  const count = (severity: keyof typeof order) =>
    checks.filter((check) => check.severity === severity).length;
  const hasFindings = count('error') + count('warning') > 0;
  const [isOpen, setIsOpen] = useState(hasFindings);
  const sorted = [...checks].sort((left, right) => order[left.severity] - order[right.severity]);

  return (
    <section className={classes.block} aria-label="Preflight">
      <button
        type="button"
        className={classes.blockHead}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <IconChevronRight size={13} className={classes.chevron} data-open={isOpen || undefined} aria-hidden />
        <span className={classes.blockTitle}>Preflight</span>
        <span className={classes.counts}>
          {(['error', 'warning', 'ok'] as const)
            .filter((severity) => count(severity) > 0)
            .map((severity) => `${count(severity)} ${words[severity]}`)
            .join(' · ')}
        </span>
      </button>
      {isOpen && (
        <ul className={classes.checks}>
          {sorted.map((check, index) => {
            const Icon = icons[check.severity];
            return (
              <li key={`${check.topic} ${index}`} className={classes.check} data-severity={check.severity}>
                <Icon size={15} aria-hidden className={classes.checkIcon} />
                <div>
                  <span className={classes.hidden}>{words[check.severity]}: </span>
                  {sentence(check.message)}
                  {check.remedy && <p className={classes.remedy}>{check.remedy}</p>}
                  {check.objects && check.objects.length > 0 && check.severity !== 'ok' && (
                    <p className={classes.objects}>{check.objects.join(', ')}</p>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      )}
      {missingRoles !== '' && (
        <details className={classes.roles}>
          <summary>A role that grants exactly what is missing</summary>
          <div className={classes.roleText}>
            <CopyButton text={missingRoles} label="Copy role" />
            <pre>{missingRoles}</pre>
          </div>
        </details>
      )}
    </section>
  );
}
