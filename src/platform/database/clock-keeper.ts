import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../clock/clock.js';
import { Log } from '../log/log.js';

const EVERY_MILLISECONDS = 30_000;

/** Asks the database for the time now and then, also in a process that runs no jobs and would not ask otherwise. */
@Injectable()
export class ClockKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(
      () =>
        void this.clock
          .ask(this.dataSource)
          .catch((error: unknown) => this.log.debug({ err: error }, 'the database did not tell the time')),
      EVERY_MILLISECONDS,
    ).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
