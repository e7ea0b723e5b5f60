// Loaded into a process before its own code, on every thread of it: its host's clock is ahead (or, negative, behind) by as many
// milliseconds as the file CLOCK_FILE says, from the moment on at which it says so. What counts on evenly
// (performance.now, timers) stays as it is, as it does where an administrator sets a clock.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const { CLOCK_FILE = '' } = process.env;
const Real = Date;
let offset = 0;
let readAt = -Infinity;

function now() {
  const counted = performance.now();
  if (counted - readAt > 5) {
    readAt = counted;
    try {
      offset = Number(readFileSync(CLOCK_FILE, 'utf8')) || 0;
    } catch {
      offset = 0;
    }
  }
  return Real.now() + offset;
}

// its dates are those that all others make: a message between threads brings some
globalThis.Date = new Proxy(Real, {
  construct: (target, given) => (given.length === 0 ? new target(now()) : new target(...given)),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
