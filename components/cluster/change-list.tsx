'use client';

import { useMemo, useState } from 'react';
import { Checkbox, TextInput } from '@mantine/core';
import { IconChevronRight, IconFilter } from '@tabler/icons-react';
import type { ObjectAction, ObjectChange, PlannedHook } from '@/lib/cluster';
import { sentence } from './fault-note';
import { FieldChanges } from './field-changes';
import classes from './cluster.module.css';

const actionWords: Record<ObjectAction, string> = {
  create: 'create',
  change: 'change',
  unchanged: 'unchanged',
  replace: 'replace',
  delete: 'delete',
  keep: 'keep',
  gone: 'gone',
};

interface ChangeListProps {
  changes: readonly ObjectChange[];
  hooks: readonly PlannedHook[];
}

/** What a plan does, object by object, in the order in which it does it. */
export function ChangeList({ changes, hooks }: ChangeListProps) {
  const [filter, setFilter] = useState('');
  const [showsUnchanged, setShowsUnchanged] = useState(false);
  const unchanged = changes.filter(({ action }) => action === 'unchanged').length;
  const shown = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    return changes.filter(
      (change) =>
        (showsUnchanged || change.action !== 'unchanged' || change.refusal !== undefined) &&
        (wanted === '' ||
          change.id.toLowerCase().includes(wanted) ||
          change.fields.some(({ path }) => path.toLowerCase().includes(wanted))),
    );
  }, [changes, filter, showsUnchanged]);

  return (
    <section className={classes.block} aria-label="Changes">
      <div className={classes.listHead}>
        <h4 className={classes.blockTitle}>Changes</h4>
        <TextInput
          aria-label="Filter changes"
          placeholder="Filter by object or field"
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          leftSection={<IconFilter size={13} />}
          leftSectionWidth={26}
          className={classes.filter}
          autoComplete="off"
          spellCheck={false}
        />
        {unchanged > 0 && (
          <Checkbox
            size="xs"
            label={`Show ${unchanged} unchanged`}
            checked={showsUnchanged}
            onChange={(event) => setShowsUnchanged(event.currentTarget.checked)}
          />
        )}
      </div>
      {shown.length === 0 ? (
        <p className={classes.hint}>
          {filter === '' ? 'No object changes.' : `No object or field has “${filter}” in its name.`}
        </p>
      ) : (
        <ul className={classes.changes}>
          {shown.map((change) => (
            <Change key={change.id} change={change} />
          ))}
        </ul>
      )}
      {hooks.length > 0 && (
        <>
          <h4 className={classes.blockTitle}>Hooks</h4>
          <ul className={classes.plainList}>
            {hooks.map((hook) => (
              <li key={hook.id}>
                <code>{hook.id}</code> at {hook.events.join(', ')}, weight {hook.weight}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Change({ change }: { change: ObjectChange }) {
  const { action, refusal, conflicts, owner, warnings, fields } = change;
  const [isOpen, setIsOpen] = useState(refusal !== undefined);
  return (
    <li className={classes.change}>
      <button
        type="button"
        className={classes.changeHead}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <IconChevronRight size={13} className={classes.chevron} data-open={isOpen || undefined} aria-hidden />
        <span className={classes.action} data-action={action}>
          {actionWords[action]}
        </span>
        <span className={classes.kind}>{change.ref.kind}</span>
        <span className={classes.name}>{change.ref.name}</span>
        <span className={classes.note}>
          {refusal
            ? 'refused by the server'
            : conflicts.length > 0
              ? `${conflicts.length} in conflict`
              : change.reason
                ? change.reason
                : action === 'change'
                  ? fields.length === 1
                    ? '1 field'
                    : `${fields.length} fields`
                  : ''}
        </span>
      </button>
      {isOpen && (
        <div className={classes.changeBody}>
          {change.reason && <p className={classes.remedy}>{sentence(change.reason)}</p>}
          {refusal && (
            <div className={classes.refusal}>
              {sentence(refusal.message)}
              <ul>
                {refusal.causes.map(({ field, message }) => (
                  <li key={field + message}>
                    <code>{field}</code> {message}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {owner && (
            <p className={classes.warning}>
              {owner.release
                ? `Belongs to the release ${owner.release}.`
                : `Exists and belongs to no release; written by ${owner.managers.join(', ') || 'nobody known'}.`}
            </p>
          )}
          {conflicts.map(({ field, manager }) => (
            <p key={field} className={classes.warning}>
              <code>{field}</code> is owned by {manager}.
            </p>
          ))}
          {warnings.map((warning) => (
            <p key={warning} className={classes.warning}>
              {sentence(warning)}
            </p>
          ))}
          {change.checkedBy !== 'server' && (
            <p className={classes.remedy}>
              {change.checkedBy === 'stand-in'
                ? 'Checked in another namespace, because its own does not exist yet.'
                : 'Not checked by the server: its kind comes with this plan.'}
            </p>
          )}
          {action === 'create' || action === 'delete' ? (
            <pre className={classes.yaml} tabIndex={0} aria-label={`${change.ref.kind} ${change.ref.name}`}>
              {action === 'create' ? change.plannedText : change.liveText}
            </pre>
          ) : (
            <FieldChanges fields={fields} />
          )}
        </div>
      )}
    </li>
  );
}
