import 'reflect-metadata';

import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { AppModule } from '../app.module.js';
import { Config } from '../platform/config/config.js';
import { Log } from '../platform/log/log.js';

/** Gives a command the same services that the server has. Jobs are left to the server. */
export async function withServices(work: (services: INestApplicationContext) => Promise<number>): Promise<number> {
  Config.asCommand();
  const services = await NestFactory.createApplicationContext(AppModule, {
    logger: new Log(Config.fromProcess()),
    abortOnError: false,
  });
  try {
    return await work(services);
  } finally {
    await services.close();
  }
}
