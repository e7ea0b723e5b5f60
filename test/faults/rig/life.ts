import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

import { freePort } from '../../support/mariadb.js';
import { ROOT } from '../../support/server.js';

export interface LifeOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Files of test/faults/preload. */
  readonly preload?: readonly string[];
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Every process that runs, so that a test which breaks off leaves none behind. */
const running = new Set<ChildProcess>();

/** Ends what is left, by its id. */
export async function endAllLives(): Promise<void> {
  const ends = [...running].map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(ends);
}

/** The built server as a process that may be killed at any moment, also while it starts. */
export class Life {
  readonly said: string[] = [];
  readonly ended: Promise<Ended>;

  private constructor(
    readonly process: ChildProcess,
    readonly url: string,
  ) {
    running.add(process);
    this.ended = new Promise((resolve) =>
      process.once('exit', (code, signal) => {
        running.delete(process);
        resolve({ code, signal });
      }),
    );
    for (const stream of [process.stdout, process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.said.push(text));
    }
  }

  static async begin(house: Readonly<Record<string, string>>, options: LifeOptions = {}): Promise<Life> {
    const port = await freePort();
    const preload = (options.preload ?? []).map((name) =>
      fileURLToPath(new URL(`../preload/${name}`, import.meta.url)),
    );
    const child = spawn(
      process.execPath,
      [...preload.flatMap((file) => ['--import', file]), join(ROOT, 'dist/cli/main.js'), 'serve'],
      {
        cwd: house.SORTIS_DATA_DIR ?? ROOT,
        env: { PATH: process.env.PATH, NODE_ENV: 'production', ...house, PORT: String(port), ...options.environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    return new Life(child, `http://127.0.0.1:${port}`);
  }

  get alive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Waits until it is ready to serve. */
  async ready(seconds = 60): Promise<this> {
    for (const until = Date.now() + seconds * 1000; Date.now() < until;) {
      if (!this.alive) throw new Error(`the server ended at its start:\n${this.said.join('')}`);
      const answer = await fetch(`${this.url}/health/ready`, { headers: { connection: 'close' } }).catch(
        () => undefined,
      );
      if (answer?.ok === true) return this;
      await pause(30);
    }
    throw new Error(`the server was not ready in ${seconds} s:\n${this.said.join('')}`);
  }

  async kill(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): Promise<Ended> {
    this.process.kill(signal);
    return this.ended;
  }

  /** The end that it comes to by itself; a process that does not is killed, and that is an error. */
  async endsBySelf(seconds: number): Promise<Ended> {
    const late = Symbol('late');
    let timer: NodeJS.Timeout | undefined;
    const waited = new Promise<typeof late>((resolve) => {
      timer = setTimeout(() => resolve(late), seconds * 1000);
    });
    const first = await Promise.race([this.ended, waited]);
    clearTimeout(timer);
    if (first !== late) return first;
    await this.kill();
    throw new Error(`the process did not end by itself in ${seconds} s:\n${this.said.slice(-20).join('')}`);
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
