/**
 * The document of a plane: the text of `values.yaml` is the state, edited as text and by path, at any
 * moment and both ways. Edits by path know their values at once and write their text when it is asked
 * for, so that a key press in a form never waits for YAML.
 */
import { isMap, sameYaml, type YamlMap } from '../equality';
import type { ValuesShape } from '../merge';
import { applyPatch, type ValuesPatch } from '../patch';
import { withoutDefault } from './without-default';
import { beginHistory, endStep, pushStep, stepBack, stepForward, type History } from './history';
import type { LocatedProblem, ValuesTree } from './parse';
import type { TextEngine } from './text-engine';

/** One state of the document, never changed. */
export interface DocumentState {
  /** The overrides that the text holds; those of the last text that could be read when `faults` is not empty. */
  readonly values: YamlMap;
  /** Why the text cannot be read, with places; empty for a text that can. */
  readonly faults: readonly LocatedProblem[];
}

/** What a view shows of a document; the same object until something changes. */
export interface DocumentSnapshot extends DocumentState {
  /** Counts every change of the document, undo and redo too. */
  version: number;
  /** What undo and redo would do; missing when there is nothing to. */
  undoLabel: string | undefined;
  redoLabel: string | undefined;
}

/** How a change enters the history. */
export interface ChangeOptions {
  /** What was done, as a menu says it: "Change Replicas". */
  label: string;
  /** Changes with the same key, soon after each other, are undone together. */
  mergeKey?: string;
}

export interface PlaneDocument {
  getSnapshot: () => DocumentSnapshot;
  subscribe: (listener: () => void) => () => void;
  /**
   * Changes values by path. Returns false, and changes nothing, while the text cannot be read: there is
   * then no place to write to.
   */
  edit: (patch: ValuesPatch, options: ChangeOptions) => boolean;
  /** Replaces the text, whether it can be read or not. Needs the engine. */
  setText: (text: string, options: ChangeOptions) => void;
  /** Begins anew with a text that can be read: there is nothing to undo then. Needs the engine. */
  load: (text: string) => void;
  /** Returns the label of what was undone, if anything was. */
  undo: () => string | undefined;
  redo: () => string | undefined;
  /** Ends the current step: the next change is undone by itself. */
  endStep: () => void;
  /** Returns the text, byte for byte what the last change of it left. Needs the engine, unless untouched. */
  getText: () => string;
  /** Returns the text with the places of its values. Needs the engine. */
  getTree: () => ValuesTree;
  /** Gives the document what reads and writes YAML; before that it can be edited by path only. */
  attach: (engine: TextEngine) => void;
  /** Resolves once the engine is there. */
  whenAttached: () => Promise<void>;
}

/** A state, and how its text comes about. Trees are large, so states keep texts only. */
interface OwnState extends DocumentState {
  /** Missing until it is asked for. */
  text?: string;
  /** The state that was edited by path to reach this one, and the edit. */
  origin?: { base: OwnState; patch: ValuesPatch };
  hasAliases: boolean;
}

/** Returns a document that holds no override. `now` gives the time in milliseconds. */
export function createPlaneDocument(shape: ValuesShape, now: () => number): PlaneDocument {
  let engine: TextEngine | undefined;
  let resolveAttached = (): void => {};
  const attached = new Promise<void>((resolve) => (resolveAttached = resolve));
  const empty: OwnState = { text: '', values: {}, faults: [], hasAliases: false };
  let history: History<OwnState> = beginHistory(empty, now());
  let snapshot: DocumentSnapshot = {
    values: {},
    faults: [],
    version: 0,
    undoLabel: undefined,
    redoLabel: undefined,
  };
  const listeners = new Set<() => void>();

  const change = (next: History<OwnState>): void => {
    history = next;
    const { present, past, future } = next;
    snapshot = {
      values: present.state.values,
      faults: present.state.faults,
      version: snapshot.version + 1,
      undoLabel: past.length > 0 ? present.label : undefined,
      redoLabel: future[0]?.label,
    };
    for (const listener of listeners) listener();
  };
  const needEngine = (): TextEngine => {
    if (!engine) throw new Error('the document has no YAML engine yet');
    return engine;
  };
  let lastTree: ValuesTree | undefined;
  const read = (text: string): ValuesTree => {
    if (lastTree?.text !== text) lastTree = needEngine().read(text);
    return lastTree;
  };
  const treeOf = (state: OwnState): ValuesTree => {
    if (state.text !== undefined) return read(state.text);
    const { origin } = state;
    const tree = origin ? needEngine().edit(treeOf(origin.base), origin.patch) : read('');
    state.text = tree.text;
    lastTree = tree;
    // The text before is known now, so how it came about need not be: this keeps no state alive for good.
    if (origin) delete origin.base.origin;
    return tree;
  };
  const textOf = (state: OwnState): string => {
    if (state.text !== undefined) return state.text;
    return state.origin ? treeOf(state).text : '';
  };
  const push = (state: OwnState, { label, mergeKey }: ChangeOptions): void =>
    change(pushStep(history, { state, label, at: now(), ...(mergeKey !== undefined && { mergeKey }) }));

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    edit(patch, options) {
      const current = history.present.state;
      if (current.faults.length > 0) return false;
      const changes = patch.map((one) => withoutDefault(one, shape));
      const values = applyPatch(current.values, changes);
      if (sameYaml(values, current.values)) return true;
      const next = editedState(current, { changes, values });
      // Where an alias gives what is asked for already, nothing is written.
      if (next.text === undefined || next.text !== current.text) push(next, options);
      return true;
    },
    setText(text, options) {
      const current = history.present.state;
      if (textOf(current) === text) return;
      push(stateOf(text, current.values), options);
    },
    load: (text) => change(beginHistory(stateOf(text, {}), now())),
    undo() {
      const label = snapshot.undoLabel;
      const before = stepBack(history);
      if (before) change(before);
      return before && label;
    },
    redo() {
      const label = snapshot.redoLabel;
      const after = stepForward(history);
      if (after) change(after);
      return after && label;
    },
    endStep: () => void (history = endStep(history)),
    getText: () => textOf(history.present.state),
    getTree: () => treeOf(history.present.state),
    attach(given) {
      engine = given;
      resolveAttached();
    },
    whenAttached: () => attached,
  };

  function stateOf(text: string, lastValues: YamlMap): OwnState {
    const tree = read(text);
    const { values, problems } = tree;
    return {
      text,
      values: isMap(values) ? values : lastValues,
      faults: isMap(values) ? [] : problems,
      hasAliases: needEngine().hasAliases(tree),
    };
  }

  /**
   * Typing in one field edits the text that was there before the field was touched, not the text of the
   * key press before: a value that passes through its default keeps its line and its comment.
   */
  function editedState(
    current: OwnState,
    { changes, values }: { changes: ValuesPatch; values: YamlMap },
  ): OwnState {
    const [only] = changes;
    const [previous] = current.origin?.patch ?? [];
    const isSamePath =
      changes.length === 1 && current.origin?.patch.length === 1 && previous?.path === only?.path;
    const base = isSamePath && current.origin ? current.origin.base : current;
    const state: OwnState = {
      values,
      faults: [],
      origin: { base, patch: changes },
      hasAliases: base.hasAliases,
    };
    // What an alias brings in depends on the text, so the text must say what the values are now.
    if (base.hasAliases && engine) {
      const tree = treeOf(state);
      return { ...state, values: isMap(tree.values) ? tree.values : values };
    }
    return state;
  }
}
