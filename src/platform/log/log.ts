import { Injectable, type LoggerService } from '@nestjs/common';
import { pino, type Logger, type LoggerOptions } from 'pino';

import { Config, type LogLevel } from '../config/config.js';
import { currentContext } from '../http/request-context.js';

const FRAMEWORK = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

export function loggerOptions(level: LogLevel): LoggerOptions {
  return {
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    base: null,
    mixin: () => {
      const context = currentContext();
      return context === undefined ? {} : { requestId: context.requestId };
    },
    redact: ['password', '*.password', 'headers.authorization'],
    serializers: { err: errorFields },
  };
}

/**
 * What is logged of an error: never its other properties. Errors of the database carry their statement with its
 * parameters, and among those may be the secret of a draw that is not yet held.
 */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  return {
    type: name,
    message,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    stack,
    ...(cause === undefined ? {} : { cause: errorFields(cause) }),
  };
}

/** Structured logs, one JSON object a line on standard output, each with the id of the request that it belongs to. */
@Injectable()
export class Log implements LoggerService {
  private readonly logger: Logger;

  constructor(config: Config) {
    this.logger = pino(loggerOptions(config.logLevel));
  }

  info(fields: object, message: string): void {
    this.logger.info(fields, message);
  }

  // The shapes below are those of Nest's LoggerService, which passes a message and then a context word.
  log(message: unknown, ...rest: unknown[]): void {
    // a hundred lines of routes and modules at every start would hide the one that matters
    this.write(FRAMEWORK.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
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
