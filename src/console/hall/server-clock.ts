/**
 * The server's clock, as far as it was heard. What is promised is promised by that one: a projector whose own clock is wrong
 * counts down to the same moment, and calls nothing public too early.
 */
export class ServerClock {
  /** Milliseconds that the server's clock is ahead of this machine's. */
  private ahead = 0;

  constructor(private readonly own: () => number = () => Date.now()) {}

  /** @param moment what the server's clock showed just now, as ISO 8601 */
  heard(moment: string): void {
    const at = Date.parse(moment);
    if (!Number.isNaN(at)) this.ahead = at - this.own();
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.own() + this.ahead;
  }
}
