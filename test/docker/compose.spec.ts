import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DCLinter } from 'dclint';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

import { Config } from '../../src/platform/config/config.js';
import { ROOT } from '../support/server.js';
import { altered } from './altered.js';
import { environmentOf, execForm, of, readDockerfile } from './dockerfile.js';
import { settingsRead } from './settings.js';

/** The linter as it is; its own declarations leave the endings off their imports, which NodeNext does not follow. */
const Linter = DCLinter as unknown as new (config: {
  rules: Record<string, number | [number, Record<string, unknown>]>;
  quiet: boolean;
  debug: boolean;
  exclude: string[];
}) => { lintFiles(paths: string[], recursive: boolean): { messages: { rule: string; message: string }[] }[] };

const COMPOSE = readFileSync(join(ROOT, 'docker/compose.yaml'), 'utf8');

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly command?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly init?: boolean;
  readonly read_only?: boolean;
  readonly stop_grace_period?: string;
  readonly tmpfs?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
}

/** What the mysql image reads of its own (docs of the image), beside the product's settings. */
const MYSQL_IMAGE = [
  'MYSQL_DATABASE',
  'MYSQL_PASSWORD',
  'MYSQL_RANDOM_ROOT_PASSWORD',
  'MYSQL_ROOT_HOST',
  'MYSQL_ROOT_PASSWORD',
  'MYSQL_USER',
];
const PASSWORDS = { SORTIS_ADMIN_PASSWORD: 'an-admin-password', MYSQL_PASSWORD: 'a-database-password' };
/** Demonstration accounts are no business of an installation in earnest. */
const NOT_IN_PRODUCTION = ['SORTIS_DEMO_PASSWORD'];
const VARIABLE = /\$\$|\$\{(\w+)(?:(:[-?])([^}]*))?\}/g;

/** Puts values in, as compose does. Throws where a variable has to be set (`${X:?why}`) and is not. */
function interpolated(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(VARIABLE, (_, name?: string, how?: string, what?: string) => {
    if (name === undefined) return '$';
    const value = values[name] ?? '';
    if (value !== '') return value;
    if (how === ':?') throw new Error(`${name}: ${what ?? ''}`);
    return what ?? '';
  });
}

function seconds(duration = '10s'): number {
  const units = { h: 3600, m: 60, s: 1 };
  return [...duration.matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  );
}

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'sortis-compose-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** What the compose specification's schema and the linter's rules say. */
function lint(text: string): string[] {
  const file = join(dir, 'compose.yaml');
  writeFileSync(file, text);
  const linter = new Linter({
    rules: { 'no-build-and-image': [2, { checkPullPolicy: true }] },
    quiet: false,
    debug: false,
    exclude: [],
  });
  const [result] = linter.lintFiles([file], false);
  if (result === undefined) return ['not linted'];
  return result.messages.map(({ rule, message }) => `${rule}: ${message}`);
}

