import { expect } from '@jest/globals';

import { CATCH_UP_JOB } from '../../src/disclosure/results/result-catch-up.service.js';
import { hashOf, type SealedDocument } from '../../src/disclosure/kept/sealed.js';
import { stamp } from '../support/field-rows.js';
import { PASSWORD, type Answer } from '../support/server.js';
import { type FaultHouse } from './rig/fault-house.js';
import { onEachFresh } from './rig/fault-on-each.js';
import { pause, type Life } from './rig/life.js';

/*
 * What is published is published once and whole: through kills at the COMMITs of publications, by processes that publish or
 * correct the same at once, and when what became public before bulletins were kept is caught up with.
 */

type Told = Pick<Answer, 'status' | 'body'>;

/** Someone who is signed in at one process. */
type Caller = (path: string, body: object) => Promise<Told>;

async function caller({ url }: Life): Promise<Caller> {
  const post = async (path: string, body: object, token = ''): Promise<Told> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const { body } = await post('/session', { username: 'admin', password: PASSWORD });
  return (path, sent) => post(path, sent, body.accessToken as string);
}

const publish = (id: number): [string, object] => [`/inspections/${id}/steps`, { step: 'publish' }];
const correct = (id: number, reason: string): [string, object] => [
  `/inspections/${id}/corrections`,
  { findings: [{ code: 'unreachable', note: reason }], reason },
];

/** Inspections that are visited and in this state, nobody's bulletin yet. */
async function inspected(house: FaultHouse, count: number, state: 'reviewed' | 'published'): Promise<number[]> {
  const { rows } = house.draws;
  const [agencyId = 0] = await rows.add('agencies', {});
  const [matterId = 0] = await rows.add('matters', { agency_id: agencyId });
  const [planId = 0] = await rows.add('plans', { agency_id: agencyId });
  const [batchId = 0] = await rows.add('batches', { plan_id: planId });
  const [occurrenceId = 0] = await rows.add('occurrences', { batch_id: batchId });
  const [drawId = 0] = await rows.add('draws', {
    ...{ occurrence_id: occurrenceId, batch_id: batchId, agency_id: agencyId },
    ...{ commitment: 'c'.repeat(64), record_hash: 'e'.repeat(64) },
  });
  await rows.add('draw_matters', { draw_id: drawId, matter_id: matterId });
  await rows.add('draw_kind_matters', { draw_id: drawId, matter_id: matterId });
  const inspectors = await rows.add('inspectors', { agency_id: agencyId }, { agency_id: agencyId });
  const targets = await rows.add('targets', ...Array.from({ length: count }, () => ({ agency_id: agencyId })));
  const ids = await rows.add(
    'inspections',
    ...targets.map((target_id, n) => ({
      ...{ draw_id: drawId, batch_id: batchId, agency_id: agencyId, target_id, ordinal: n + 1, state },
      ...{ visited_on: '2026-03-05', completed_at: stamp('2026-03-05T02:00:00Z') },
      published_at: state === 'published' ? stamp('2026-03-06T02:00:00Z') : null,
    })),
  );
  await rows.add('findings', ...ids.map((inspection_id) => ({ inspection_id, code: 'no-problem-found' })));
  await rows.add(
    'inspection_seats',
    ...ids.flatMap((inspection_id) =>
      inspectors.map((inspector_id, at) => ({ inspection_id, seat: at + 1, inspector_id })),
    ),
  );
  return ids;
}

interface Kept {
  readonly version: number;
  readonly hash: string;
  readonly reason: string | null;
  readonly document: SealedDocument['document'];
}

