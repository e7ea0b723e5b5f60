/**
 * Lets one of its kind run at a time; whoever asks meanwhile shares it. One that hangs for longer than `patience` is
 * given up on, so that another may begin when what it hung on has come back in the meantime.
 */
export class OneAtATime<T> {
  private running: { readonly since: number; readonly result: Promise<T> } | undefined;

  /** @param patience milliseconds */
  constructor(
    private readonly work: () => Promise<T>,
    private readonly patience: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  run(): Promise<T> {
    if (this.running !== undefined && this.now() - this.running.since < this.patience) return this.running.result;
    const result = this.work();
    const running = { since: this.now(), result };
    this.running = running;
    const ended = (): void => {
      if (this.running === running) this.running = undefined;
    };
    result.then(ended, ended);
    return result;
  }
}

/** What comes of the work within so many milliseconds, or undefined. The work goes on. A failure in time is thrown. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  // what fails after nobody waits for it any more is not an unforeseen error
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
