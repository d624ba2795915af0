import type { ComponentId } from '../../plane';
import { idOf, type KubeObject, type ObjectRef } from '../object';
import { managerOf, type Assessment } from './assess';
import { printSteps } from './field-changes';
import { maskedText, type FieldChange, type ForeignOwner, type ObjectChange } from './plan';
import { isHiddenField, type SecretMask } from './secret-mask';

/** Returns what an assessment says, masked. */
export function viewChange(
  assessment: Assessment,
  { source, component }: { source: string; component: ComponentId },
  mask: SecretMask,
): ObjectChange {
  const { ref, live, planned, action, reason, refusal, owner } = assessment;
  const isShown = action !== 'unchanged';
  return {
    id: idOf(ref),
    ref,
    source,
    component,
    action,
    ...(reason === undefined ? {} : { reason: mask.text(reason) }),
    fields: isShown ? viewFields(assessment, mask) : [],
    conflicts: assessment.conflicts,
    ...(owner ? { owner } : {}),
    ...(refusal
      ? {
          refusal: {
            message: mask.text(refusal.message),
            causes: refusal.causes.map(({ field, message }) => ({ field, message: mask.text(message) })),
          },
        }
      : {}),
    warnings: assessment.warnings.map((text) => mask.text(text)),
    checkedBy: assessment.checkedBy,
    liveText: isShown ? mask.yaml(live) : '',
    plannedText: mask.yaml(planned),
  };
}

/** Returns the differences of an assessment as fields, masked. */
export function viewFields(assessment: Assessment, mask: SecretMask): FieldChange[] {
  return assessment.differences.map((difference) => {
    const path = printSteps(difference.steps);
    const manager = managerOf(assessment, difference);
    return {
      ...viewValues({ kind: assessment.ref.kind, path }, difference, mask),
      ...(manager ? { manager } : {}),
    };
  });
}

/** Returns one changed field, masked. */
export function viewValues(
  { kind, path }: { kind: string; path: string },
  { before, after }: { before: unknown; after: unknown },
  mask: SecretMask,
): FieldChange {
  const isHidden = isHiddenField(kind, path);
  const show = (value: unknown): unknown => (isHidden ? maskedText : mask.value(value));
  const shownBefore = show(before);
  const shownAfter = show(after);
  const isMasked = isHidden || shownBefore !== before || shownAfter !== after;
  return {
    path,
    ...(before === undefined ? {} : { before: shownBefore }),
    ...(after === undefined ? {} : { after: shownAfter }),
    isMasked: isHidden || (isMasked && containsMask(shownBefore, shownAfter)),
  };
}

function containsMask(...values: readonly unknown[]): boolean {
  return values.some((value) => JSON.stringify(value ?? null).includes(maskedText));
}

/** What a deletion looks like. */
export interface DeletionPicture {
  ref: ObjectRef;
  action: 'delete' | 'keep' | 'gone';
  reason: string | undefined;
  live: KubeObject | undefined;
  owner: ForeignOwner | undefined;
}

/** Returns an object that goes, or stays although it is no longer rendered, masked. */
export function viewDeletion(
  { ref, action, reason, live, owner }: DeletionPicture,
  { source, component }: { source: string; component: ComponentId },
  mask: SecretMask,
): ObjectChange {
  return {
    id: idOf(ref),
    ref,
    source,
    component,
    action,
    ...(reason === undefined ? {} : { reason }),
    fields: [],
    conflicts: [],
    ...(owner ? { owner } : {}),
    warnings: [],
    checkedBy: 'server',
    liveText: mask.yaml(live),
    plannedText: '',
  };
}
