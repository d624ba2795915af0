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
export function runProgram(program: Program, text: readonly number[], from: number): Captures | undefined {
  const { instructions } = program;
  const unmatched: Captures = new Array<number>(program.slots).fill(-1);
  let current = makeQueue(instructions.length);
  let following = makeQueue(instructions.length);
  let best: Captures | undefined;
  for (let at = from; ; at++) {
    if (best === undefined) follow(program, current, { pc: program.start, captures: unmatched, at, text });
    if (best !== undefined && current.pcs.length === 0) break;
    const code = text[at];
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
  return best;
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
