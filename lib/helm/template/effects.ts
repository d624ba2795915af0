import type {
  BranchNode,
  DotNode,
  FieldNode,
  ListItem,
  ListNode,
  Operand,
  PipeNode,
  VariableNode,
} from './node';

/** What executing a branch can leave behind besides its text; not executing it leaves it undone. */
export interface Effects {
  /** The variables that it assigns to. */
  readonly assigned: ReadonlySet<string>;
  /** What it changes in place by functions such as sprig's `set`. */
  readonly changed: readonly (VariableNode | FieldNode | DotNode)[];
  /** Whether it can end an iteration, or all iterations, of a range around it. */
  readonly jumps: 'none' | 'continue' | 'break';
}

/** Returns the effects of both lists of a branch; `changing` names functions that change their first argument. */
export function effectsOf(branch: BranchNode, changing: ReadonlySet<string>): Effects {
  const search = new Search(changing);
  search.list(branch.list, branch.kind === 'range');
  if (branch.orElse) search.list(branch.orElse, false);
  return search;
}

/** Returns whether the body of a range can end the range. */
export function hasBreak(body: ListNode): boolean {
  return body.nodes.some((node) => {
    if (node.kind === 'break') return true;
    if (node.kind !== 'if' && node.kind !== 'with' && node.kind !== 'range') return false;
    return (
      (node.kind !== 'range' && hasBreak(node.list)) || (node.orElse !== undefined && hasBreak(node.orElse))
    );
  });
}

class Search implements Effects {
  readonly assigned = new Set<string>();
  readonly changed: (VariableNode | FieldNode | DotNode)[] = [];
  jumps: Effects['jumps'] = 'none';
  readonly #changing: ReadonlySet<string>;

  constructor(changing: ReadonlySet<string>) {
    this.#changing = changing;
  }

  /** Jumps inside a range end that range, and nothing around it. */
  list(list: ListNode, isRange: boolean): void {
    const outer = this.jumps;
    for (const node of list.nodes) this.#item(node);
    if (isRange) this.jumps = outer;
  }

  #item(node: ListItem): void {
    if (node.kind === 'break' || (node.kind === 'continue' && this.jumps === 'none')) this.jumps = node.kind;
    if (node.kind === 'text' || node.kind === 'break' || node.kind === 'continue') return;
    if (node.pipe) this.#pipe(node.pipe);
    if (node.kind !== 'if' && node.kind !== 'with' && node.kind !== 'range') return;
    this.list(node.list, node.kind === 'range');
    if (node.orElse) this.list(node.orElse, false);
  }

  #pipe(pipe: PipeNode): void {
    if (pipe.isAssign) for (const { name } of pipe.declared) this.assigned.add(name);
    for (const { args } of pipe.commands) {
      const [first, target] = args;
      if (first?.kind === 'identifier' && this.#changing.has(first.name) && target) this.#change(target);
      for (const arg of args) this.#operand(arg);
    }
  }

  #operand(node: Operand): void {
    if (node.kind === 'pipe') this.#pipe(node);
    else if (node.kind === 'chain') this.#operand(node.term);
  }

  #change(target: Operand): void {
    if (target.kind === 'variable' || target.kind === 'field' || target.kind === 'dot')
      this.changed.push(target);
  }
}
