import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataSource, type EntityManager } from 'typeorm';

import { isMysql } from '../../src/platform/database/tables.js';
import { FieldRows } from '../support/field-rows.js';
import { ROOT } from '../support/server.js';

/*
 * Five years of a province, made inside the database: a row of a million from arithmetic on its number takes seconds, where
 * writing it from here would take minutes. Each county draws four times a year, 250 targets of its 500 each time, so that
 * results / 5000 is the number of counties. All of it is in its place but the proofs: no draw has a log or evidence.
 */

export const YEARS = 5;
const DRAWS_A_YEAR = 4;
const DRAWN = 250;
const TARGETS = 500;
const INSPECTORS = 20;
const MATTERS = 5;
const AT_ONCE = 50_000;

/** Years count from 0, the last of them is `year`. */
export interface ProvinceSize {
  readonly results: number;
  readonly year: number;
}

export interface Province {
  readonly counties: number;
  readonly targets: number;
  readonly inspections: number;
  readonly published: number;
  /** Ids and codes of one agency of each level. */
  readonly agencies: Readonly<Record<'province' | 'city' | 'county', { readonly id: number; readonly code: string }>>;
  /** One that is drawn in each year. */
  readonly target: { readonly code: string; readonly name: string };
  readonly result: string;
  readonly draw: string;
}

