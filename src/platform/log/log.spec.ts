import { describe, expect, it } from '@jest/globals';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { QueryFailedError } from 'typeorm';

import { loggerOptions } from './log.js';

describe('the log', () => {
  function logged(write: (logger: pino.Logger) => void): { err: Record<string, unknown> } {
    const lines: string[] = [];
    const stream = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines.push(chunk.toString());
        done();
      },
    });
    write(pino(loggerOptions('info'), stream));
    return JSON.parse(lines.join('')) as { err: Record<string, unknown> };
  }

  const driverError = Object.assign(new Error('Lock wait timeout exceeded'), {
    code: 'ER_LOCK_WAIT_TIMEOUT',
    sql: `UPDATE draws SET sealed_secret = 'c0ffee'`,
  });
  const failed = new QueryFailedError('UPDATE draws SET sealed_secret = ?', ['c0ffee'], driverError);

  it.each([
    ['as a field', (logger: pino.Logger) => logger.error({ err: failed }, 'job failed')],
    ['alone', (logger: pino.Logger) => logger.error(failed)],
    ['as a cause', (logger: pino.Logger) => logger.error({ err: new Error('outer', { cause: failed }) })],
  ])('never shows the parameters of a statement that failed (%s)', (_way, write) => {
    const line = logged(write);
    expect(JSON.stringify(line)).toContain('Lock wait timeout exceeded');
    expect(JSON.stringify(line)).not.toContain('c0ffee');
  });

  it('shows what an error is, what it says and where it comes from', () => {
    const { err } = logged((logger) => logger.error({ err: Object.assign(new RangeError('too far'), { code: 'E1' }) }));
    expect(err).toMatchObject({ type: 'RangeError', message: 'too far', code: 'E1' });
    expect(err.stack).toContain('log.spec');
  });
});
