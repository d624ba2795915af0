'use client';

import { createContext, useContext } from 'react';
import type { Section } from '@/lib/values';

const SectionsContext = createContext<readonly Section[]>([]);

/** Gives the page the sections of the values, with every group and field in them. */
export const SectionsProvider = SectionsContext;

/** Returns the sections of the values in the order of the form. */
export function useSections(): readonly Section[] {
  return useContext(SectionsContext);
}