/** What is wrong with the installation that this file describes. */
function faultsOf(text: string): string[] {
  const faults = lint(text);
  if (faults.some((fault) => fault.startsWith('invalid-'))) return faults;
  const { services, volumes = {} } = parse(text) as Compose;
  const { app = {}, db = {} } = services;
  const settings = settingsRead();
  const stage = readDockerfile(readFileSync(join(ROOT, 'docker/Dockerfile'), 'utf8')).stages.at(-1)!;
  const image = environmentOf(stage);

  for (const [, name, how] of text.matchAll(VARIABLE)) {
    if (name === undefined) continue;
    if (!settings.includes(name) && !MYSQL_IMAGE.includes(name)) faults.push(`nobody reads ${name}`);
    if (name.includes('PASSWORD') && how !== ':?') faults.push(`${name} may be left out`);
    else if (how === undefined) faults.push(`compose warns that ${name} is not set`);
  }
  for (const [name, service] of Object.entries(services)) {
    for (const [key, value] of Object.entries(service.environment ?? {})) {
      const passed = /^\$\{(\w+):-\}$/.exec(value)?.[1];
      if (passed !== undefined && passed !== key) faults.push(`${key} gets ${passed}`);
      if (key.endsWith('_PASSWORD') && !key.includes('RANDOM') && !value.startsWith('${'))
        faults.push(`${key} is written down`);
    }
    if (service.restart !== 'unless-stopped') faults.push(`${name} stays down`);
    if (seconds(service.stop_grace_period) < (name === 'db' ? 60 : 15)) faults.push(`${name} is cut off`);
    for (const volume of service.volumes ?? [])
      if (!((volume.split(':')[0] ?? '') in volumes)) faults.push(`no volume ${volume}`);
  }
  const mounted = Object.values(services).flatMap((service) => service.volumes ?? []);
  for (const volume of Object.keys(volumes))
    if (!mounted.some((each) => each.startsWith(`${volume}:`))) faults.push(`volume ${volume} is not used`);

  // the application
  const dockerfile = join(ROOT, 'docker', app.build?.context ?? '', app.build?.dockerfile ?? '');
  if (app.build === undefined || !existsSync(dockerfile)) faults.push('there is no such Dockerfile');
  const given = app.environment ?? {};
  for (const name of Object.keys(given)) if (!settings.includes(name)) faults.push(`the app does not read ${name}`);
  for (const name of settings)
    if (!(name in given) && !(name in image) && !NOT_IN_PRODUCTION.includes(name)) faults.push(`${name} cannot be set`);
  try {
    const values = Object.entries(given).map(([name, value]) => [name, interpolated(value, PASSWORDS)]);
    const config = new Config({ ...image, ...(Object.fromEntries(values) as Record<string, string>) }, '/app');
    const url = new URL(config.database.kind === 'mysql' ? config.database.url : 'sqlite:');
    if (!(url.hostname in services)) faults.push(`no service ${url.hostname}`);
    const there = db.environment ?? {};
    if (url.username !== there.MYSQL_USER) faults.push(`${url.username} is not the database's user`);
    if (url.pathname !== `/${there.MYSQL_DATABASE}`) faults.push(`${url.pathname} is not the database`);
    if (url.password !== PASSWORDS.MYSQL_PASSWORD) faults.push("not the database user's password");
    if (config.adminPassword !== PASSWORDS.SORTIS_ADMIN_PASSWORD) faults.push("not the administrator's password");
  } catch (error) {
    faults.push((error as Error).message);
  }
  if (app.depends_on?.db?.condition !== 'service_healthy') faults.push('the app does not wait for the database');
  const [, published] = /^127\.0\.0\.1:(?:\$\{PORT:-\d+\}|\d+):(\d+)$/.exec(app.ports?.[0] ?? '') ?? [];
  if (published !== image.PORT) faults.push('publishes another port, or to everybody');
  const kept = of(stage, 'VOLUME').flatMap(({ rest }) => execForm(rest) ?? [])[0];
  if (!app.volumes?.some((volume) => volume.endsWith(`:${kept}`))) faults.push(`${kept} gets a nameless volume`);
  if (app.init !== true) faults.push('a signal before the server listens is lost');
  if (app.read_only === true && !app.tmpfs?.includes('/tmp')) faults.push('nowhere to put a temporary file');

  // the database
  if (!db.healthcheck?.test.join(' ').includes('SELECT 1')) faults.push('the database is never seen to be healthy');
  for (const name of Object.keys(db.environment ?? {}))
    if (!MYSQL_IMAGE.includes(name)) faults.push(`the mysql image does not read ${name}`);
  for (const [, name = ''] of (db.healthcheck?.test.join(' ') ?? '').matchAll(/\$\$(\w+)/g))
    if (!(name in (db.environment ?? {}))) faults.push(`the health check asks for ${name}, which is not set`);
  if (db.image !== 'mysql:8.4') faults.push(`the database is ${db.image}`);
  if (db.ports !== undefined) faults.push('the database is published');
  for (const option of ['--log-bin-trust-function-creators=1', '--character-set-server=utf8mb4'])
    if (!db.command?.includes(option)) faults.push(`the database runs without ${option}`);
  return faults;
}

