import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';

import { FirstAdministrator } from '../../src/accounts/first-administrator.js';
import { createApplication } from '../../src/application.js';
import { type Draw } from '../../src/drawing/draws/draw.entity.js';
import { ENTITIES } from '../../src/entities.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { DEFAULT_SUITE, fromHex, timeOfRound, witnessHash } from '../../src/protocol/index.js';
import { onEachDatabase } from '../support/databases.js';
import { DrawHouse } from '../support/draw-house.js';
import { stamp } from '../support/field-rows.js';
import { PASSWORD } from '../support/server.js';

/** Real rounds of quicknet, as in the protocol's known answers. */
const ROUND = 123;
const LATER = 657413;
const SIGNATURES = {
  [ROUND]: 'b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92',
  [LATER]: 'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b',
};
const HOUR = 3_600_000;
const DAY = timeOfRound(LATER) + 24 * HOUR;

interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look at answers as they come
  readonly body: any;
}

/* The whole application over HTTP, at a moment of the test's choosing; the draws themselves are conducted by the test. */
onEachDatabase('what people bring to a draw, over HTTP', (database) => {
  let app: NestExpressApplication;
  let dataSource: DataSource;
  let house: DrawHouse;
  let dir: string;
  let url: string;
  const before = { ...process.env };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-sources-'));
    const address = database.address();
    dataSource = await openDatabase(address, ENTITIES);
    house = new DrawHouse(dataSource);
    goTo(timeOfRound(ROUND) - 2 * HOUR);
    Object.assign(process.env, {
      SORTIS_DATA_DIR: dir,
      DATABASE_URL: address.kind === 'mysql' ? address.url : '',
      SORTIS_ADMIN_PASSWORD: PASSWORD,
      SORTIS_RUN_JOBS: 'false',
      SORTIS_LOG_LEVEL: 'silent',
      SORTIS_SIGN_IN_ATTEMPTS: '1000',
      NODE_ENV: 'production',
    });
    if (address.kind === 'sqlite') process.env.SORTIS_DATA_DIR = join(address.file, '..');
    app = await createApplication();
    const clock = app.get(Clock);
    clock.now = () => house.clock.now();
    await app.init();
    await app.get(FirstAdministrator).ensure();
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(async () => {
    await app.close();
    await dataSource.destroy();
    for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
    rmSync(dir, { recursive: true, force: true });
  });

  function goTo(moment: number): void {
    house.clock.offset = moment - Date.now();
  }

  const call = async (method: string, path: string, token?: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        connection: 'close',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  /** Signs in anew each time: a token does not live as long as the clock jumps. */
  const token = async (username: string): Promise<string> => {
    const { body, status } = await call('POST', '/session', undefined, { username, password: PASSWORD });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.accessToken as string;
  };
  const says = async (username: string, draw: Draw, what: string, body: unknown): Promise<Answer> =>
    call('POST', `/draws/${draw.id}/${what}`, await token(username), body);

  /** A draw of an agency with two planners, an inspector and an auditor, announced an hour before it is due. */
  async function begun(
    due: number,
    batch: Readonly<Record<string, unknown>>,
  ): Promise<{ occurrenceId: number; draw: Draw; who: string }> {
    goTo(due - HOUR);
    const { agencyId, occurrenceId } = await house.due(batch);
    await dataSource.transaction((manager) =>
      manager.query('UPDATE occurrences SET due_at = ? WHERE id = ?', [
        stamp(new Date(due).toISOString()),
        occurrenceId,
      ]),
    );
    const own = { agency_id: agencyId };
    await house.rows.add('targets', own, own, own);
    const [inspectorId] = await house.rows.add('inspectors', own, own, own);
    const [elsewhere] = await house.rows.add('agencies', { code: `EX${agencyId}` });
    const who = `h${agencyId}`;
    const admin = await token('admin');
    for (const [name, role, agency, inspector] of [
      ['a', 'planner', agencyId, null],
      ['b', 'planner', agencyId, null],
      ['auditor', 'auditor', agencyId, null],
      ['inspector', 'inspector', agencyId, inspectorId],
      ['stranger', 'planner', elsewhere, null],
      ['strange-admin', 'admin', elsewhere, null],
    ] as const) {
      const user = {
        username: `${who}.${name}`,
        displayName: name,
        password: PASSWORD,
        role,
        agencyId: agency,
        inspectorId: inspector,
      };
      const { body, status } = await call('POST', '/users', admin, user);
      if (status !== 201) throw new Error(JSON.stringify(body));
    }
    await house.step(occurrenceId);
    return { occurrenceId, draw: await house.drawOf(occurrenceId), who };
  }

  const rows = (draw: Draw): Promise<number> =>
    dataSource
      .query('SELECT COUNT(*) AS n FROM draw_statements WHERE draw_id = ?', [draw.id])
      .then((found: unknown) => Number((found as { n: unknown }[])[0]?.n));

  /** Whoever may not say it learns nothing, and says nothing. */
  async function refusesStrangers(who: string, draw: Draw, what: string, body: unknown): Promise<void> {
    const count = await rows(draw);
    const nowhere = { ...draw, id: 999_999 };
    for (const name of ['stranger', 'strange-admin']) {
      const hidden = await says(`${who}.${name}`, draw, what, body);
      const missing = await says(`${who}.${name}`, nowhere, what, body);
      expect([name, hidden.status, hidden.body.code]).toEqual([name, 404, 'not_found']);
      // the answer is that to a draw which is not there at all, but for its number
      const about = (answer: Answer, id: number): unknown =>
        JSON.parse(JSON.stringify({ ...answer.body, requestId: '' }).replaceAll(String(id), '#'));
      expect(about(hidden, draw.id)).toEqual(about(missing, nowhere.id));
    }
    for (const name of ['auditor', 'inspector'])
      expect([name, (await says(`${who}.${name}`, draw, what, body)).status]).toEqual([name, 403]);
    expect((await call('POST', `/draws/${draw.id}/${what}`, undefined, body)).status).toBe(401);
    const odd = await call('POST', `/draws/${draw.id}x/${what}`, await token(`${who}.a`), body);
    expect([400, 404]).toContain(odd.status);
    expect(await rows(draw)).toBe(count);
  }

  const refused = async (answer: Promise<Answer>, status: number, code: string): Promise<void> => {
    const { body, status: got } = await answer;
    expect({ got, code: body.code === 'invalid' ? body.errors[0].code : body.code }).toEqual({ got: status, code });
    expect(body.detail).toMatch(/\p{Script=Han}/u);
    expect(body.en.detail.length).toBeGreaterThan(5);
  };

  async function drawn(occurrenceId: number): Promise<void> {
    await house.step(occurrenceId);
    const draw = await house.drawOf(occurrenceId);
    expect(draw).toMatchObject({ phase: 'drawn', failure: null, waiting: null });
    expect((await house.verify(draw)).verdict).toBe('holds');
  }

  it('takes the round of the beacon that was announced, from those who plan, and no other', async () => {
    const { occurrenceId, draw, who } = await begun(timeOfRound(ROUND), { entropy_source: 'beacon' });
    const right = { round: ROUND, signature: SIGNATURES[ROUND] };
    goTo(timeOfRound(ROUND) + 1000);
    await refusesStrangers(who, draw, 'beacon-round', right);
    const carry = (body: unknown): Promise<Answer> => says(`${who}.a`, draw, 'beacon-round', body);
    await refused(carry({ round: LATER, signature: SIGNATURES[LATER] }), 400, 'wrong_round');
    await refused(carry({ round: ROUND, signature: SIGNATURES[LATER] }), 400, 'wrong_round');
    for (const [body, pointer] of [
      [{}, '/round'],
      [{ round: ROUND }, '/signature'],
      [{ ...right, round: '123' }, '/round'],
      [{ ...right, round: -1 }, '/round'],
      [{ ...right, round: 1e99 }, '/round'],
      [{ ...right, signature: 'zz' }, '/signature'],
      [{ ...right, signature: SIGNATURES[ROUND].toUpperCase() }, '/signature'],
      [{ ...right, more: 1 }, '/more'],
    ] as const) {
      const { body: problem, status } = await carry(body);
      expect([pointer, status, problem.errors?.map((fault: { pointer: string }) => fault.pointer)]).toEqual([
        pointer,
        400,
        expect.arrayContaining([pointer]),
      ]);
    }
    await refused(says(`${who}.a`, draw, 'figures', { numbers: '1' }), 409, 'another_source');
    await refused(
      says(`${who}.a`, draw, 'ceremony/reveals', { name: 'x', secret: 'ab'.repeat(32) }),
      409,
      'another_source',
    );
    expect(await rows(draw)).toBe(0);
    const { body, status } = await carry(right);
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { kind: 'round', by: `${who}.a`, outcome: { en: expect.stringContaining('verifies') } },
    });
    await drawn(occurrenceId);
    await refused(carry(right), 409, 'another_phase');
  });

  it('takes figures that two people have entered alike, and tells nobody what the first one entered', async () => {
    const { occurrenceId, draw, who } = await begun(DAY, { entropy_source: 'figures' });
    const at = new Date(DAY + HOUR).toISOString();
    const digits = (count: number): object => ({ count, form: 'digits', from: 0, to: 9 });
    const event = { at, name: '排列', number: '26120', groups: [digits(20)] };
    await refusesStrangers(who, draw, 'figures-events', { events: [event] });
    const name = (events: unknown): Promise<Answer> => says(`${who}.a`, draw, 'figures-events', { events });
    await refused(name([{ ...event, groups: [digits(3)] }]), 400, 'few_outcomes');
    await refused(name([{ ...event, at: new Date(DAY - HOUR + 60_000).toISOString() }]), 400, 'event_too_soon');
    await refused(name([{ ...event, groups: [{ ...digits(20), from: 9, to: 0 }] }]), 400, 'out_of_form');
    for (const wrong of [
      [],
      'x',
      [{ ...event, at: 'soon' }],
      [{ ...event, groups: [] }],
      Array.from({ length: 17 }, () => event),
    ])
      expect((await name(wrong)).status).toBe(400);
    expect(await rows(draw)).toBe(0);
    expect((await name([event])).status).toBe(201);
    await house.step(occurrenceId);
    expect((await house.drawOf(occurrenceId)).phase).toBe('committed');
    await refused(name([event]), 409, 'another_phase');

    const right = '0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9';
    const enter = (person: string, numbers: string): Promise<Answer> =>
      says(`${who}.${person}`, draw, 'figures', { numbers });
    await refused(enter('a', right), 409, 'too_early');
    goTo(DAY + 2 * HOUR);
    await refusesStrangers(who, draw, 'figures', { numbers: right });
    await refused(enter('a', '1 2 3'), 400, 'another_count');
    await refused(enter('a', right.replace('9', '12')), 400, 'out_of_form');
    const first = await enter('a', right);
    expect(first).toMatchObject({ status: 201, body: { kind: 'figures', by: `${who}.a` } });
    const again = await enter('a', right);
    expect(again.body.outcome.en).not.toContain('equal');
    const differing = await enter('b', right.replace('9', '8'));
    expect(differing.status).toBe(201);
    await house.step(occurrenceId);
    expect((await house.drawOf(occurrenceId)).phase).toBe('committed');
    // neither the answers nor the draw show what was entered
    const shown = await call('GET', `/draws/${draw.id}`, await token(`${who}.b`));
    expect(shown.status).toBe(200);
    for (const answer of [first, again, differing, shown])
      expect(JSON.stringify(answer.body)).not.toMatch(/0\D+1\D+2\D+3\D+4\D+5\D+6/);
    const last = await enter('b', right);
    expect(last.body.outcome.en).toContain('equal');
    await refused(enter('b', right), 409, 'figures_agreed');
    await drawn(occurrenceId);
    const { entropy } = await house.drawOf(occurrenceId);
    expect((JSON.parse(entropy ?? '') as { entered: string[] }).entered.sort()).toEqual([`${who}.a`, `${who}.b`]);
  });

  describe('a ceremony', () => {
    const secrets = ['11'.repeat(32), '22'.repeat(32)];
    const names = ['张三', '李四'];

    it('takes the hash of each witness before the commitment and his secret at the draw', async () => {
      const due = DAY + 24 * HOUR;
      const { occurrenceId, draw, who } = await begun(due, {
        entropy_source: 'ceremony',
        witnesses: JSON.stringify(names),
      });
      const hashes = names.map((name, n) => witnessHash(DEFAULT_SUITE, draw.number, name, fromHex(secrets[n] ?? '')));
      await refusesStrangers(who, draw, 'ceremony/commitments', { name: names[0], hash: hashes[0] });
      const hand = (body: unknown): Promise<Answer> => says(`${who}.a`, draw, 'ceremony/commitments', body);
      const reveal = (body: unknown): Promise<Answer> => says(`${who}.b`, draw, 'ceremony/reveals', body);
      await refused(hand({ name: '王五', hash: hashes[0] }), 400, 'no_witness');
      for (const hash of ['AB'.repeat(32), 'ab', 7, null])
        expect((await hand({ name: names[0], hash })).status).toBe(400);
      await refused(reveal({ name: names[0], secret: secrets[0] }), 409, 'another_phase');
      for (const [n, name] of names.entries()) expect((await hand({ name, hash: hashes[n] })).status).toBe(201);
      await house.step(occurrenceId);
      expect((await house.drawOf(occurrenceId)).phase).toBe('committed');
      await refused(hand({ name: names[0], hash: hashes[0] }), 409, 'another_phase');
      await refused(reveal({ name: names[0], secret: secrets[0] }), 409, 'too_early');

      goTo(due + 1000);
      await refusesStrangers(who, draw, 'ceremony/reveals', { name: names[0], secret: secrets[0] });
      await refused(reveal({ name: '王五', secret: secrets[0] }), 400, 'no_witness');
      await refused(reveal({ name: names[0], secret: secrets[1] }), 400, 'another_secret');
      const told = await reveal({ name: names[0], secret: secrets[0] });
      expect(told.status).toBe(201);
      const shown = await call('GET', `/draws/${draw.id}`, await token(`${who}.a`));
      for (const answer of [told, shown]) expect(JSON.stringify(answer.body)).not.toContain(secrets[0]);
      await house.step(occurrenceId);
      expect((await house.drawOf(occurrenceId)).phase).toBe('committed');
      expect((await reveal({ name: names[1], secret: secrets[1] })).status).toBe(201);
      await drawn(occurrenceId);
    });

    it('takes no secret after its time', async () => {
      const due = DAY + 72 * HOUR;
      const { occurrenceId, draw, who } = await begun(due, {
        entropy_source: 'ceremony',
        witnesses: JSON.stringify(names),
      });
      for (const [n, name] of names.entries()) {
        const hash = witnessHash(DEFAULT_SUITE, draw.number, name, fromHex(secrets[n] ?? ''));
        expect((await says(`${who}.a`, draw, 'ceremony/commitments', { name, hash })).status).toBe(201);
      }
      await house.step(occurrenceId);
      goTo(due + 25 * HOUR);
      await refused(
        says(`${who}.b`, draw, 'ceremony/reveals', { name: names[0], secret: secrets[0] }),
        409,
        'too_late',
      );
      expect(await house.step(occurrenceId)).toEqual({ done: true });
      expect((await house.drawOf(occurrenceId)).phase).toBe('ended');
    });
  });
});
