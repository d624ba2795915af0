'use client';

import type { Section } from '@/lib/values';
import { FieldLinks } from './field-links';
import { Place } from './line-panel';
import { useExplanation } from './use-explanation';
import classes from './explain.module.css';

/** The objects of the chart that these values leave out, each with the fields that decide. */
export function NotRendered({ sections }: { sections: readonly Section[] }) {
  const absent = useExplanation({ kind: 'absent' });
  if (!absent) return <p className={classes.waiting}>Tracing the plane</p>;
  return (
    <section className={classes.absent} aria-label="Not rendered">
      <p className={classes.intro}>
        The chart knows {absent.length} more objects that these values leave out. Each shows the condition
        that left it out and the fields that decide.
      </p>
      <ul className={classes.absentList}>
        {absent.map(({ kind, source, file, line, action, paths }) => (
          <li key={`${source} ${kind} ${file}:${line}`}>
            <h4 className={classes.absentTitle}>
              {kind} <span className={classes.quiet}>{source.replace(/^templates\//, '')}</span>
            </h4>
            <Place place={{ file, line, action }} />
            <FieldLinks paths={paths.map(({ path }) => path)} sections={sections} showsValues />
          </li>
        ))}
      </ul>
    </section>
  );
}
