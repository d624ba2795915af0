'use client';

import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';

const Palette = dynamic(() => import('./palette'), { ssr: false });
const Shortcuts = dynamic(() => import('./shortcuts'), { ssr: false });

/** The events by which anything on the page opens the palette and the list of shortcuts. */
export const openPaletteEvent = 'studio:open-palette';
export const openShortcutsEvent = 'studio:open-shortcuts';

/** Opens the palette with Ctrl+K or ⌘K, and the list of shortcuts with `?`; their code loads on first use. */
export function PaletteHost() {
  const [open, setOpen] = useState<'palette' | 'shortcuts'>();
  const before = useRef<Element>(null);
  // A dialog that comes and goes as a whole cannot give the focus back by itself.
  const close = () => {
    setOpen(undefined);
    requestAnimationFrame(() => {
      if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
    });
  };
  useEffect(() => {
    const show = (dialog: 'palette' | 'shortcuts') => {
      if (!document.activeElement?.closest('[role="dialog"]')) before.current = document.activeElement;
      setOpen(dialog);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const isPalette =
        event.key.toLowerCase() === 'k' &&
        (event.ctrlKey || event.metaKey) &&
        !event.shiftKey &&
        !event.altKey;
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;
      if (isPalette) show('palette');
      else if (event.key === '?' && !isTyping) show('shortcuts');
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    const onPalette = () => show('palette');
    const onShortcuts = () => show('shortcuts');
    // Before the editors: they take Ctrl+K as the start of their own commands.
    window.addEventListener('keydown', onKeyDown, true);
    window.addEventListener(openPaletteEvent, onPalette);
    window.addEventListener(openShortcutsEvent, onShortcuts);
    return () => {
      window.removeEventListener('keydown', onKeyDown, true);
      window.removeEventListener(openPaletteEvent, onPalette);
      window.removeEventListener(openShortcutsEvent, onShortcuts);
    };
  }, []);
  if (open === 'palette') return <Palette onClose={close} />;
  return open === 'shortcuts' ? <Shortcuts onClose={close} /> : null;
}
