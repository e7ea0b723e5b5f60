import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { ClockKeeper } from './clock-keeper.js';
import { dataSourceOptions, openDatabase, type Entities } from './open-database.js';
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
        {
          provide: Transactions,
          // whoever writes needs this, so nothing is written before the clock is the database's
          useFactory: async (source: DataSource, clock: Clock) => {
            await clock.ask(source);
            return new Transactions(source);
          },
          inject: [DataSource, Clock],
        },
        ClockKeeper,
      ],
      exports: [Transactions],
    };
  }
}
