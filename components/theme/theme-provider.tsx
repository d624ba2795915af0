'use client';

import type { ReactNode } from 'react';
import { MantineProvider } from '@mantine/core';
import { resolveCssVariables, theme } from './theme';
import './style-nonce';

/** Gives its children the theme. `nonce` goes on Mantine's style elements, as the page's policy asks. */
export function ThemeProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveCssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      {children}
    </MantineProvider>
  );
}
