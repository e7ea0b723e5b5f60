import { type DataSource } from 'typeorm';
import { setTimeout as pause } from 'node:timers/promises';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { GaleraCluster, type GaleraNode } from '../support/galera.js';
import { PASSWORD } from '../support/server.js';
import { type FaultHouse } from './rig/fault-house.js';
import { type Life } from './rig/life.js';

/** A line of the run, with the time since its beginning. */
const began = performance.now();
export function tell(line: string): void {
  process.stdout.write(`[${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s] ${line}\n`);
}

/** Why there is no cluster here. Loudly, and with CI=true it is an error. */
export function noCluster(): string | undefined {
  const missing = GaleraCluster.missing();
  if (missing === undefined) return undefined;
  if (process.env.CI === 'true') throw new Error(`no Galera cluster can be started: ${missing}`);
  process.stderr.write(`\n!!! SKIPPED: the Galera cluster. ${missing}. !!!\n\n`);
  return missing;
}

/** What the nodes have refused because of another: at certification, and by breaking off what was under way. */
export async function conflicts(nodes: readonly GaleraNode[]): Promise<number> {
  let sum = 0;
  for (const node of nodes) {
    const status = await node.status();
    sum += Number(status?.wsrep_local_cert_failures ?? 0) + Number(status?.wsrep_local_bf_aborts ?? 0);
  }
  return sum;
}

/** One after the other each table of each node, as checksums; they have to be the same. */
export async function checksums(nodes: readonly GaleraNode[], database: string): Promise<Record<string, string>[]> {
  const found = [];
  for (const node of nodes) {
    const connection = await node.connect(database);
    await connection.query('SET SESSION wsrep_sync_wait = 1');
    const [tables] = (await connection.query('SHOW TABLES')) as unknown as [Record<string, string>[]];
    const names = tables.map((row) => Object.values(row)[0]!).sort();
    const [rows] = (await connection.query(
      `CHECKSUM TABLE ${names.map((name) => `\`${name}\``).join(', ')}`,
    )) as unknown as [{ Table: string; Checksum: string }[]];
    found.push(Object.fromEntries(rows.map(({ Checksum, Table }) => [Table, String(Checksum)])));
    await connection.end();
  }
  return found;
}

export const openOn = (url: string): Promise<DataSource> => openDatabase({ kind: 'mysql', url }, ENTITIES);

export async function until(what: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (await holds().catch(() => false)) return;
    await pause(200);
  }
  throw new Error(`not so in ${seconds} s: ${what}`);
}

export interface Answered {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look at answers as they come
  readonly body: any;
}

/** Someone who is signed in at one of the processes. */
export class Visitor {
  private token = '';
  /** How many answers of which status came. */
  readonly counts = new Map<number, number>();

  constructor(private readonly life: Life) {}

  async signIn(username = 'admin', password = PASSWORD): Promise<this> {
    const { body, status } = await this.call('POST', '/api/v1/session', { username, password });
    if (status !== 201) throw new Error(`not signed in: ${status} ${JSON.stringify(body)}`);
    this.token = (body as { accessToken: string }).accessToken;
    return this;
  }

  async call(method: string, path: string, body?: object): Promise<Answered> {
    const response = await fetch(this.life.url + path, {
      method,
      headers: {
        connection: 'close',
        ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    this.counts.set(response.status, (this.counts.get(response.status) ?? 0) + 1);
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
  }
}

/** How many jobs a process has finished. */
export async function doneBy(house: FaultHouse, { process: { pid } }: Life): Promise<number> {
  const [row] = await house.query<{ n: number }>(
    `SELECT COUNT(*) AS n FROM jobs WHERE state = 'done' AND owner LIKE '%:${pid}'`,
  );
  return Number(row?.n);
}

export const issued = async (house: FaultHouse): Promise<number> =>
  Number((await house.query<{ n: number }>(`SELECT COUNT(*) AS n FROM draws WHERE phase = 'issued'`))[0]?.n);
