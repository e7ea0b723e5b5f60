import { expect } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { ENTITIES } from '../../src/entities.js';
import { type DatabaseAddress } from '../../src/platform/config/config.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { ROOT, type TestServer } from './server.js';

/** What came back, as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface RawRequest {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; a stream goes out chunk by chunk. */
  readonly body?: string | Buffer | Iterable<Buffer>;
  /** The address that the request comes from: all of 127.0.0.0/8 is this machine. */
  readonly from?: string;
  readonly seconds?: number;
}

/**
 * Sends a request without the courtesies of `fetch`: no path is tidied, no header is checked, and a body may be anything. An
 * answer that takes longer than five seconds is a failure.
 */
export function send(server: TestServer, method: string, path: string, sent: RawRequest = {}): Promise<RawAnswer> {
  const { port } = new URL(server.url);
  const { token, headers = {}, body, from, seconds = 5 } = sent;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        port,
        host: '127.0.0.1',
        method,
        path,
        agent: false,
        ...(from === undefined ? {} : { localAddress: from }),
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(typeof body === 'string' || Buffer.isBuffer(body) ? { 'content-length': Buffer.byteLength(body) } : {}),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          clearTimeout(timer);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    const timer = setTimeout(() => {
      request.destroy(new Error(`${method} ${path.slice(0, 200)}: no answer in ${seconds} s`));
    }, seconds * 1000);
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) request.end(body);
    else Readable.from(body).pipe(request);
  });
}

const CHINESE = /\p{Script=Han}/u;
/** What no answer may show: a stack, a statement, an error of a database, a place on the disk. */
const INSIDES =
  /node_modules|\bat \S+ \(|\.[jt]s:\d+|SQLITE_|\bER_[A-Z]{3,}|QueryFailed|TypeError|RangeError|ECONN|ENOENT|\/(?:work|tmp|home|root|src|dist)\//;

export interface ProblemRead {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly {
    readonly pointer: string;
    readonly code: string;
    readonly message: { zh: string; en: string };
  }[];
}

/** Everything that a refusal owes its reader. */
export function readProblem(answer: RawAnswer): ProblemRead {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  const body = JSON.parse(answer.text);
  expect(body).toMatchObject({
    type: `urn:sortis:problem:${body.code as string}`,
    status: answer.status,
    code: expect.stringMatching(/^[a-z][a-z0-9_]+$/),
    title: expect.stringMatching(CHINESE),
    detail: expect.stringMatching(CHINESE),
    en: { title: expect.stringMatching(/[a-z]/), detail: expect.stringMatching(/[a-z]/) },
    requestId: answer.headers['x-request-id'],
  });
  for (const fault of body.errors ?? []) {
    expect(fault).toEqual({
      pointer: expect.stringMatching(/^(?:\/|$)/),
      code: expect.stringMatching(/^\w+$/),
      message: { zh: expect.stringMatching(CHINESE), en: expect.stringMatching(/[a-z]/) },
    });
  }
  expect(answer.text).not.toMatch(INSIDES);
  return body as ProblemRead;
}

/** A refusal with this status and code; the code may also be that of a fault. */
export function expectRefusal(answer: RawAnswer, status: number, code: string, pointer?: string): ProblemRead {
  const problem = readProblem(answer);
  const said = [problem, ...(problem.errors ?? [])].map(
    (one) => `${one.code} ${'pointer' in one ? String(one.pointer) : ''}`,
  );
  expect([answer.status, said]).toEqual([
    status,
    expect.arrayContaining([pointer === undefined ? expect.stringMatching(`^${code} `) : `${code} ${pointer}`]),
  ]);
  return problem;
}

const COMES_AND_GOES = new Set(['sign_in_attempts', 'jobs', 'idempotency_keys', 'refusals']);

/** How many rows each table holds, those apart that come and go by themselves or tell of what was refused. */
export async function rowCounts(address: DatabaseAddress): Promise<Record<string, number>> {
  const source = await openDatabase(address, ENTITIES);
  try {
    const counts: Record<string, number> = {};
    for (const { tableName } of source.entityMetadatas) {
      if (COMES_AND_GOES.has(tableName)) continue;
      const [row] = await source.query<{ n: number | string }[]>(`SELECT COUNT(*) AS n FROM ${tableName}`);
      counts[tableName] = Number(row?.n);
    }
    return counts;
  } finally {
    await source.destroy();
  }
}

/** Most memory that a process has had resident, in bytes. Linux only, as is the rest of the floor that CI stands on. */
export function peakMemory(pid: number): number {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) * 1024;
}

export interface Watched {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
  /** Bytes resident at most. */
  readonly peak: number;
}

/** Runs a command, and watches how much memory it takes. `input` goes to its standard input as far as it wants it. */
export async function watched(
  command: string,
  args: readonly string[],
  { input, seconds = 30 }: { readonly input?: Iterable<Buffer>; readonly seconds?: number } = {},
): Promise<Watched> {
  const started = Date.now();
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // who has heard enough closes the pipe
  child.stdin.on('error', () => undefined);
  if (input === undefined) child.stdin.end();
  else
    Readable.from(input)
      .on('error', () => undefined)
      .pipe(child.stdin);
  let peak = 0;
  const watch = setInterval(() => {
    try {
      peak = Math.max(peak, peakMemory(child.pid ?? 0));
    } catch {
      // it has ended between two looks
    }
  }, 20);
  const limit = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(watch);
  clearTimeout(limit);
  return { status, stdout, stderr, milliseconds: Date.now() - started, peak };
}

/** Runs `sortis verify`, and watches how much memory it takes. */
export function verifyWatched(file: string): Promise<Watched> {
  return watched(process.execPath, [join(ROOT, 'dist/cli/main.js'), 'verify', file]);
}