/** Makes the rows. @param results a multiple of 50 000 */
export async function makeProvince(dataSource: DataSource, { results, year }: ProvinceSize): Promise<Province> {
  const mysql = isMysql(dataSource.createQueryRunner());
  const counties = results / (YEARS * DRAWS_A_YEAR * DRAWN);
  const cities = counties / 10;
  const perYear = results / YEARS;
  const draws = results / DRAWN;
  const rows = new FieldRows(dataSource);
  const first = year - YEARS + 1;
  /** The county's agency, of one that counts from 0. */
  const agencyOf = (county: string): string => `(${county} + ${2 + cities})`;
  const div = (a: string, b: number): string => (mysql ? `((${a}) DIV ${b})` : `((${a}) / ${b})`);
  const mod = (a: string, b: number): string => `((${a}) % ${b})`;
  const padded = (a: string, digits: number): string => `substr(${a} + ${10 ** digits}, 2)`;

  await rows.add('agencies', { id: 1, code: 'P', name: '某省民政厅', level: 'province', path: '/1/' });
  await rows.add(
    'agencies',
    ...Array.from({ length: cities }, (_, n) => ({
      id: n + 2,
      code: `C${n}`,
      name: `第${n}市民政局`,
      level: 'city',
      parent_id: 1,
      path: `/1/${n + 2}/`,
    })),
  );
  await rows.add(
    'agencies',
    ...Array.from({ length: counties }, (_, n) => {
      const [city, id] = [Math.floor(n / 10) + 2, n + 2 + cities];
      return { id, code: `X${n}`, name: `第${n}县民政局`, level: 'county', parent_id: city, path: `/1/${city}/${id}/` };
    }),
  );
  const at = '2020-01-01 00:00:00.000';
  const manifest = (
    JSON.parse(readFileSync(join(ROOT, 'src/protocol/vectors/small-draw.json'), 'utf8')) as { manifest: string }
  ).manifest;
  const hash = (n: string): string => `'${'a'.repeat(48)}' || ${padded(n, 12)} || 'beef'`;
  const salt = (n: string): string => `'${'5a'.repeat(10)}' || ${padded(n, 12)}`;

  /** For n from 0 in pieces, so that no transaction grows without bounds. */
  const make = async (
    table: string,
    count: number,
    columns: Readonly<Record<string, string>>,
    more = '',
    values: readonly unknown[] = [],
  ): Promise<void> => {
    const names = Object.keys(columns).join(', ');
    const select = Object.values(columns).join(', ');
    for (let start = 0; start < count; start += AT_ONCE) {
      await dataSource.transaction(async (manager) => {
        await bulk(manager, mysql);
        await manager.query(
          `INSERT INTO ${table} (${names}) SELECT ${select} FROM bench_numbers ${more === '' ? 'WHERE' : `${more} AND`} n >= ? AND n < ?`,
          [...values, start, Math.min(count, start + AT_ONCE)],
        );
      });
    }
  };
  await numbers(dataSource, results);
  const record = { version: '1', created_at: `'${at}'`, updated_at: `'${at}'` };

  // matters, targets, inspectors of each county
  await make('matters', counties * MATTERS, {
    id: 'n + 1',
    agency_id: agencyOf(div('n', MATTERS)),
    code: `'M' || ${mod('n', MATTERS)}`,
    name_key: `'m' || ${mod('n', MATTERS)}`,
    name: `'第' || ${mod('n', MATTERS)} || '项检查'`,
    legal_basis: `'《慈善法》'`,
    methods: `'["on-site"]'`,
    qualifications: `'[]'`,
    ...record,
  });
  const targetName = (t: string): string => `'某市第' || ${t} || '号社会服务中心'`;
  const targetCode = (t: string): string => `'T' || ${padded(t, 8)}`;
  const targetKind = (t: string): string =>
    `CASE WHEN ${mod(t, 10)} = 9 THEN '个体工商户' WHEN ${mod(t, 2)} = 0 THEN '社会团体' ELSE '养老机构' END`;
  await make('targets', counties * TARGETS, {
    id: 'n + 1',
    agency_id: agencyOf(div('n', TARGETS)),
    code: targetCode('n'),
    code_kind: `'alias'`,
    name: targetName('n'),
    kind: targetKind('n'),
    region_code: `'330100'`,
    risk_class: `'B'`,
    state: `'active'`,
    address: `'人民路' || n || '号'`,
    ...record,
  });
  await make('inspectors', counties * INSPECTORS, {
    id: 'n + 1',
    agency_id: agencyOf(div('n', INSPECTORS)),
    code: `'I' || ${padded('n', 6)}`,
    name: `'执法员' || n`,
    certificate_number: `'证' || n`,
    valid_from: `'2000-01-01'`,
    valid_until: `'2099-12-31'`,
    qualifications: `'[]'`,
    expert: '0',
    available: '1',
    ...record,
  });

  // a plan of each county and year, two batches of each, two draws of each
  const yearOf = (d: string): string => `(${first} + ${div(d, counties * DRAWS_A_YEAR)})`;
  const quarterOf = (d: string): string => mod(div(d, counties), DRAWS_A_YEAR);
  /** A day of the month in which it is drawn, or of a later one. @param rest the day, and what follows, in SQL */
  const dayOf = (d: string, rest: string, later = 0): string =>
    `${yearOf(d)} || '-' || ${padded(`3 * ${quarterOf(d)} + ${1 + later}`, 2)} || '-' || ${rest}`;
  await make('plans', counties * YEARS, {
    id: 'n + 1',
    agency_id: agencyOf(mod('n', counties)),
    year: `${first} + ${div('n', counties)}`,
    title: `'年度计划'`,
    state: `'published'`,
    edition: '1',
    published_at: `'${at}'`,
    ...record,
  });
  await make('plan_editions', counties * YEARS, {
    plan_id: 'n + 1',
    edition: '1',
    action: `'published'`,
    plan: `'{"year":' || (${first} + ${div('n', counties)}) || ',"title":"年度计划","caps":[],"agency":{"code":"X' || ${mod('n', counties)} || '","name":"县民政局"}}'`,
    by_name: `'planner'`,
    at: `'${at}'`,
  });
  await make('batches', counties * YEARS * 2, {
    id: 'n + 1',
    plan_id: `${div('n', 2)} + 1`,
    code: `'B' || ${mod('n', 2)}`,
    name: `'第' || ${mod('n', 2)} || '批'`,
    filter: `'[]'`,
    rate_direction: `'number'`,
    rate_number: String(DRAWN),
    team_size: '2',
    qualifications: `'[]'`,
    schedule_kind: `'date'`,
    schedule: `'2026-03-01'`,
    time_zone: `'Asia/Shanghai'`,
    rest_days: `'keep'`,
    late_minutes: '1440',
    notice_minutes: '0',
    entropy_source: `'sealed'`,
    witnesses: `'[]'`,
    pools: `'open'`,
    ...record,
  });
  const countyOf = (d: string): string => mod(d, counties);
  const planOf = (d: string): string => `(${div(d, counties * DRAWS_A_YEAR)} * ${counties} + ${countyOf(d)} + 1)`;
  const batchOf = (d: string): string => `((${planOf(d)} - 1) * 2 + ${mod(quarterOf(d), 2)} + 1)`;
  const drawNumber = (d: string): string =>
    `${yearOf(d)} || '-' || ${padded(`${mod(d, counties * DRAWS_A_YEAR)} + 1`, 6)}`;
  await make('occurrences', draws, {
    id: 'n + 1',
    batch_id: batchOf('n'),
    ordinal: `${div(quarterOf('n'), 2)} + 1`,
    due_at: dayOf('n', `'05 01:00:00.000'`),
    announce_at: `'${at}'`,
    state: `'drawn'`,
  });
  await make(
    'draws',
    draws,
    {
      id: 'n + 1',
      number: drawNumber('n'),
      occurrence_id: 'n + 1',
      kind: `'draw'`,
      ordinal: '1',
      batch_id: batchOf('n'),
      agency_id: agencyOf(countyOf('n')),
      plan_version: '1',
      phase: `'issued'`,
      announced_at: dayOf('n', `'05 00:00:00.000'`),
      draw_at: dayOf('n', `'05 01:00:00.000'`),
      committed_at: dayOf('n', `'05 00:00:01.000'`),
      seeded_at: dayOf('n', `'05 01:00:01.000'`),
      drawn_at: dayOf('n', `'05 01:00:02.000'`),
      issued_at: dayOf('n', `'05 01:00:03.000'`),
      entropy_source: `'sealed'`,
      manifest: 'm.manifest',
      commitment: hash('n'),
      record_hash: hash('n'),
      population: String(TARGETS),
      sample_size: String(DRAWN),
    },
    `JOIN (SELECT ? AS manifest) m ON 1 = 1 WHERE 1 = 1`,
    [manifest],
  );
  const ofDraw = `JOIN (SELECT 0 AS k UNION SELECT 1) which ON 1 = 1 WHERE 1 = 1`;
  const matterOf = (d: string): string => `(${countyOf(d)} * ${MATTERS} + ${mod(quarterOf(d), 2)} * 2 + k + 1)`;
  await make(
    'batch_matters',
    counties * YEARS * 2,
    {
      batch_id: 'n + 1',
      matter_id: `${mod(div('n', 2), counties)} * ${MATTERS} + ${mod('n', 2)} * 2 + k + 1`,
    },
    ofDraw,
  );
  await make('draw_matters', draws, { draw_id: 'n + 1', matter_id: matterOf('n') }, ofDraw);
  await make(
    'draw_kind_matters',
    draws,
    { draw_id: 'n + 1', matter_id: matterOf('n'), target_kind: 'kind' },
    `JOIN (SELECT 0 AS k UNION SELECT 1) which ON 1 = 1
     JOIN (SELECT '社会团体' AS kind UNION SELECT '养老机构' UNION SELECT '个体工商户') kinds ON 1 = 1 WHERE 1 = 1`,
  );

  // what was drawn: all is closed but what the last quarter of the last year drew
  const d = div('n', DRAWN);
  const t = `(${countyOf(d)} * ${TARGETS} + ${mod(quarterOf(d), 2)} * ${DRAWN} + ${mod('n', DRAWN)})`;
  const open = results - perYear / DRAWS_A_YEAR;
  const visited = dayOf(d, padded(`${mod('n', 28)} + 1`, 2));
  const state = `CASE WHEN n < ${open} THEN 'closed' WHEN ${mod('n', 4)} = 0 THEN 'published' WHEN ${mod('n', 4)} = 1 THEN 'reported' WHEN ${mod('n', 4)} = 2 THEN 'visited' ELSE 'issued' END`;
  const isPublic = `(n < ${open} OR ${mod('n', 4)} = 0)`;
  const publishedAt = dayOf(d, `'10 02:00:00.000'`, 1);
  await make('inspections', results, {
    id: 'n + 1',
    draw_id: `${d} + 1`,
    ordinal: `${mod('n', DRAWN)} + 1`,
    batch_id: batchOf(d),
    agency_id: agencyOf(countyOf(d)),
    target_id: `${t} + 1`,
    target_code: targetCode(t),
    target_name: targetName(t),
    target_kind: targetKind(t),
    visit_from: dayOf(d, `'06'`),
    visit_until: dayOf(d, `'28'`),
    planned_on: dayOf(d, `'10'`),
    due_on: `CASE WHEN ${isPublic} THEN NULL ELSE ${dayOf(d, `'28'`)} END`,
    state,
    visited_on: `CASE WHEN n >= ${open} AND ${mod('n', 4)} = 3 THEN NULL ELSE ${visited} END`,
    published_at: `CASE WHEN ${isPublic} THEN ${publishedAt} END`,
    ...record,
  });
  await make(
    'inspection_seats',
    results,
    {
      inspection_id: 'n + 1',
      seat: 'k + 1',
      inspector_id: `${countyOf(d)} * ${INSPECTORS} + ${mod('n + 7 * k', INSPECTORS)} + 1`,
    },
    ofDraw,
  );
  const problem = `${mod('n', 20)} = 3`;
  await make(
    'findings',
    results,
    {
      id: 'n + 1',
      inspection_id: 'n + 1',
      code: `CASE WHEN ${problem} THEN 'ordered-to-correct' ELSE 'no-problem-found' END`,
      recorded_at: `'${at}'`,
    },
    `WHERE (n < ${open} OR ${mod('n', 4)} < 2)`,
  );
  await make(
    'rectifications',
    results,
    {
      id: 'n + 1',
      inspection_id: 'n + 1',
      agency_id: agencyOf(countyOf(d)),
      finding_code: `'ordered-to-correct'`,
      matter_key: '0',
      state: `'closed'`,
      ordered_on: visited,
      deadline: visited,
      outcome: `'mended'`,
      closed_at: publishedAt,
      ...record,
    },
    `WHERE ${problem} AND n < ${open}`,
  );

  // and what is public of it, in the form in which it is kept
  await make(
    'bulletins',
    results,
    {
      id: 'n + 1',
      kind: `'result'`,
      number: `${drawNumber(d)} || '.' || (${mod('n', DRAWN)} + 1)`,
      agency_id: agencyOf(countyOf(d)),
      year: yearOf(d),
      version: '1',
      hash: hash('n'),
      published_at: publishedAt,
      changed_at: publishedAt,
      inspection_id: 'n + 1',
      draw_id: `${d} + 1`,
      target_code: targetCode(t),
      target_kind: targetKind(t),
      person: `CASE WHEN ${mod(t, 10)} = 9 THEN 1 END`,
      visited_on: visited,
      problem: `CASE WHEN ${problem} THEN 1 END`,
    },
    `WHERE ${isPublic}`,
  );
  await make(
    'bulletin_versions',
    results,
    {
      bulletin_id: 'n + 1',
      version: '1',
      hash: hash('n'),
      by_name: `'planner'`,
      at: publishedAt,
    },
    `WHERE ${isPublic}`,
  );
  const person = (k: string): string => `${countyOf(d)} * ${INSPECTORS} + ${mod(`n + ${k}`, INSPECTORS)}`;
  const text = (...parts: readonly string[]): string => parts.join(' || ');
  await make(
    'bulletin_parts',
    results,
    {
      bulletin_id: 'n + 1',
      version: '1',
      piece: '0',
      content: text(
        `'{"document":{"agency":{"code":"X' || ${countyOf(d)} || '","name":"第' || ${countyOf(d)} || '县民政局"},"draw":{"number":"' || ${drawNumber(d)} || '","place":' || (${mod('n', DRAWN)} + 1) || ',"recordHash":"'`,
        hash(d),
        `'"},"target":{"code":"'`,
        hash('n'),
        `'","name":"'`,
        hash('n'),
        `'","kind":"'`,
        `(${targetKind(t)})`,
        `'"},"team":[{"name":"'`,
        hash('n'),
        `'","certificateNumber":"'`,
        hash('n'),
        `'","expert":false},{"name":"'`,
        hash('n'),
        `'","certificateNumber":"'`,
        hash('n'),
        `'","expert":false}],"matters":[{"code":"M0","name":"第0项检查","legalBasis":"《慈善法》"}],"visitedOn":"'`,
        visited,
        `'","targetState":null,"findings":[{"code":"'`,
        `(CASE WHEN ${problem} THEN 'ordered-to-correct' ELSE 'no-problem-found' END)`,
        `'","matter":null}],"format":"sortis-result/1","number":"'`,
        drawNumber(d),
        `'.' || (${mod('n', DRAWN)} + 1)`,
        `'","version":1,"previous":null,"reason":null,"publishedAt":"2026-01-01T00:00:00.000Z"},"openings":{"/target/code":{"value":"'`,
        targetCode(t),
        `'","salt":"'`,
        salt('n'),
        `'"},"/target/name":{"value":"'`,
        targetName(t),
        `'","salt":"'`,
        salt('n'),
        `'"},"/team/0/name":{"value":"执法员' || (${person('0')}) || '","salt":"'`,
        salt('n'),
        `'"},"/team/0/certificateNumber":{"value":"证' || (${person('0')}) || '","salt":"'`,
        salt('n'),
        `'"},"/team/1/name":{"value":"执法员' || (${person('7')}) || '","salt":"'`,
        salt('n'),
        `'"},"/team/1/certificateNumber":{"value":"证' || (${person('7')}) || '","salt":"'`,
        salt('n'),
        `'"}}}'`,
      ),
    },
    `WHERE ${isPublic}`,
  );
  await make(
    'bulletin_words',
    counties * TARGETS,
    { word: `substr(${targetName('n')}, k, 20)`, target_code: targetCode('n') },
    `JOIN (${Array.from({ length: 19 }, (_, k) => `SELECT ${k + 1} AS k`).join(' UNION ')}) places
       ON k <= ${mysql ? 'char_length' : 'length'}(${targetName('n')}) WHERE 1 = 1`,
  );
  await make('bulletins', counties * MATTERS, {
    id: `${results} + n + 1`,
    kind: `'checklist'`,
    number: 'n + 1',
    agency_id: agencyOf(div('n', MATTERS)),
    year: String(first),
    version: '1',
    hash: hash('n'),
    published_at: `'${first}-01-01 02:00:00.000'`,
    changed_at: `'${first}-01-01 02:00:00.000'`,
    matter_id: 'n + 1',
  });
  await make('bulletin_versions', counties * MATTERS, {
    bulletin_id: `${results} + n + 1`,
    version: '1',
    hash: hash('n'),
    by_name: `'planner'`,
    at: `'${first}-01-01 02:00:00.000'`,
  });
  await make('bulletin_parts', counties * MATTERS, {
    bulletin_id: `${results} + n + 1`,
    version: '1',
    piece: '0',
    content: `'{"document":{"agency":{"code":"X' || ${div('n', MATTERS)} || '","name":"县民政局"},"matter":{"code":"M' || ${mod('n', MATTERS)} || '","number":null,"category":null,"name":"第' || ${mod('n', MATTERS)} || '项检查","content":null,"targetKind":null,"importance":"general","methods":["on-site"],"methodText":null,"level":null,"legalBasis":"《慈善法》","rate":null,"frequency":null,"windowFrom":null,"windowUntil":null}},"openings":{}}'`,
  });
  await dataSource.transaction((manager) => manager.query('DROP TABLE bench_numbers'));
  // a database that has grown to this size over years knows how its rows are spread
  if (mysql) {
    const tables = 'inspections, draws, findings, inspection_seats, rectifications, targets, bulletins, bulletin_words';
    await dataSource.query(`ANALYZE TABLE ${tables}`);
  }

  return {
    counties,
    targets: counties * TARGETS,
    inspections: results,
    published: open + (results - open) / 4,
    agencies: { province: { id: 1, code: 'P' }, city: { id: 2, code: 'C0' }, county: { id: 2 + cities, code: 'X0' } },
    target: { code: 'T00000000', name: '某市第0号社会服务中心' },
    result: `${year}-000001.1`,
    draw: `${year}-000001`,
  };
}

/** What a session needs before it makes rows by the hundred thousand; the source is closed afterwards. */
async function bulk(manager: EntityManager, mysql: boolean): Promise<void> {
  if (!mysql) return;
  await manager.query(
    `SET SESSION sql_mode = CONCAT(@@sql_mode, ',PIPES_AS_CONCAT'), unique_checks = 0, foreign_key_checks = 0`,
  );
}

async function numbers(dataSource: DataSource, count: number): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await manager.query('CREATE TABLE bench_numbers (n integer PRIMARY KEY)');
    const digits = `(${Array.from({ length: 10 }, (_, n) => `SELECT ${n} AS d`).join(' UNION ALL ')})`;
    const places = Array.from({ length: String(count).length }, (_, at) => at);
    await manager.query(
      `INSERT INTO bench_numbers (n) SELECT * FROM (SELECT ${places.map((at) => `p${at}.d * ${10 ** at}`).join(' + ')} AS n
         FROM ${places.map((at) => `${digits} p${at}`).join(' CROSS JOIN ')}) every WHERE n < ${count}`,
    );
  });
}