/** What is public of an inspection, after looking whether it hangs together: the last of these holds. */
async function bulletinOf(house: FaultHouse, inspectionId: number): Promise<Kept[]> {
  const heads = await house.query<{ id: number; version: number; hash: string }>(
    `SELECT id AS id, version AS version, hash AS hash FROM bulletins WHERE inspection_id = ${inspectionId}`,
  );
  const [head] = heads;
  if (head === undefined) return [];
  const rows = await house.query<{ version: number; hash: string; reason: string | null }>(
    `SELECT version AS version, hash AS hash, reason AS reason FROM bulletin_versions WHERE bulletin_id = ${head.id} ORDER BY version`,
  );
  const parts = await house.query<{ version: number; content: string }>(
    `SELECT version AS version, content AS content FROM bulletin_parts WHERE bulletin_id = ${head.id} ORDER BY version, piece`,
  );
  const kept = rows.map((row): Kept => {
    const content = parts.filter(({ version }) => version === row.version).map((part) => part.content);
    return { ...row, document: (JSON.parse(content.join('')) as SealedDocument).document };
  });
  expect([heads.length, head.version, head.hash]).toEqual([1, kept.length, kept.at(-1)?.hash]);
  for (const [at, { document, hash, version }] of kept.entries()) {
    expect([version, hash, document.version, document.previous]).toEqual([
      at + 1,
      hashOf(document),
      at + 1,
      kept[at - 1]?.hash ?? null,
    ]);
  }
  expect(parts.every(({ version }) => version <= kept.length)).toBe(true);
  return kept;
}

const stateOf = async (house: FaultHouse, id: number): Promise<string> =>
  (await house.query<{ state: string }>(`SELECT state AS state FROM inspections WHERE id = ${id}`))[0]?.state ?? '';

/** Kills a process at the COMMIT of what is asked of it. */
async function killedAt(house: FaultHouse, when: 'before' | 'after', asked: [string, object]): Promise<void> {
  const life = await house.begin({
    preload: ['at-commit.mjs'],
    environment: { KILL_AT_COMMIT: '1', KILL_OF: '(insert|update) bulletins', KILL_WHEN: when },
  });
  const call = await caller(await life.ready());
  await expect(call(...asked)).rejects.toThrow();
  expect((await life.ended).signal).toBe('SIGKILL');
}

