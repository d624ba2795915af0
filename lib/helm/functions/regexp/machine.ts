import { isWord } from './char-class';
import type { Assertion } from './node';
import type { Program } from './program';

/** Positions of groups in characters of the text: start and end of each in turn, -1 where unmatched. */
export type Captures = readonly number[];

/** Threads of one position in the order of their preference; an instruction runs at most once. */
interface Queue {
  pcs: number[];
  captures: Captures[];
  seen: Int32Array;
  stamp: number;
}

/**
 * Returns the groups of the leftmost match from character `from` on, preferring as Perl does, or
 * undefined. All threads move through the text together, so the time is at most the length of the
 * text times the size of the program, whatever the expression.
 */
export function runProgram(
  program: Program,
  text: readonly number[],
  { from, spend }: Search,
): Captures | undefined {
  const { instructions } = program;
  let work = workOfSearch;
  const unmatched: Captures = new Array<number>(program.slots).fill(-1);
  let current = makeQueue(instructions.length);
  let following = makeQueue(instructions.length);
  let best: Captures | undefined;
  for (let at = from; ; at++) {
    if (best === undefined) follow(program, current, { pc: program.start, captures: unmatched, at, text });
    if (best !== undefined && current.pcs.length === 0) break;
    const code = text[at];
    work += 1 + current.pcs.length;
    if (work > workBetweenBills) {
      spend(work);
      work = 0;
    }
    for (let i = 0; i < current.pcs.length; i++) {
      const instruction = instructions[current.pcs[i] ?? 0];
      const captures = current.captures[i] ?? unmatched;
      if (instruction?.op === 'match') {
        // Threads after this one are less preferred.
        best = captures;
        break;
      }
      if (instruction?.op === 'char' && code !== undefined && instruction.matches(code)) {
        follow(program, following, { pc: instruction.next, captures, at: at + 1, text });
      }
    }
    if (code === undefined) break;
    const spent = current;
    current = following;
    following = spent;
    following.pcs.length = 0;
    following.captures.length = 0;
    following.stamp += 1;
  }
  spend(work);
  return best;
}

/** Where a search begins, and who pays for it: one step for each thread at each character. */
export interface Search {
  readonly from: number;
  readonly spend: (steps: number) => void;
}

const workBetweenBills = 4096;
/** What the beginning of a search costs. */
const workOfSearch = 16;

/** What one search needs; programs are small and searches many. */
interface Scratch {
  current: Int32Array;
  following: Int32Array;
  readonly seen: Int32Array;
  readonly pending: Int32Array;
  stamp: number;
}

const scratches = new WeakMap<Program, Scratch>();

function scratchOf(program: Program): Scratch {
  let scratch = scratches.get(program);
  if (!scratch || scratch.stamp > 0x3fffffff) {
    const size = program.instructions.length;
    const make = (length: number): Int32Array => new Int32Array(length);
    // An instruction is looked at once for each position and then leads to two others at most.
    scratch = {
      current: make(size),
      following: make(size),
      seen: make(size),
      pending: make(size * 2 + 1),
      stamp: 0,
    };
    scratches.set(program, scratch);
  }
  return scratch;
}

/** Reports whether the text holds a match, in the same time as `runProgram` but without groups. */
export function holdsMatch(
  program: Program,
  text: readonly number[],
  spend: (steps: number) => void,
): boolean {
  const { instructions } = program;
  let work = 0;
  const scratch = scratchOf(program);
  let count = 0;
  scratch.stamp += 1;
  for (let at = 0; at <= text.length; at++) {
    // A match may begin anywhere.
    count = reach(program, scratch, { pc: program.start, at, text, count });
    if (count < 0) return true;
    const code = text[at];
    if (code === undefined) return false;
    const threads = scratch.current;
    scratch.current = scratch.following;
    scratch.following = threads;
    scratch.stamp += 1;
    work += count;
    if (work > workBetweenBills) {
      spend(work);
      work = 0;
    }
    let following = 0;
    for (let i = 0; i < count; i++) {
      const instruction = instructions[threads[i] ?? 0];
      if (instruction?.op !== 'char' || !instruction.matches(code)) continue;
      following = reach(program, scratch, { pc: instruction.next, at: at + 1, text, count: following });
      if (following < 0) return true;
    }
    count = following;
  }
  return false;
}

/** Adds the threads that `pc` leads to to the current ones; returns their number, or -1 at a match. */
function reach(
  program: Program,
  scratch: Scratch,
  from: {
    readonly pc: number;
    readonly at: number;
    readonly text: readonly number[];
    readonly count: number;
  },
): number {
  const { current, seen, pending, stamp } = scratch;
  let { count } = from;
  let waiting = 1;
  pending[0] = from.pc;
  while (waiting > 0) {
    const pc = pending[--waiting] ?? 0;
    if (seen[pc] === stamp) continue;
    seen[pc] = stamp;
    const instruction = program.instructions[pc];
    switch (instruction?.op) {
      case 'match':
        return -1;
      case 'split':
        pending[waiting++] = instruction.second;
        pending[waiting++] = instruction.first;
        break;
      case 'save':
        pending[waiting++] = instruction.next;
        break;
      case 'assert':
        if (holds(instruction.assertion, from.text, from.at)) pending[waiting++] = instruction.next;
        break;
      default:
        current[count++] = pc;
    }
  }
  return count;
}

function makeQueue(size: number): Queue {
  return { pcs: [], captures: [], seen: new Int32Array(size), stamp: 1 };
}

interface Thread {
  pc: number;
  captures: Captures;
  at: number;
  text: readonly number[];
}

/** Adds a thread, through all instructions that consume nothing. */
function follow(program: Program, queue: Queue, thread: Thread): void {
  const pending: [number, Captures][] = [[thread.pc, thread.captures]];
  for (let entry = pending.pop(); entry; entry = pending.pop()) {
    const [pc, captures] = entry;
    if (queue.seen[pc] === queue.stamp) continue;
    queue.seen[pc] = queue.stamp;
    const instruction = program.instructions[pc];
    switch (instruction?.op) {
      case 'split':
        pending.push([instruction.second, captures], [instruction.first, captures]);
        break;
      case 'save':
        pending.push([instruction.next, captures.with(instruction.slot, thread.at)]);
        break;
      case 'assert':
        if (holds(instruction.assertion, thread.text, thread.at)) pending.push([instruction.next, captures]);
        break;
      default:
        queue.pcs.push(pc);
        queue.captures.push(captures);
    }
  }
}

function holds(assertion: Assertion, text: readonly number[], at: number): boolean {
  const before = text[at - 1];
  const after = text[at];
  switch (assertion) {
    case 'beginText':
      return at === 0;
    case 'endText':
      return after === undefined;
    case 'beginLine':
      return before === undefined || before === 10;
    case 'endLine':
      return after === undefined || after === 10;
    default: {
      const isBoundary = isWordAt(before) !== isWordAt(after);
      return isBoundary === (assertion === 'wordBoundary');
    }
  }
}

function isWordAt(code: number | undefined): boolean {
  return code !== undefined && isWord(code);
}
