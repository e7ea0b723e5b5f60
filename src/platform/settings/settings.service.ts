import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Transactions } from '../database/transactions.js';
import { Setting } from './setting.entity.js';

/** Values that are made once per installation: all processes that share a database share them. */
@Injectable()
export class Settings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The value kept under `name`; the first to ask makes it. Where several ask at once, each may make one, one of them is
   * kept, and all get that one.
   */
  async getOrCreate(name: string, make: () => string): Promise<string> {
    const kept = await this.find(name);
    if (kept !== undefined) return kept;
    const value = make();
    await this.transactions.run(async (manager) => {
      // the primary key decides; the loser's row is ignored
      await manager
        .createQueryBuilder()
        .insert()
        .into(Setting)
        .values({ name, value })
        .orIgnore()
        .updateEntity(false)
        .execute();
    });
    // read after the commit: inside, a snapshot could be older than the row that won
    const winner = await this.find(name);
    if (winner === undefined) throw new Error(`setting "${name}" was written and is not there`);
    return winner;
  }

  /** Keeps a value in the caller's transaction, in the place of the one before. Returns whether it is another one. */
  async keep(manager: EntityManager, name: string, value: string): Promise<boolean> {
    const kept = await manager.findOneBy(Setting, { name });
    if (kept?.value === value) return false;
    await manager.save(Setting, { name, value });
    return true;
  }

  private async find(name: string): Promise<string | undefined> {
    return (await this.dataSource.manager.findOneBy(Setting, { name }))?.value;
  }
}