describe('the compose file', () => {
  it('is well made', () => {
    expect(faultsOf(COMPOSE)).toEqual([]);
  });

  it.each<[fault: RegExp, passage: string, replacement: string]>([
    [/invalid-yaml/, 'services:', 'services: ['],
    [/invalid-schema/, '    restart: unless-stopped', '    restarts: unless-stopped'],
    [/invalid-schema/, 'condition: service_healthy', 'condition: service_ready'],
    [/invalid-schema/, 'stop_grace_period: 20s', 'stop_grace_period: [20s]'],
    [/explicit-tag/, 'mysql:8.4', 'mysql'],
    [/no-build-and-image/, '    pull_policy: build\n', ''],
    [/nobody reads SORTIS_PASSWORD/, '${SORTIS_ADMIN_PASSWORD:?', '${SORTIS_PASSWORD:?'],
    [/SORTIS_ADMIN_PASSWORD may be left out/, '${SORTIS_ADMIN_PASSWORD:?', '${SORTIS_ADMIN_PASSWORD:-'],
    [/MYSQL_PASSWORD may be left out/, '${MYSQL_PASSWORD:?', '${MYSQL_PASSWORD:-'],
    [/compose warns/, '${SORTIS_RUN_JOBS:-}', '${SORTIS_RUN_JOBS}'],
    [/SORTIS_RUN_JOBS gets SORTIS_LOG_LEVEL/, '${SORTIS_RUN_JOBS:-}', '${SORTIS_LOG_LEVEL:-}'],
    [
      /MYSQL_PASSWORD is written down/,
      'MYSQL_PASSWORD: ${MYSQL_PASSWORD:?set the password of the database user}',
      'MYSQL_PASSWORD: secret',
    ],
    [/app stays down/, 'restart: unless-stopped', 'restart: on-failure'],
    [/app is cut off/, 'stop_grace_period: 20s', 'stop_grace_period: 10s'],
    [/db is cut off/, '    stop_grace_period: 1m\n', ''],
    [/no volume sortis/, 'data:/data', 'sortis:/data'],
    [/volume data is not used/, 'data:/data', 'mysql:/data'],
    [/nameless volume/, 'data:/data', 'data:/var/data'],
    [/no such Dockerfile/, 'context: ..', 'context: .'],
    [/does not read SORTIS_UPLOAD_SIZE/, 'SORTIS_UPLOAD_BYTES: ', 'SORTIS_UPLOAD_SIZE: '],
    [/SORTIS_UPLOAD_BYTES cannot be set/, '      SORTIS_UPLOAD_BYTES: ${SORTIS_UPLOAD_BYTES:-}\n', ''],
    [/SORTIS_RUN_JOBS: /, '${SORTIS_RUN_JOBS:-}', 'yes'],
    [/no service mysql/, '@db:', '@mysql:'],
    [/sorts is not the database's user/, '//sortis:', '//sorts:'],
    [/is not the database$/m, '/sortis\n', '/inspections\n'],
    [/not the database user's password/, 'sortis:${MYSQL_PASSWORD:?', 'sortis:${SORTIS_ADMIN_PASSWORD:?'],
    [/does not wait/, 'service_healthy', 'service_started'],
    [/to everybody/, "'127.0.0.1:${PORT", "'0.0.0.0:${PORT"],
    [/another port/, ':-3000}:3000', ':-3000}:8080'],
    [/signal/, 'init: true', 'init: false'],
    [/temporary file/, '- /tmp', '- /run'],
    [/never seen to be healthy/, 'SELECT 1', 'SHOW STATUS'],
    [/mysql image does not read MYSQL_DB/, 'MYSQL_DATABASE: ', 'MYSQL_DB: '],
    [/asks for MYSQL_NAME/, '"$$MYSQL_DATABASE"', '"$$MYSQL_NAME"'],
    [/without --log-bin/, '      - --log-bin-trust-function-creators=1\n', ''],
    [/without --character-set/, 'server=utf8mb4', 'server=utf8'],
  ])('would be found out: %s', (fault, passage, replacement) => {
    expect(faultsOf(altered(COMPOSE, passage, replacement)).join('\n')).toMatch(fault);
  });

  it.each(Object.keys(PASSWORDS))('does not start without %s', (name) => {
    expect(() => interpolated(COMPOSE, { ...PASSWORDS, [name]: '' })).toThrow(`${name}: set the password`);
    expect(() => interpolated(COMPOSE, PASSWORDS)).not.toThrow();
  });
});
