'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';

const Palette = dynamic(() => import('./palette'), { ssr: false });
const Shortcuts = dynamic(() => import('./shortcuts'), { ssr: false });

/** The events by which anything on the page opens the palette and the list of shortcuts. */
export const openPaletteEvent = 'studio:open-palette';
export const openShortcutsEvent = 'studio:open-shortcuts';

/** Opens the palette with Ctrl+K or ⌘K, and the list of shortcuts with `?`; their code loads on first use. */
export function PaletteHost() {
  const [open, setOpen] = useState<'palette' | 'shortcuts'>();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isPalette =
        event.key.toLowerCase() === 'k' &&
        (event.ctrlKey || event.metaKey) &&
        !event.shiftKey &&
        !event.altKey;
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;
      if (isPalette) setOpen('palette');
      else if (event.key === '?' && !isTyping) setOpen('shortcuts');
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    const onPalette = () => setOpen('palette');
    const onShortcuts = () => setOpen('shortcuts');
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
  if (open === 'palette') return <Palette onClose={() => setOpen(undefined)} />;
  return open === 'shortcuts' ? <Shortcuts onClose={() => setOpen(undefined)} /> : null;
}
