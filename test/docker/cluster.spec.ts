import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DCLinter } from 'dclint';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

import { Config } from '../../src/platform/config/config.js';
import { CLUSTER_OPTIONS } from '../support/cluster-options.js';
import { ROOT } from '../support/server.js';
import { altered } from './altered.js';
import { settingsRead } from './settings.js';

const Linter = DCLinter as unknown as new (config: {
  rules: Record<string, number | [number, Record<string, unknown>]>;
  quiet: boolean;
  debug: boolean;
  exclude: string[];
}) => { lintFiles(paths: string[], recursive: boolean): { messages: { rule: string; message: string }[] }[] };

const COMPOSE = readFileSync(join(ROOT, 'docker/compose.cluster.yaml'), 'utf8');

interface Service {
  readonly image?: string;
  readonly depends_on?: unknown;
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly secrets?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly configs?: Readonly<Record<string, { readonly content?: string }>>;
  readonly secrets?: Readonly<Record<string, { readonly file?: string }>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
}

const GIVEN = {
  SORTIS_ADMIN_PASSWORD: 'an-admin-password',
  MYSQL_PASSWORD: 'a-database-password',
  SORTIS_LOG_KEY: './log-key',
};
const VARIABLE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;
const NODES = ['1', '2', '3'];
/** What the mariadb image reads of its own. */
const IMAGE = [
  'MARIADB_DATABASE',
  'MARIADB_PASSWORD',
  'MARIADB_RANDOM_ROOT_PASSWORD',
  'MARIADB_ROOT_HOST',
  'MARIADB_USER',
];

/** Puts values in, as compose does. Throws where a variable has to be set and is not. */
function interpolated(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(VARIABLE, (_, name: string, how?: string, what = '') => {
    const value = values[name] ?? '';
    if (value !== '') return value;
    if (how === '?') throw new Error(`${name}: ${what}`);
    return what;
  });
}

/** The same for every text of a document, as compose does it: after the file is read. */
function filled(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return interpolated(value, values);
  if (Array.isArray(value)) return value.map((each) => filled(each, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each, values)]));
}

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'sortis-cluster-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function lint(text: string): string[] {
  const file = join(dir, 'compose.yaml');
  writeFileSync(file, text);
  const linter = new Linter({
    rules: { 'no-build-and-image': [2, { checkPullPolicy: true }] },
    quiet: false,
    debug: false,
    exclude: [],
  });
  return (linter.lintFiles([file], false)[0]?.messages ?? []).map(({ message, rule }) => `${rule}: ${message}`);
}

