import { LimitReached, type Meter } from '../template';
import type { Limits } from './input';

/** How many steps pass between two looks at the clock. */
const stepsPerLook = 4096;

/** Returns a meter that throws `LimitReached` when a limit is exceeded. */
export function makeMeter(limits: Partial<Limits>): Meter {
  const maxSteps = limits.steps ?? 20_000_000;
  const maxOutput = limits.output ?? 256_000_000;
  const isExpired = limits.isExpired;
  let steps = 0;
  let output = 0;
  let nextLook = stepsPerLook;
  return {
    step(count) {
      steps += count;
      if (steps < nextLook) return;
      nextLook = steps + stepsPerLook;
      if (steps > maxSteps) throw new LimitReached(`rendering takes more than ${maxSteps} steps`);
      if (isExpired?.()) throw new LimitReached('rendering takes too long');
    },
    wrote(length) {
      output += length;
      if (output > maxOutput) throw new LimitReached(`rendering writes more than ${maxOutput} characters`);
    },
  };
}
