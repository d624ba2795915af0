'use client';

import { Button } from '@mantine/core';
import type { Finding } from '@/lib/plane/findings';
import { useGoTo, type FieldName } from './go-to';
import { SeverityIcon } from './severity';
import { useFix } from './use-fix';
import classes from './findings.module.css';

interface FindingCardProps {
  finding: Finding;
  names: ReadonlyMap<string, FieldName>;
  /** Is told when the fix was applied. */
  onFixed?: () => void;
}

/** One finding: what is so, why it matters, where, and the way out. */
export function FindingCard({ finding, names, onFixed }: FindingCardProps) {
  const { id, severity, title, message, why, paths, places, fix } = finding;
  const applyFix = useFix();
  const { toField, toObject } = useGoTo();
  const known = paths.filter((path) => names.has(path));
  return (
    <article className={classes.card} aria-label={`${id}: ${title}`}>
      <div className={classes.cardHead}>
        <SeverityIcon severity={severity} />
        <h4 className={classes.cardTitle}>{title}</h4>
        <span className={classes.id}>{id}</span>
      </div>
      <p className={classes.message}>{sentence(message)}</p>
      {why !== '' && <p className={classes.why}>{why}</p>}
      <div className={classes.cardFoot}>
        <ul className={classes.links} aria-label="Where" hidden={known.length + places.length === 0}>
          {known.map((path) => (
            <li key={path}>
              <button type="button" className={classes.link} title={path} onClick={() => toField(path)}>
                {names.get(path)?.section} › {names.get(path)?.title}
              </button>
            </li>
          ))}
          {places.map(({ object }) => (
            <li key={object}>
              <button type="button" className={classes.link} onClick={() => toObject(object)}>
                {object}
              </button>
            </li>
          ))}
        </ul>
        {fix && (
          <Button
            size="xs"
            variant="default"
            className={classes.fix}
            onClick={() => {
              applyFix(fix);
              onFixed?.();
            }}
          >
            {fix.label}
          </Button>
        )}
      </div>
    </article>
  );
}

/** A message as a sentence: it begins with a capital, unless with a name as it is written, and ends. */
function sentence(message: string): string {
  const isName = /^\S*[A-Z:/_.]/.test(message);
  const start = isName ? message : `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  return /[.?]$/.test(start) ? start : `${start}.`;
}
