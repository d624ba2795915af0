'use client';

import { memo, useId } from 'react';
import { useWatch } from 'react-hook-form';
import { IconChevronRight } from '@tabler/icons-react';
import type { Field, Group } from '@/lib/values';
import { useSession } from '../session/use-session';
import { placeFields } from './field-layout';
import { FieldRow } from './field-row';
import { advancedFold, useFolds } from './folds';
import { groupSummary } from './group-summary';
import { countUnder } from './node-count';
import { useShownNodes } from './shown-nodes';
import classes from './form.module.css';

/** The children of a group: fields in a grid, groups below, advanced ones behind a fold. */
export function FormNodes({ group }: { group: Group }) {
  const { isShown, isFiltered } = useShownNodes();
  const children = group.layout === 'resources' ? resourceOrder(group) : group.children;
  const shown = children.filter(isShown);
  const plain = isFiltered ? shown : shown.filter((node) => !node.advanced);
  const advanced = isFiltered ? [] : shown.filter((node) => node.advanced);
  const isTerse = group.layout === 'resources';

  return (
    <>
      <NodeList nodes={plain} isTerse={isTerse} />
      {advanced.length > 0 && (
        <Fold id={advancedFold(group.path)} title="Advanced" nodes={advanced} isOpenAtFirst={false}>
          <NodeList nodes={advanced} isTerse={isTerse} />
        </Fold>
      )}
    </>
  );
}

/** Fields come before groups, so that a field never seems to belong to the group above it. */
function NodeList({ nodes, isTerse }: { nodes: readonly (Field | Group)[]; isTerse: boolean }) {
  const fields = nodes.filter((node) => node.node === 'field');
  const groups = nodes.filter((node) => node.node === 'group');
  const placements = placeFields(fields);
  return (
    <>
      {fields.length > 0 && (
        <div className={classes.grid}>
          {fields.map((field, index) => (
            <FieldRow
              key={field.path}
              field={field}
              placement={placements[index] ?? 'wide'}
              isTerse={isTerse}
            />
          ))}
        </div>
      )}
      {groups.map((group) => (
        <FormGroup key={group.path} group={group} />
      ))}
    </>
  );
}

const FormGroup = memo(function FormGroup({ group }: { group: Group }) {
  return (
    <Fold
      id={group.path}
      title={group.title}
      nodes={group.children}
      isOpenAtFirst={group.layout !== 'image' && !group.advanced}
      summary={<Summary group={group} />}
    >
      {group.description && <p className={classes.groupDescription}>{group.description}</p>}
      <FormNodes group={group} />
    </Fold>
  );
});

interface FoldProps {
  id: string;
  title: string;
  nodes: readonly (Field | Group)[];
  isOpenAtFirst: boolean;
  summary?: React.ReactNode;
  children: React.ReactNode;
}

/** A heading that opens and closes what is below it, and says how much is changed or wrong inside. */
function Fold({ id, title, nodes, isOpenAtFirst, summary, children }: FoldProps) {
  const folds = useFolds();
  const { isFiltered } = useShownNodes();
  const bodyId = useId();
  const changed = useSession((state) => countUnder(nodes, state.changedPaths));
  const errors = useSession((state) => countUnder(nodes, state.errorPaths));
  const isOpen = isFiltered || folds.isOpen(id, isOpenAtFirst);
  const fieldCount = id.endsWith('#advanced') ? countUnder(nodes) : undefined;

  return (
    <section className={classes.fold} data-open={isOpen || undefined}>
      <h3 className={classes.foldTitle}>
        <button
          type="button"
          className={classes.foldButton}
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={() => folds.toggle(id, !isOpen)}
        >
          <IconChevronRight size={14} className={classes.chevron} aria-hidden />
          <span>{title}</span>
          {fieldCount !== undefined && <span className={classes.foldCount}>{fieldCount}</span>}
          {!isOpen && summary}
          <span className={classes.foldState}>
            {errors > 0 && <span className={classes.errorCount}>{errors} to fix</span>}
            {changed > 0 && <span className={classes.changedCount}>{changed} changed</span>}
          </span>
        </button>
      </h3>
      <div id={bodyId} className={classes.foldBody} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </section>
  );
}

function Summary({ group }: { group: Group }) {
  const values = useWatch({ name: group.children.map((child) => child.path) });
  const text = groupSummary(group, values);
  return text === '' ? null : <span className={classes.foldSummary}>{text}</span>;
}

/** Requests and limits side by side: the children of both, CPU first. */
function resourceOrder(group: Group): (Field | Group)[] {
  const [requests, limits] = ['requests', 'limits'].map((key) => {
    const node = group.children.find((child) => child.key === key);
    return node?.node === 'group' ? node.children : [];
  });
  const rows = (requests ?? []).flatMap((request) => {
    const limit = limits?.find((other) => other.key === request.key);
    return limit ? [request, limit] : [request];
  });
  const others = group.children.filter((child) => child.key !== 'requests' && child.key !== 'limits');
  return [...rows, ...others];
}
