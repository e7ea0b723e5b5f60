import { Injectable, type LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

import { Config } from '../config/config.js';
import { currentContext } from '../http/request-context.js';

/** Structured logs, one JSON object a line on standard output, each with the id of the request that it belongs to. */
@Injectable()
export class Log implements LoggerService {
  private readonly logger: Logger;

  constructor(config: Config) {
    this.logger = pino({
      level: config.logLevel,
      timestamp: pino.stdTimeFunctions.isoTime,
      base: null,
      mixin: () => {
        const context = currentContext();
        return context === undefined ? {} : { requestId: context.requestId };
      },
      redact: ['password', '*.password', 'headers.authorization'],
    });
  }

  info(fields: object, message: string): void {
    this.logger.info(fields, message);
  }

  // The shapes below are those of Nest's LoggerService, which passes a message and then a context word.
  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  private write(level: 'info' | 'error' | 'warn' | 'debug', message: unknown, rest: unknown[]): void {
    if (typeof message === 'object' && message !== null) {
      this.logger[level](message, typeof rest[0] === 'string' ? rest[0] : undefined);
    } else {
      this.logger[level](rest.length > 0 ? { context: rest.at(-1) } : {}, String(message));
    }
  }
}
