import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { stamp } from '../../../test/support/field-rows.js';
import { type Caller } from '../../accounts/caller.js';
import { ENTITIES } from '../../entities.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { DEFAULT_SUITE, fromHex, timeOfRound, witnessHash, type Manifest } from '../../protocol/index.js';
import { type Draw } from '../draws/draw.entity.js';

/** Real rounds of quicknet, as in the protocol's known answers. */
const ROUND = 123;
const LATER = 657413;
const SIGNATURES = {
  [ROUND]: 'b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92',
  [LATER]: 'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b',
};
/** Of the draws that wait for no round. */
const DAY = timeOfRound(LATER) + 86_400_000;
const HOUR = 3_600_000;

const file = (round: number, signed: 123 | 657413): string => JSON.stringify({ round, signature: SIGNATURES[signed] });
const honest = file(ROUND, ROUND);
const saying =
  (body: string, status = 200): RequestListener =>
  (_, response) => {
    response.writeHead(status).end(body);
  };

const DISHONEST: readonly (readonly [string, RequestListener, RegExp])[] = [
  ['another round', saying(file(LATER, LATER)), /announced is round 123/],
  ['another round under the name of this', saying(file(ROUND, LATER)), /BLS does not verify/],
  ['one bit changed', saying(honest.replace('b75c', 'b75d')), /BLS does not verify/],
  ['half of it', saying(honest.slice(0, 60)), /JSON/],
  ['a page', saying('<html>502</html>'), /JSON/],
  ['an error', saying(honest, 500), /status 500/],
  [
    'another address',
    (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    /status 302/,
  ],
  [
    'no end',
    (_, response) => {
      const more = (): void => {
        while (response.write('0'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    },
    /over 65536 bytes/,
  ],
  ['nothing', () => undefined, /did not finish/],
  ['a beginning', (_, response) => response.write('{"round":'), /did not finish/],
];

onEachDatabase('the sources of a draw', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;
  let mirror: Server;
  let answer: RequestListener = saying(honest);

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    mirror = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
    house = new DrawHouse(dataSource, `http://127.0.0.1:${(mirror.address() as AddressInfo).port}`);
    house.mirrors.patience = 300;
  });
  afterAll(async () => {
    mirror.closeAllConnections();
    mirror.close();
    await dataSource.destroy();
  });

  const goTo = (moment: number): void => {
    house.clock.offset = moment - Date.now();
  };

  const person = (username: string): Caller => ({
    userId: 1,
    username,
    role: 'planner',
    agencyId: null,
    inspectorId: null,
  });

  /** A draw of this source that is announced an hour before it is due. Later tests are about later moments: the log's time never goes back. */
  async function begun(
    due: number,
    batch: Readonly<Record<string, unknown>>,
    targets = 3,
  ): Promise<{ occurrenceId: number; draw: Draw }> {
    goTo(due - HOUR);
    const { agencyId, occurrenceId } = await house.due(batch);
    await dataSource.transaction((manager) =>
      manager.query('UPDATE occurrences SET due_at = ? WHERE id = ?', [
        stamp(new Date(due).toISOString()),
        occurrenceId,
      ]),
    );
    await house.rows.add('targets', ...Array.from({ length: targets }, () => ({ agency_id: agencyId })));
    await house.rows.add('inspectors', { agency_id: agencyId }, { agency_id: agencyId }, { agency_id: agencyId });
    await house.step(occurrenceId);
    return { occurrenceId, draw: await house.drawOf(occurrenceId) };
  }

  const logged = async (draw: Draw): Promise<string[]> =>
    (await house.log.entriesOf(draw.number)).map(({ entry }) => entry.kind);

  async function drawnAndHolding(occurrenceId: number): Promise<void> {
    await house.step(occurrenceId);
    const draw = await house.drawOf(occurrenceId);
    expect(draw).toMatchObject({ phase: 'drawn', failure: null, waiting: null });
    expect((await house.verify(draw)).steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(await logged(draw)).toEqual(['commit', 'reveal', 'record']);
  }

  it('draws from the announced round and no other, whatever the mirrors say', async () => {
    const { occurrenceId, draw } = await begun(timeOfRound(ROUND), { entropy_source: 'beacon' });
    expect(JSON.parse(draw.manifest ?? '')).toMatchObject({ entropy: { source: 'beacon', round: ROUND } });
    goTo(timeOfRound(ROUND) + 1000);
    for (const [what, behaviour, said] of DISHONEST) {
      answer = behaviour;
      expect(await house.step(occurrenceId)).toHaveProperty('again');
      const waiting = await house.drawOf(occurrenceId);
      expect({ what, phase: waiting.phase, entropy: waiting.entropy }).toEqual({
        what,
        phase: 'committed',
        entropy: null,
      });
      expect(waiting.waiting?.zh).toContain('123');
      expect(waiting.waiting?.answers[0]?.en).toMatch(said);
    }
    answer = saying(honest);
    await drawnAndHolding(occurrenceId);
    expect((await house.drawOf(occurrenceId)).commitment).toBe(draw.commitment);
  });

  it('takes the round from a file that was carried in, if it is the right one', async () => {
    answer = saying('', 500);
    const { occurrenceId, draw } = await begun(timeOfRound(LATER), { entropy_source: 'beacon' });
    goTo(timeOfRound(LATER) + 1000);
    const carry = (text: string): Promise<unknown> => house.statements.round(person('a'), draw.id, text);
    await expect(carry(file(LATER, ROUND))).rejects.toThrow('BLS');
    await expect(carry(file(ROUND, ROUND))).rejects.toThrow('announced is round');
    await carry(file(LATER, LATER));
    await drawnAndHolding(occurrenceId);
  });

  it('draws from figures that two people have entered alike', async () => {
    const { occurrenceId, draw } = await begun(DAY, { entropy_source: 'figures' });
    expect(draw).toMatchObject({ phase: 'announced' });
    expect(draw.waiting?.en).toContain('which published figures');
    const at = new Date(DAY + HOUR).toISOString();
    const groups = [{ count: 20, form: 'digits' as const, from: 0, to: 9 }];
    const event = { at, name: '排列', number: '26120', groups };
    const few = { events: [{ ...event, groups: [{ count: 3, form: 'digits' as const, from: 0, to: 9 }] }] };
    await expect(house.statements.events(person('a'), draw.id, few)).rejects.toThrow('2^64');
    // the same numbers three times over are no more than once
    const thrice = {
      events: [event, { ...event, number: '26121' }, { ...event, at: new Date(DAY + 2 * HOUR).toISOString() }],
    };
    await expect(house.statements.events(person('a'), draw.id, thrice)).rejects.toMatchObject({
      kind: 'invalid',
      faults: [expect.objectContaining({ code: 'event_twice', pointer: '/events/2' })],
    });
    await house.statements.events(person('a'), draw.id, { events: [event] });
    await house.step(occurrenceId);
    expect(await house.drawOf(occurrenceId)).toMatchObject({ phase: 'committed', waiting: null });

    const enter = (who: string, numbers: string): Promise<unknown> =>
      house.statements.figures(person(who), draw.id, { numbers });
    const right = '0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9';
    await expect(enter('a', right)).rejects.toThrow('from');
    goTo(DAY + 2 * HOUR);
    await expect(enter('a', '1 2 3')).rejects.toThrow('20 numbers; 3 were read');
    await expect(enter('a', right.replace('9', '12'))).rejects.toThrow('out of range');
    await enter('a', right);
    expect(await enter('a', right)).toMatchObject({ outcome: { en: expect.stringContaining('a second person') } });
    // one who enters what is not so keeps nobody from agreeing
    for (const wrong of ['8', '7']) {
      expect(await enter('c', right.replace('9', wrong))).toMatchObject({
        outcome: { en: expect.stringContaining('What a, c entered differs') },
      });
    }
    await house.step(occurrenceId);
    expect(await house.drawOf(occurrenceId)).toMatchObject({ phase: 'committed', entropy: null });
    expect((await house.drawOf(occurrenceId)).waiting?.zh).toContain('a、c 录入的数字互不相同');
    for (let n = 2; n < 20; n++) await enter('c', right.replace('9', '7'));
    await expect(enter('c', right)).rejects.toThrow('20 times');
    await enter('b', right);
    await expect(enter('d', right)).rejects.toThrow('already');
    await drawnAndHolding(occurrenceId);
    expect(JSON.parse((await house.drawOf(occurrenceId)).entropy ?? '')).toMatchObject({ entered: ['a', 'b'] });
  });

  it('warns where figures have fewer outcomes than the draw', async () => {
    const { occurrenceId, draw } = await begun(DAY + 3 * HOUR, { entropy_source: 'figures', rate_number: 30 }, 200);
    const at = new Date(DAY + 4 * HOUR).toISOString();
    const groups = [{ count: 20, form: 'digits' as const, from: 0, to: 9 }];
    await house.statements.events(person('a'), draw.id, { events: [{ at, name: '排列', number: '26121', groups }] });
    await house.step(occurrenceId);
    const { manifest } = await house.drawOf(occurrenceId);
    // C(200, 30) is some 2^118.3
    expect((JSON.parse(manifest ?? '') as Manifest).warnings).toContainEqual({
      bits: 66,
      code: 'few-outcomes',
      needed: 118,
    });
    goTo(DAY + 5 * HOUR);
    for (const who of ['a', 'b']) await house.statements.figures(person(who), draw.id, { numbers: '7 '.repeat(20) });
    await drawnAndHolding(occurrenceId);
  });

  describe('a ceremony', () => {
    const secrets = ['11'.repeat(32), '22'.repeat(32)];
    const names = ['张三', '李四'];

    async function committed(due: number, late = due - HOUR): Promise<{ occurrenceId: number; draw: Draw }> {
      const { occurrenceId, draw } = await begun(due, { entropy_source: 'ceremony', witnesses: JSON.stringify(names) });
      expect(draw.waiting?.zh).toContain('张三、李四');
      for (const [n, name] of names.entries()) {
        const hash = witnessHash(DEFAULT_SUITE, draw.number, name, fromHex(secrets[n] ?? ''));
        await house.statements.witness(person('a'), draw.id, { name, hash });
        for (const other of [hash, 'ab'.repeat(32)])
          await expect(house.statements.witness(person('b'), draw.id, { name, hash: other })).rejects.toThrow(
            'cannot be changed',
          );
      }
      goTo(late);
      await house.step(occurrenceId);
      goTo(due + 1000);
      return { occurrenceId, draw: await house.drawOf(occurrenceId) };
    }

    const reveal = (draw: Draw, n: number, secret = secrets[n] ?? ''): Promise<unknown> =>
      house.statements.secret(person('a'), draw.id, { name: names[n] ?? '', secret });

    it('draws when all have revealed', async () => {
      const { occurrenceId, draw } = await committed(2 * HOUR + DAY + 24 * HOUR);
      await expect(reveal(draw, 0, secrets[1])).rejects.toThrow('not the secret');
      await reveal(draw, 0);
      await house.step(occurrenceId);
      expect(await house.drawOf(occurrenceId)).toMatchObject({ phase: 'committed', entropy: null });
      await reveal(draw, 1);
      await drawnAndHolding(occurrenceId);
    });

    it('leaves ten minutes to see the commitment in, however late the hashes came', async () => {
      const due = DAY + 30 * HOUR;
      const { occurrenceId, draw } = await committed(due, due - 60_000);
      const { entropy } = JSON.parse(draw.manifest ?? '') as Manifest;
      expect(Date.parse(entropy.notBefore) - (draw.committedAt?.getTime() ?? 0)).toBeGreaterThanOrEqual(600_000);
      await expect(reveal(draw, 0)).rejects.toThrow('from');
      goTo(due + HOUR);
      await reveal(draw, 0);
      await reveal(draw, 1);
      await drawnAndHolding(occurrenceId);
    });

    it('ends in the open when one has not', async () => {
      const { occurrenceId, draw } = await committed(DAY + 48 * HOUR);
      await reveal(draw, 0);
      goTo(DAY + 73 * HOUR);
      await expect(reveal(draw, 1)).rejects.toThrow('ended at');
      expect(await house.step(occurrenceId)).toEqual({ done: true });
      const ended = await house.drawOf(occurrenceId);
      expect(ended).toMatchObject({ phase: 'ended', entropy: null, recordHash: null });
      expect(ended.failure?.zh).toContain('李四');
      expect(await logged(ended)).toEqual(['commit', 'end']);
      expect((await house.occurrence(occurrenceId)).state).toBe('stopped');
    });
  });
});
