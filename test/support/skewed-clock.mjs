// Loaded into a process before its own code: its host's clock shows CLOCK_SKEW milliseconds more than the others'. What the
// process counts by itself (performance.now, timers) goes on as it does.
const skew = Number(process.env.CLOCK_SKEW ?? 0);
const { now } = Date;

globalThis.Date = class extends Date {
  constructor(...all) {
    if (all.length === 0) super(now() + skew);
    else super(...all);
  }

  static now() {
    return now() + skew;
  }
};
