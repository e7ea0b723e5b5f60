/*
 * When something on a phone happened. The phone says when by its own clock, and says the time again when it sends: what
 * lies between the two is right even where the clock is wrong, as long as nobody set it in between. What the phone said
 * and when it arrived are kept beside what is reckoned here.
 */

/** `right`; `wrong`: corrected by how far it was off when it sent; `unsteady`: set in between, so that nothing is sure. */
export const CLOCK_VERDICTS = ['right', 'wrong', 'unsteady'] as const;
export type ClockVerdict = (typeof CLOCK_VERDICTS)[number];

/** How far a clock may be off: a message takes its time, and phones that ask the network are seconds off. */
export const CLOCK_TOLERANCE_SECONDS = 120;
/** What a column holds. A phone that believes in another century is off by as much as one says. */
const MOST_SECONDS = 2_000_000_000;

export interface PhoneTimes {
  /** Of the act, by the phone. */
  readonly said: Date;
  /** Of sending, by the phone. */
  readonly sentAt: Date;
  /** Of arrival, by the server. */
  readonly receivedAt: Date;
  /** What the phone said of its act before. */
  readonly saidBefore: Date | null;
}

export interface Reckoned {
  readonly at: Date;
  readonly offSeconds: number;
  readonly clock: ClockVerdict;
}

export function reckon({ receivedAt, said, saidBefore, sentAt }: PhoneTimes): Reckoned {
  const off = sentAt.getTime() - receivedAt.getTime();
  const tolerance = CLOCK_TOLERANCE_SECONDS * 1000;
  const wrong = Math.abs(off) > tolerance;
  const back = saidBefore !== null && said.getTime() < saidBefore.getTime() - tolerance;
  const ahead = said.getTime() > sentAt.getTime() + tolerance;
  const corrected = said.getTime() - (wrong ? off : 0);
  return {
    // nothing arrives before it happens
    at: new Date(Math.min(corrected, receivedAt.getTime())),
    offSeconds: Math.max(-MOST_SECONDS, Math.min(MOST_SECONDS, Math.round(off / 1000))),
    clock: back || ahead ? 'unsteady' : wrong ? 'wrong' : 'right',
  };
}
