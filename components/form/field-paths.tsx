'use client';

import { createContext, useContext } from 'react';

const FieldPathsContext = createContext<ReadonlySet<string>>(new Set());

/** Gives the form the paths of all fields of the model. */
export const FieldPathsProvider = FieldPathsContext;

/** Returns the paths of all fields of the model. */
export function useFieldPaths(): ReadonlySet<string> {
  return useContext(FieldPathsContext);
}
