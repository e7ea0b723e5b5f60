import 'reflect-metadata';

import { expect, it } from '@jest/globals';

import { onEachDatabase } from '../../../test/support/databases.js';
import { openDatabase } from '../database/open-database.js';
import { Transactions } from '../database/transactions.js';
import { Setting } from './setting.entity.js';
import { Settings } from './settings.service.js';

onEachDatabase('Settings', (database) => {
  it('make a value once, though many ask at the same moment from several processes, and keep it', async () => {
    // SQLite's driver waits for a lock with the whole thread, so two connections of one thread would wait for each other
    const processes = database.name === 'SQLite' ? [1] : [1, 2, 3];
    const sources = await Promise.all(processes.map(() => openDatabase(database.address(), [Setting])));
    const services = [0, 1, 2]
      .map((at) => sources[at % sources.length]!)
      .map((source) => new Settings(source, new Transactions(source)));
    let made = 0;
    const ask = (service: Settings): Promise<string> => service.getOrCreate('key', () => `value ${++made}`);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => ask(services[at % 3]!)));
    expect(new Set(answers).size).toBe(1);
    expect(made).toBeGreaterThan(1);
    const before = made;
    expect(await ask(services[0]!)).toBe(answers[0]);
    expect(made).toBe(before);
    expect(await services[1]!.getOrCreate('other', () => 'else')).toBe('else');
    await Promise.all(sources.map((source) => source.destroy()));
  });
});
