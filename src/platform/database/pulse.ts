import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { OneAtATime, within } from '../bounded/one-at-a-time.js';

/** Milliseconds after which a database that does not answer counts as gone. */
const BOUND = 2000;
/** Milliseconds after which a question that nobody answered is put anew, on another connection. */
const PATIENCE = 30_000;

/** Whether the database answers, told in bounded time whatever it does. However many ask, one question is under way. */
@Injectable()
export class Pulse {
  private readonly question = new OneAtATime(() => this.ask(), PATIENCE);

  constructor(private readonly dataSource: DataSource) {}

  async beats(): Promise<boolean> {
    return (await within(BOUND, this.question.run())) ?? false;
  }

  private async ask(): Promise<boolean> {
    try {
      await this.dataSource.query('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }
}
