import type { FieldChange } from '@/lib/cluster';
import classes from './cluster.module.css';

/** Fields with what they were and what they become. */
export function FieldChanges({ fields }: { fields: readonly FieldChange[] }) {
  if (fields.length === 0) return <p className={classes.hint}>No field changes.</p>;
  const hasOwners = fields.some(({ manager }) => manager !== undefined);
  return (
    <table className={classes.fields}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
          {hasOwners && <th scope="col">Owner</th>}
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.path}>
            <th scope="row">{field.path}</th>
            <td>
              <Value value={field.before} isMasked={field.isMasked} tone="old" />
            </td>
            <td>
              <Value value={field.after} isMasked={field.isMasked} tone="new" />
            </td>
            {hasOwners && <td className={classes.manager}>{field.manager ?? ''}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ value, isMasked, tone }: { value: unknown; isMasked: boolean; tone: 'old' | 'new' }) {
  if (value === undefined) return <span className={classes.absent}>absent</span>;
  return (
    <span className={classes.value} data-tone={tone}>
      {isMasked ? 'hidden' : valueText(value)}
    </span>
  );
}

/** Returns a value of a field as short text: texts as they are, anything else as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string'
    ? value === ''
      ? '""'
      : value
    : JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
}
