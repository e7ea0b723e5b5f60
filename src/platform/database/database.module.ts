import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

import { Config } from '../config/config.js';
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
        { provide: Transactions, useFactory: (source: DataSource) => new Transactions(source), inject: [DataSource] },
      ],
      exports: [Transactions],
    };
  }
}
