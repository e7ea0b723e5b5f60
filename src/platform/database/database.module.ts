import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { Metrics } from '../metrics/metrics.js';
import { text } from '../text.js';
import { ClockKeeper } from './clock-keeper.js';
import { dataSourceOptions, openDatabase, type Entities } from './open-database.js';
import { Pulse } from './pulse.js';
import { Transactions } from './transactions.js';

@Global()
@Module({})
export class DatabaseModule {
  static with(entities: Entities): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [Config],
          useFactory: (config: Config) => ({
            ...dataSourceOptions(config.database, entities), // nobody is helped by a minute of silent tries: whoever started it sees at once what is wrong
            toRetry: () => false,
          }),
          dataSourceFactory: () => openDatabase(Config.fromProcess().database, entities),
        }),
      ],
      providers: [
        Pulse,
        {
          provide: Transactions,
          // whoever writes needs this, so nothing is written before the clock is the database's
          useFactory: async (source: DataSource, clock: Clock, metrics: Metrics) => {
            await clock.ask(source);
            return new Transactions(source, repeats(metrics));
          },
          inject: [DataSource, Clock, Metrics],
        },
        ClockKeeper,
      ],
      exports: [Pulse, Transactions],
    };
  }
}

function repeats(metrics: Metrics): (code: string) => void {
  const count = metrics.counter({
    name: 'sortis_database_transactions_repeated_total',
    help: text(
      '因死锁、锁等待或繁忙而从头重做的事务数，按数据库的错误码。',
      "Transactions done again because of a deadlock, a lock wait or a busy database, by the database's code.",
    ),
    labels: ['code'],
  });
  return (code) => count({ code });
}
