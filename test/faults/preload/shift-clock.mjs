// Loaded into a process before its own code, on every thread of it: its host's clock is ahead (or, negative, behind) by as many
// milliseconds as the file CLOCK_FILE says, from the moment on at which it says so. What counts on evenly
// (performance.now, timers) stays as it is, as it does where an administrator sets a clock.
import { readFileSync } from 'node:fs';

const { CLOCK_FILE = '' } = process.env;
const Real = Date;
let offset = 0;
let readAt = -Infinity;

function shift() {
  const now = performance.now();
  if (now - readAt > 5) {
    readAt = now;
    try {
      offset = Number(readFileSync(CLOCK_FILE, 'utf8')) || 0;
    } catch {
      offset = 0;
    }
  }
  return offset;
}

globalThis.Date = class Date extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + shift());
    else super(...given);
  }

  static now() {
    return Real.now() + shift();
  }
};
