import { type DataSource } from 'typeorm';

import { pause } from './life.js';

export interface Seen {
  readonly commitment: string;
  /** The record's hash, once one was seen. */
  record: string | null;
}

/**
 * Someone who looks on from outside, through a connection of his own: keeps the first commitment and the first record that
 * he sees of each draw, and whether he ever saw another.
 */
export class DrawsSeen {
  readonly draws = new Map<string, Seen>();
  readonly changed: string[] = [];
  /** Looks that the database answered. */
  looks = 0;
  private looking: Promise<void> | undefined;
  private stopped = false;

  constructor(private readonly dataSource: DataSource) {}

  begin(everyMilliseconds = 25): void {
    this.looking ??= (async () => {
      while (!this.stopped) {
        await this.look().catch(() => undefined);
        await pause(everyMilliseconds);
      }
    })();
  }

  async look(): Promise<void> {
    const rows = await this.dataSource.query<{ number: string; commitment: string; record: string | null }[]>(
      'SELECT number AS number, commitment AS commitment, record_hash AS record FROM draws WHERE commitment IS NOT NULL',
    );
    this.looks++;
    for (const { commitment, number, record } of rows) this.see(number, commitment, record);
  }

  private see(number: string, commitment: string, record: string | null): void {
    const known = this.draws.get(number);
    if (known === undefined) {
      this.draws.set(number, { commitment, record });
      return;
    }
    if (known.commitment !== commitment) this.changed.push(`${number}: commitment ${known.commitment} → ${commitment}`);
    known.record ??= record;
    if (known.record !== record) this.changed.push(`${number}: record ${known.record} → ${record}`);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.looking;
  }
}
