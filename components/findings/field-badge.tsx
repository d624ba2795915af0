'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useFindingsAt } from '../session/use-session';
import { SeverityIcon } from './severity';
import classes from './findings.module.css';

const FindingPopover = dynamic(() => import('./finding-popover'), { ssr: false });

/** The sign beside a field that findings name; a click shows them. Nothing when there are none. */
export function FieldBadge({ path, title }: { path: string; title: string }) {
  const findings = useFindingsAt(path);
  const [isOpen, setIsOpen] = useState(false);
  const [worst] = findings;
  if (!worst) return null;
  return (
    <span className={classes.badgePlace}>
      <button
        type="button"
        className={classes.badge}
        aria-label={`${findings.length === 1 ? worst.title : `${findings.length} findings`}: ${title}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={worst.title}
        onClick={() => setIsOpen(!isOpen)}
      >
        <SeverityIcon severity={worst.severity} size={15} />
      </button>
      {isOpen && <FindingPopover findings={findings} onClose={() => setIsOpen(false)} />}
    </span>
  );
}
