'use client';

import { useContext, useEffect, useRef } from 'react';
import type { Finding } from '@/lib/plane/findings';
import { SessionProvider } from '../session/use-session';
import { useToast } from '../shell/toast';
import { useGoTo } from './go-to';
import { keyOf, nextFinding } from './next-finding';
import { useFix } from './use-fix';

/**
 * F8 and Shift+F8 go to the next and the previous finding, Ctrl+. (⌘.) applies the fix of the one that was
 * gone to. Right after a change each of them waits for the findings of the changed plane. Paints nothing.
 */
export default function FindingKeys() {
  const session = useContext(SessionProvider);
  const { toFinding } = useGoTo();
  const applyFix = useFix();
  const showToast = useToast();
  const visited = useRef<{ key: string; index: number }>(undefined);

  useEffect(() => {
    const go = (findings: readonly Finding[], step: 1 | -1) => {
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
    const fixVisited = (findings: readonly Finding[]) => {
      const finding = findings.find((candidate) => keyOf(candidate) === visited.current?.key);
      if (finding?.fix) applyFix(finding.fix);
      else if (finding) showToast({ text: `${finding.id} has no fix that is right for everybody.` });
    };
    let isCurrent = true;
    const withFindings = async (act: (findings: readonly Finding[]) => void) => {
      const state = await session?.whenInsightsAreCurrent();
      if (isCurrent && state) act(state.insights?.findings ?? []);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const step = event.shiftKey ? -1 : 1;
      if (event.key === 'F8') void withFindings((findings) => go(findings, step));
      else if (event.key === '.' && (event.ctrlKey || event.metaKey)) void withFindings(fixVisited);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      isCurrent = false;
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [session, toFinding, applyFix, showToast]);

  return null;
}
