import { afterAll } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type DatabaseAddress } from '../../src/platform/config/config.js';
import { freePort } from './mariadb.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const PASSWORD = 'correct-horse-battery';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look at answers as they come
  readonly body: any;
}

/** The built server as a process of its own, spoken to over HTTP only. */
export class TestServer {
  readonly log: string[] = [];

  private constructor(
    readonly process: ChildProcess,
    readonly url: string,
    private readonly dir: string,
  ) {}

  static async start(database: DatabaseAddress, environment: Record<string, string> = {}): Promise<TestServer> {
    const port = await freePort();
    const dir = mkdtempSync(join(tmpdir(), 'sortis-server-'));
    const child = spawn(process.execPath, [join(ROOT, 'dist/cli/main.js'), 'serve'], {
      cwd: dir,
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        ...(database.kind === 'mysql'
          ? { DATABASE_URL: database.url, SORTIS_LOG_KEY_FILE: keyFileOf(database.url) }
          : { SORTIS_DATA_DIR: dirname(database.file) }),
        SORTIS_ADMIN_PASSWORD: PASSWORD,
        SORTIS_WAKE_MILLISECONDS: '100',
        NODE_ENV: 'production',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server = new TestServer(child, `http://127.0.0.1:${port}`, dir);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => server.log.push(text));
    }
    // on a machine that does much else its first start makes the tables for longer than a minute; asked all the time it takes
    // longer still
    for (let attempt = 0; attempt < 600; attempt++) {
      if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${server.log.join('')}`);
      const ready = await fetch(`${server.url}/health/ready`).catch(() => undefined);
      if (ready?.ok === true) return server;
      await new Promise((resolve) => setTimeout(resolve, attempt === 0 ? 800 : 200));
    }
    await server.stop();
    throw new Error(`the server did not get ready:\n${server.log.join('')}`);
  }

  async call(
    method: string,
    path: string,
    options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const form = options.body instanceof FormData;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...(options.body === undefined || form ? {} : { 'content-type': 'application/json' }),
        // a kept connection may have been closed by the server while a test was busy
        connection: 'close',
        ...options.headers,
      },
      ...(options.body === undefined
        ? {}
        : {
            body:
              form || typeof options.body === 'string' || options.body instanceof Uint8Array
                ? (options.body as FormData)
                : JSON.stringify(options.body),
          }),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, body: json && text !== '' ? JSON.parse(text) : text };
  }

  async signIn(username = 'admin', password = PASSWORD): Promise<string> {
    const answer = await this.call('POST', '/api/v1/session', { body: { username, password } });
    if (answer.status !== 201) throw new Error(`sign-in failed: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.accessToken as string;
  }

  /** Asks again until the answer satisfies, at most for the given seconds. */
  async until(
    path: string,
    token: string,
    satisfies: (body: Answer['body']) => boolean,
    seconds = 30,
  ): Promise<Answer['body']> {
    let last: Answer | undefined;
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      last = await this.call('GET', path, { token });
      if (last.status === 200 && satisfies(last.body)) return last.body;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(
      `${path} did not come to satisfy in ${seconds} s: ${JSON.stringify(last?.body)}\n${this.log.slice(-20).join('')}`,
    );
  }

  /** The lines of its log with this text; waits until there are so many: an answer may overtake the log, which comes by a pipe. */
  async told(text: string, atLeast = 1): Promise<string[]> {
    const found = (): string[] =>
      this.log
        .join('')
        .split('\n')
        .filter((line) => line.includes(text));
    for (const end = Date.now() + 30_000; found().length < atLeast && Date.now() < end;)
      await new Promise((resolve) => setTimeout(resolve, 20));
    return found();
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = new Promise((resolve) => this.process.once('exit', resolve));
      this.process.kill(signal);
      await ended;
    }
    rmSync(this.dir, { recursive: true, force: true });
    return this.process.exitCode;
  }
}

/** Servers that share a database share the key of its log. */
const KEYS = join(tmpdir(), `sortis-test-keys-${process.pid}`);
afterAll(() => rmSync(KEYS, { recursive: true, force: true }));

const keyFileOf = (url: string): string => join(KEYS, createHash('sha256').update(url).digest('hex').slice(0, 16));

/** Runs the `sortis` command and returns what it said. */
export async function sortis(
  args: readonly string[],
  environment: Record<string, string> = {},
  cwd = ROOT,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli/main.js'), ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, stdout, stderr };
}