onEachFresh('publications', [
  {
    name: 'are there whole or not at all, whenever the process is killed',
    seconds: 300,
    make: async (house) => {
      const [one = 0, two = 0, three = 0] = await inspected(house, 3, 'reviewed');
      const found = async (id: number): Promise<string[]> =>
        (await house.query<{ code: string }>(`SELECT code AS code FROM findings WHERE inspection_id = ${id}`)).map(
          ({ code }) => code,
        );

      await killedAt(house, 'before', publish(one));
      expect([await stateOf(house, one), await bulletinOf(house, one)]).toEqual(['reviewed', []]);
      await killedAt(house, 'after', publish(one));
      expect([await stateOf(house, one), (await bulletinOf(house, one)).length]).toEqual(['published', 1]);

      await killedAt(house, 'before', correct(one, '地址有误'));
      expect([await found(one), (await bulletinOf(house, one)).length]).toEqual([['no-problem-found'], 1]);
      await killedAt(house, 'after', correct(one, '地址有误'));
      expect([await found(one), (await bulletinOf(house, one)).map(({ reason }) => reason)]).toEqual([
        ['unreachable'],
        [null, '地址有误'],
      ]);

      // several at once are one transaction
      const both: [string, object] = ['/inspections/steps', { ids: [two, three], step: 'publish' }];
      await killedAt(house, 'before', both);
      for (const id of [two, three])
        expect([await stateOf(house, id), await bulletinOf(house, id)]).toEqual(['reviewed', []]);
    },
  },
  {
    name: 'of the same thing at once, by two processes, are one; the other is told',
    seconds: 300,
    make: async (house) => {
      const ids = await inspected(house, 6, 'reviewed');
      const lives = await Promise.all([house.begin(), house.begin()]);
      const callers = await Promise.all(lives.map(async (life) => caller(await life.ready())));
      const all = async (asked: (at: number) => [string, object], each: number): Promise<Told[]> =>
        Promise.all(Array.from({ length: each * 2 }, (_, at) => callers[at % 2]!(...asked(at))));
      const told = (answers: readonly Told[]): string[] =>
        answers.map(({ body, status }) => (status < 300 ? 'done' : `${status} ${body.code}`)).sort();
      for (const id of ids) {
        const answers = told(await all(() => publish(id), 2));
        expect(answers.filter((one) => one === 'done')).toHaveLength(1);
        // whoever came while it went on, and whoever came after
        for (const one of answers) expect(['done', '409 changed_meanwhile', '409 inspection_published']).toContain(one);
        expect(await bulletinOf(house, id)).toHaveLength(1);

        const corrections = await all((at) => correct(id, `更正${at}`), 2);
        const done = corrections.flatMap(({ status }, at) => (status < 300 ? [`更正${at}`] : []));
        for (const one of told(corrections)) expect(['done', '409 changed_meanwhile']).toContain(one);
        expect(done).not.toEqual([]);
        const kept = await bulletinOf(house, id);
        // each that was told it is done is a version, and nothing else is
        expect(
          kept
            .slice(1)
            .map(({ reason }) => reason)
            .sort(),
        ).toEqual(done.sort());
        const [finding] = await house.query<{ note: string }>(
          `SELECT note AS note FROM findings WHERE inspection_id = ${id}`,
        );
        expect(finding?.note).toBe(kept.at(-1)?.reason);
      }
      for (const life of lives) await life.kill('SIGTERM');
    },
  },
  {
    name: 'that were made before bulletins were kept are caught up with once, through kills, while the server serves',
    seconds: 360,
    make: async (house) => {
      const count = 260;
      const ids = await inspected(house, count, 'published');
      const kept = async (): Promise<number> =>
        Number((await house.query<{ n: number }>('SELECT COUNT(*) AS n FROM bulletins'))[0]?.n);

      // who has claimed the work is elsewhere: the start waits for none of it, and what is corrected has its first version before
      const { jobs, transactions } = house.draws;
      await transactions.run((manager) => jobs.recur(manager, CATCH_UP_JOB, 'bulletins'));
      const held = async (until: string): Promise<unknown> =>
        transactions.run((manager) =>
          manager.query(
            `UPDATE jobs SET state = 'running', owner = 'elsewhere', epoch = epoch + 1, lease_until = ? WHERE kind = ?`,
            [until, CATCH_UP_JOB],
          ),
        );
      const whileItStarts = new Date(Date.now() + 110_000).toISOString().replace('T', ' ').replace('Z', '');
      await held(whileItStarts);
      const first = await house.begin({ environment: { SORTIS_LEASE_SECONDS: '120' } });
      const call = await caller(await first.ready());
      expect(await kept()).toBe(0);
      const [, , corrected = 0] = ids;
      expect(await call(...correct(corrected, '更正'))).toMatchObject({ status: 201 });
      expect((await bulletinOf(house, corrected)).map(({ reason }) => reason)).toEqual([null, '更正']);
      await first.kill('SIGTERM');
      await held('2026-01-01 00:00:00.000');

      // process after process is killed at its first, second or third transaction
      let before = await kept();
      for (const [at, when] of [
        [1, 'before'],
        [1, 'after'],
        [3, 'before'],
      ] as const) {
        const life = await house.begin({
          preload: ['at-commit.mjs'],
          environment: { KILL_AT_COMMIT: String(at), KILL_OF: 'insert bulletins', KILL_WHEN: when },
        });
        expect((await life.endsBySelf(120)).signal).toBe('SIGKILL');
        // what was written stays, and the next goes on from there
        const now = await kept();
        expect(now - before).toBe(50 * (when === 'after' ? at : at - 1));
        before = now;
      }

      const lives = await Promise.all([house.begin(), house.begin()]);
      await Promise.all(lives.map((life) => life.ready()));
      for (const until = Date.now() + 120_000; (await kept()) < count && Date.now() < until;) await pause(50);
      const finished = async (): Promise<string | undefined> =>
        (await house.query<{ state: string }>(`SELECT state AS state FROM jobs WHERE kind = '${CATCH_UP_JOB}'`))[0]
          ?.state;
      for (const until = Date.now() + 120_000; (await finished()) !== 'done' && Date.now() < until;) await pause(50);
      expect(await finished()).toBe('done');
      expect(await kept()).toBe(count);
      // of each there is one, in one version; those beside the seams, and the corrected one, are looked at whole
      const versions = await house.query<{ id: number; n: number }>(
        `SELECT b.inspection_id AS id, COUNT(*) AS n FROM bulletins b
           JOIN bulletin_versions v ON v.bulletin_id = b.id GROUP BY b.inspection_id ORDER BY b.inspection_id`,
      );
      expect(versions.map(({ id, n }) => [id, Number(n)])).toEqual(ids.map((id) => [id, id === corrected ? 2 : 1]));
      for (const id of [corrected, ...ids.filter((_, at) => at % 50 < 2)])
        expect(await bulletinOf(house, id)).toHaveLength(id === corrected ? 2 : 1);
      for (const life of lives) await life.kill('SIGTERM');
    },
  },
]);
