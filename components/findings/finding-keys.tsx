'use client';

import { useEffect, useRef } from 'react';
import { useFindings } from '../session/use-session';
import { useToast } from '../shell/toast';
import { useGoTo } from './go-to';
import { keyOf, nextFinding } from './next-finding';
import { useFix } from './use-fix';

/**
 * F8 and Shift+F8 go to the next and the previous finding, Ctrl+. (⌘.) applies the fix of the one that was
 * gone to. Paints nothing.
 */
export function FindingKeys() {
  const findings = useFindings();
  const { toFinding } = useGoTo();
  const applyFix = useFix();
  const showToast = useToast();
  const visited = useRef<{ key: string; index: number }>(undefined);

  useEffect(() => {
    const go = (step: 1 | -1) => {
      const next = nextFinding(findings, visited.current, step);
      if (!next) {
        showToast({ text: 'Nothing found in this plane.' });
        return;
      }
      const { finding, index } = next;
      visited.current = { key: keyOf(finding), index };
      toFinding(finding);
      const { fix } = finding;
      showToast({
        text: `${index + 1} of ${findings.length} · ${finding.id} ${finding.title}: ${finding.message}`,
        ...(fix && { action: { label: fix.label, run: () => applyFix(fix) } }),
      });
    };
    const fixVisited = () => {
      const finding = findings.find((candidate) => keyOf(candidate) === visited.current?.key);
      if (finding?.fix) applyFix(finding.fix);
      else if (finding) showToast({ text: `${finding.id} has no fix that is right for everybody.` });
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'F8') go(event.shiftKey ? -1 : 1);
      else if (event.key === '.' && (event.ctrlKey || event.metaKey)) fixVisited();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [findings, toFinding, applyFix, showToast]);

  return null;
}
