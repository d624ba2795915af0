'use client';

import { useCallback, useMemo } from 'react';
import type { Finding } from '@/lib/plane/findings';
import type { Section } from '@/lib/values';
import { useFolds } from '../form/folds';
import { fieldsUnder } from '../form/node-count';
import { useViewState } from '../shell/use-view-state';

/** The names of a field: of its section, and its own. */
export interface FieldName {
  section: string;
  title: string;
}

/** Returns the names of every field by its path. */
export function useFieldNames(sections: readonly Section[]): ReadonlyMap<string, FieldName> {
  return useMemo(
    () =>
      new Map(
        sections.flatMap((section) =>
          fieldsUnder(section.children).map((field) => [
            field.path,
            { section: section.title, title: field.title },
          ]),
        ),
      ),
    [sections],
  );
}

/** Returns the functions that lead to a field, to an object, and to what a finding is about. */
export function useGoTo() {
  const { navigate } = useViewState();
  const { reveal } = useFolds();
  const toField = useCallback(
    (path: string) => {
      // The id of a section is the first key of its paths.
      navigate({ section: path.split('.')[0] ?? '' });
      reveal(path);
    },
    [navigate, reveal],
  );
  const toObject = useCallback((object: string) => navigate({ tab: 'manifests', object }), [navigate]);
  const toFinding = useCallback(
    ({ paths, places }: Finding) => {
      const [path] = paths;
      const [place] = places;
      if (path !== undefined) toField(path);
      else if (place) toObject(place.object);
    },
    [toField, toObject],
  );
  return { toField, toObject, toFinding };
}
