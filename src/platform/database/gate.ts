/** Lets one in at a time, in the order of asking. */
export class Gate {
  private taken = false;
  private readonly waiting: (() => void)[] = [];

  async enter(): Promise<void> {
    if (!this.taken) {
      this.taken = true;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.taken = false;
    else next();
  }
}
