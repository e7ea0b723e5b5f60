import { type INestApplication } from '@nestjs/common';
import { type Server } from 'node:http';

import { type Log } from './log/log.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** Milliseconds that requests which are under way have. */
const REQUESTS = 3000;
/** Milliseconds after which the process ends, whatever has not come to its end: a database that is gone answers nobody. */
const ALL = 9000;
/** A terminal tells the process, and npm tells it once more: within so many milliseconds that is one word. */
const ONCE = 1000;

/**
 * Ends the process within ten seconds of being told to (SIGTERM, or Ctrl+C): nothing new is taken in, requests have three
 * seconds, and jobs are given back (JobRunner). Told a second time, it ends at once. None of that has to succeed: a process
 * may be killed at any moment, and another one goes on.
 */
export function stopWhenTold(app: INestApplication, log: Log): void {
  let stopping = false;
  let seriously = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (seriously) {
      log.warn({ signal }, 'told twice to stop; ending at once');
      process.exit(1);
    }
    if (stopping) return;
    stopping = true;
    setTimeout(() => (seriously = true), ONCE).unref();
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.warn({ signal }, 'not everything came to its end in time; ending');
      process.exit(1);
    }, ALL).unref();
    const server = app.getHttpServer() as Server;
    server.close();
    setTimeout(() => server.closeAllConnections(), REQUESTS).unref();
    try {
      await app.close();
    } catch (error) {
      log.error({ err: error }, 'stopping failed; ending');
      process.exit(1);
    }
    // as whoever sent the signal expects it
    for (const each of SIGNALS) process.removeAllListeners(each);
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, (received) => void stop(received));
}

/** Waits for something, but not longer than so many milliseconds. */
export async function atMost(milliseconds: number, what: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([what, enough]).finally(() => clearTimeout(timer));
}
