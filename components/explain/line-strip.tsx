'use client';

import type { LineExplanation } from '@/lib/plane/explain';
import type { Section } from '@/lib/values';
import { fieldsAt } from './field-at';
import classes from './explain.module.css';

interface LineStripProps {
  /** The line of the text, from 1; undefined while none is pointed at. */
  line: number | undefined;
  explanation: LineExplanation | undefined;
  sections: readonly Section[];
}

/** One line below the manifests: what made the line at the pointer or the cursor. It is always there. */
export function LineStrip({ line, explanation, sections }: LineStripProps) {
  if (line === undefined || !explanation) {
    return (
      <p className={classes.strip}>
        <span className={classes.quiet}>
          Click a line, or press Enter on it, to see which values made it.
        </span>
      </p>
    );
  }
  const [place] = explanation.places;
  const made = fieldsAt(sections, [...explanation.values, ...explanation.shapes]);
  const decided = fieldsAt(sections, explanation.decides);
  const shown = made.length > 0 ? made : decided;
  const rest = shown.length > 2 ? ` and ${shown.length - 2} more` : '';
  const names = shown.slice(0, 2).map(({ field }) => field.path);
  return (
    <p className={classes.strip}>
      <span className={classes.stripLine}>{line}</span>
      <span className={classes.stripText}>
        {shown.length === 0 ? (
          'written by the chart, whatever the values are'
        ) : (
          <>
            {made.length > 0 ? 'from ' : 'written by the chart; there because of '}
            <span className={classes.path}>{names.join(', ')}</span>
            {rest}
          </>
        )}
      </span>
      {place && (
        <span className={classes.stripPlace}>
          {place.file.replace(/^templates\//, '')}:{place.line}
        </span>
      )}
    </p>
  );
}
