'use client';

import { useFormContext } from 'react-hook-form';
import type { Field, Section } from '@/lib/values';
import { useFolds } from '../form/folds';
import type { PlaneDraft } from '../form/use-field';
import { useViewState } from '../shell/use-view-state';
import { fieldsAt } from './field-at';
import classes from './explain.module.css';

interface FieldLinksProps {
  /** Values paths; undefined while they are being worked out. */
  paths: readonly string[] | undefined;
  sections: readonly Section[];
  /** Shows the value behind each field; a secret never. Default: false. */
  showsValues?: boolean;
}

/** Links to the fields behind values paths. */
export function FieldLinks({ paths, sections, showsValues = false }: FieldLinksProps) {
  const { navigate } = useViewState();
  const { reveal } = useFolds();
  const { getValues } = useFormContext<PlaneDraft>();
  if (!paths) return <p className={classes.quiet}>Working it out</p>;
  const fields = fieldsAt(sections, paths);
  if (fields.length === 0) return <p className={classes.quiet}>No field takes part.</p>;
  return (
    <ul className={classes.fields}>
      {fields.map(({ section, field, trail }) => (
        <li key={field.path}>
          <button
            type="button"
            className={classes.fieldLink}
            title={field.path}
            onClick={() => {
              navigate({ section: section.id });
              reveal(field.path);
            }}
          >
            {[section.title, ...trail, field.title].join(' › ')}
          </button>
          {showsValues && <span className={classes.value}>{valueText(field, getValues(field.path))}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Returns a value in a few characters; that of a secret only says whether there is one. */
function valueText(field: Field, value: unknown): string {
  if (field.sensitive) return value === '' || value === undefined ? 'not set' : 'set, not shown';
  if (value === '' || value === undefined) return field.emptyMeans ?? 'empty';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