function faultsOf(text: string): string[] {
  const faults = lint(text);
  if (faults.some((fault) => fault.startsWith('invalid-'))) return faults;
  const { configs = {}, secrets = {}, services, volumes = {} } = filled(parse(text, { merge: true }), GIVEN) as Compose;
  const settings = settingsRead();
  for (const [, name = '', how] of text.matchAll(VARIABLE)) {
    if (![...settings, ...Object.keys(GIVEN), 'PORT', 'DB1_START'].includes(name)) faults.push(`nobody reads ${name}`);
    if (name in GIVEN && how !== '?') faults.push(`${name} may be left out`);
  }
  for (const [name, service] of Object.entries(services)) {
    if (service.restart !== 'unless-stopped') faults.push(`${name} stays down`);
    for (const volume of service.volumes ?? [])
      if (!((volume.split(':')[0] ?? '') in volumes)) faults.push(`no volume ${volume}`);
    if (name !== 'proxy' && service.ports !== undefined) faults.push(`${name} is published`);
  }
  const members = `gcomm://${NODES.map((n) => `db${n}`).join(',')}`;
  for (const n of NODES) {
    const [app = {}, db = {}] = [services[`app${n}`], services[`db${n}`]];
    // the application
    const given = app.environment ?? {};
    for (const name of Object.keys(given)) if (!settings.includes(name)) faults.push(`app${n} does not read ${name}`);
    try {
      const config = new Config(given, '/app');
      const url = new URL(config.database.kind === 'mysql' ? config.database.url : 'sqlite:');
      if (url.hostname !== `db${n}`) faults.push(`app${n} is not beside its node`);
      if (url.username !== db.environment?.MARIADB_USER) faults.push(`app${n}: another user`);
      if (url.pathname !== `/${db.environment?.MARIADB_DATABASE}`) faults.push(`app${n}: another database`);
      if (url.password !== db.environment?.MARIADB_PASSWORD) faults.push(`app${n}: another password`);
      const [secret = ''] = app.secrets ?? [];
      if (config.logKeyFile !== `/run/secrets/${secret}`) faults.push(`app${n} does not have the log's key`);
      if (secrets[secret]?.file !== GIVEN.SORTIS_LOG_KEY) faults.push('no such secret');
    } catch (error) {
      faults.push((error as Error).message);
    }
    if (!app.volumes?.includes('checkpoints:/data')) faults.push(`app${n} exports its checkpoints elsewhere`);
    // the node
    for (const name of Object.keys(db.environment ?? {}))
      if (!IMAGE.includes(name)) faults.push(`the mariadb image does not read ${name}`);
    if (!db.healthcheck?.test.includes('--galera_online')) faults.push(`db${n} counts as healthy when cut off`);
    const own = [
      ...(n === '1' ? ['--wsrep-cluster-name=sortis'] : []),
      `--wsrep-cluster-address=${members}`,
      `--wsrep-node-name=db${n}`,
      `--wsrep-node-address=db${n}`,
    ];
    const wanted = [...own, ...CLUSTER_OPTIONS, '--innodb-buffer-pool-size=512M'];
    if ((db.command ?? []).join('\n') !== wanted.join('\n'))
      faults.push(`db${n} runs with other options than the tests`);
    if (!db.volumes?.includes(`db${n}:/var/lib/mysql`)) faults.push(`db${n} keeps its data elsewhere`);
  }
  const proxy = configs.haproxy?.content ?? '';
  if (!proxy.includes('option httpchk GET /health/ready')) faults.push('the proxy does not look who is ready');
  for (const n of NODES)
    if (!proxy.includes(`server app${n} app${n}:3000`)) faults.push(`the proxy leaves out app${n}`);
  if (!proxy.includes('default-server check')) faults.push('the proxy does not check');
  if (!services.proxy?.ports?.every((port) => port.startsWith('127.0.0.1:'))) faults.push('published to everybody');
  return faults;
}

describe('the compose file of a cluster', () => {
  it('is well made, and its nodes have the options that the tests run', () => {
    expect(faultsOf(COMPOSE)).toEqual([]);
  });

  it('begins a cluster where it is told to, and at no other time', () => {
    expect(interpolated(COMPOSE, GIVEN)).not.toMatch(/^ +- --wsrep-new-cluster/m);
    const first = interpolated(COMPOSE, { ...GIVEN, DB1_START: '--wsrep-new-cluster' });
    expect(first.match(/^ +- --wsrep-new-cluster$/gm)).toHaveLength(1);
  });

  it.each<[fault: RegExp, passage: string, replacement: string]>([
    [/invalid-schema/, 'restart: unless-stopped', 'restarts: unless-stopped'],
    [/does not read SORTIS_KEY_FILE/, 'SORTIS_LOG_KEY_FILE', 'SORTIS_KEY_FILE'],
    [/nobody reads SORTIS_KEY/, '${SORTIS_LOG_KEY:?', '${SORTIS_KEY:-./log-key}${SORTIS_LOG_KEY:?'],
    [/MYSQL_PASSWORD may be left out/, 'MARIADB_PASSWORD: ${MYSQL_PASSWORD:?', 'MARIADB_PASSWORD: ${MYSQL_PASSWORD:-'],
    [/app2 is not beside its node/, '@db2:', '@db1:'],
    [/other options/, '--wsrep-sync-wait=1', '--wsrep-sync-wait=0'],
    [/other options/, '--innodb-autoinc-lock-mode=2', '--innodb-autoinc-lock-mode=1'],
    [/healthy when cut off/, '--galera_online', '--galera_ready'],
    [/who is ready/, 'GET /health/ready', 'GET /health/live'],
    [/leaves out app3/, 'server app3 app3:3000', 'server app3 app2:3000'],
    [/to everybody/, "'127.0.0.1:${PORT", "'0.0.0.0:${PORT"],
    [/does not have the log's key/, '/run/secrets/log-key', '/data/log-key'],
    [/checkpoints elsewhere/, 'checkpoints:/data', 'db1:/data'],
  ])('would be found out: %s', (fault, passage, replacement) => {
    expect(faultsOf(altered(COMPOSE, passage, replacement)).join('\n')).toMatch(fault);
  });
});
