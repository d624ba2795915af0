'use client';

import { createContext, useContext } from 'react';
import type { Field, Group } from '@/lib/values';

/** Which nodes the form shows. While it is filtered every fold is open. */
export interface ShownNodes {
  isShown: (node: Field | Group) => boolean;
  isFiltered: boolean;
}

export const everything: ShownNodes = { isShown: () => true, isFiltered: false };

const ShownNodesContext = createContext<ShownNodes>(everything);

export const ShownNodesProvider = ShownNodesContext;

/** Returns what the form shows at present. */
export function useShownNodes(): ShownNodes {
  return useContext(ShownNodesContext);
}
