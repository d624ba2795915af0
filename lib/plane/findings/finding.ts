import type { PlaneValues, ValuesPatch } from '../../values';
import type { PlaneObject } from '../render';
import type { Workload } from '../sizing/workload';

/** How much a finding matters: does not work; works and is risky; could be better. */
export type FindingSeverity = 'error' | 'warning' | 'advice';

/** Severities, the worst first. */
export const severities: readonly FindingSeverity[] = ['error', 'warning', 'advice'];

/** Where a finding shows in the rendered plane. */
export interface FindingPlace {
  /** The id of the object, `Kind/name`. */
  object: string;
  /** Lines of the object's text, from 1. */
  lines: readonly number[];
}

/** What takes a finding away: a change of the values that can be undone. */
export interface FindingFix {
  /** The act, as a button says it. */
  label: string;
  patch: ValuesPatch;
}

/** One thing that one plane should better not be. */
export interface Finding {
  /** The id of its rule, `PS101`, or the code of a problem of the values, `bad-value`. */
  id: string;
  severity: FindingSeverity;
  /** What the rule looks for. */
  title: string;
  /** Why it matters; empty for problems of the values, whose message says it. */
  why: string;
  /** What is so here, without a full stop. Never holds a secret value. */
  message: string;
  /** The values at fault, the first of them the one to look at. */
  paths: readonly string[];
  places: readonly FindingPlace[];
  fix?: FindingFix;
}

/** What one look of a rule finds. */
export interface Observation {
  message: string;
  paths: readonly string[];
  /** Default: none. */
  places?: readonly FindingPlace[];
  fix?: FindingFix | undefined;
}

/** What rules look at. */
export interface Plane {
  /** Complete values, each leaf of its right type. */
  values: PlaneValues;
  /** The values as given, for the few rules about leaves that are wrong by themselves. */
  given: unknown;
  /** The rendered objects; empty when the values do not render. */
  objects: readonly PlaneObject[];
  /** What the plane has to carry, when that is known. */
  workload: Workload | undefined;
}

/** A rule as it is written in its file. */
export interface Rule {
  /** Stable for ever: a rule that goes leaves its id unused. */
  id: string;
  severity: FindingSeverity;
  title: string;
  /** Why it matters: one or two sentences that hold the fact. */
  why: string;
  check: (plane: Plane, report: (observation: Observation) => void) => void;
}
