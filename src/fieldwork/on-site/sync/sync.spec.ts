import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../../test/support/databases.js';
import { jpeg, png, PROGRAMS, sha256, zip } from '../../../../test/support/site-files.js';
import { SITE_ENTITIES, SITE_NOW, SiteHouse, type Phone } from '../../../../test/support/site-house.js';
import { openDatabase } from '../../../platform/database/open-database.js';
import { type DomainError } from '../../../platform/errors/domain-error.js';
import { type SiteRecordResponse } from '../record/record.dto.js';
import { recordHash } from '../record/site-record.js';
import { type ActRequest } from './sync.dto.js';

const HERE = { longitude: 116_000_000, latitude: 40_001_000, accuracy: 10 };
/** 11 km north of the target. */
const FAR = { longitude: 116_000_000, latitude: 40_100_000, accuracy: 10 };
const MEGABYTE = 1024 * 1024;

onEachDatabase('what phones send', (database) => {
  let dataSource: DataSource;
  let house: SiteHouse;
  let code: string;
  /** Of the matter's questions. */
  let version: number;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), SITE_ENTITIES);
    house = new SiteHouse(dataSource, {
      SORTIS_INSPECTION_FILE_BYTES: String(5 * MEGABYTE),
      SORTIS_FILE_BYTES: String(3 * MEGABYTE),
    });
    await house.build();
    code = await house.code(1);
    const list = await house.questions.change(
      house.admin,
      1,
      {
        questions: [
          { key: 'licence', text: '证书是否悬挂', kind: 'yes-no', required: true, noSuggests: 'no-problem-found' },
          { key: 'beds', text: '床位', kind: 'number', required: true, unit: '张' },
        ],
      },
      undefined,
    );
    version = list.version;
  });
  afterAll(() => dataSource.destroy());
  beforeEach(async () => {
    house.clock.set(SITE_NOW);
    house.warned.length = 0;
    for (const id of [1, 2]) await house.put(id, 'accepted', ', visited_on = NULL');
  });

  const record = (id = 1): Promise<SiteRecordResponse> => house.records.of(house.planner, id);
  const answer = (phone: Phone, value: string, more: Partial<ActRequest> = {}, question = 'licence'): ActRequest =>
    phone.act('answer', 1, { matterId: 1, version, question, value }, more);
  const count = async (table: string): Promise<number> => {
    const rows = await dataSource.query<{ n: number | string }[]>(`SELECT COUNT(*) AS n FROM ${table}`);
    return Number(rows[0]?.n);
  };
  const refusal = async (work: Promise<unknown>): Promise<string> => {
    const error = (await work.then(
      () => Promise.reject(new Error('was not refused')),
      (reason: unknown) => reason,
    )) as DomainError;
    return `${error.kind} ${error.code}`;
  };

  describe('a check-in', () => {
    const checkIn = (phone: Phone, content: object = {}, inspection = 1): ActRequest =>
      phone.act('check-in', inspection, { code, place: HERE, ...content });

    it('is each one’s own, by the code or the address it stands in, with whose clock says what', async () => {
      const [one, other, expert] = [house.phone(1), house.phone(2, 3_600_000), house.phone(3)];
      expect(await one.told(checkIn(one))).toEqual(['taken']);
      expect(await other.told(checkIn(other, { code: `https://sortis.example/i/${code}`, place: null }))).toEqual([
        'taken',
      ]);
      expect(await expert.told(checkIn(expert))).toEqual(['taken']);
      const { checkIns } = await record();
      expect(checkIns.map(({ clock, distance, expert: assists, name }) => [name, clock, distance, assists])).toEqual([
        ['王芳', 'right', 111, false],
        // an hour ahead, and told apart
        ['李强', 'wrong', null, false],
        ['专家', 'right', 111, true],
      ]);
      for (const { at, receivedAt } of checkIns)
        expect([at, receivedAt]).toEqual([SITE_NOW, SITE_NOW].map((one) => one.toISOString()));
      expect(checkIns[1]?.saidAt).toBe('2026-03-20T03:00:00.000Z');
    });

    it('is refused far away, with how far, unless the reason stands beside it', async () => {
      house.clock.set(new Date('2026-03-21T02:00:00Z'));
      const phone = house.phone(1);
      const away = { ...HERE, latitude: 40_010_000 };
      const [{ problem } = { problem: null }] = (await phone.send(checkIn(phone, { place: away }))).items;
      expect(problem).toMatchObject({ code: 'too_far_away', status: 409, distance: 1112, mostMetres: 510 });
      expect(await phone.told(checkIn(phone, { place: away, farReason: '已搬迁至新址' }))).toEqual(['taken']);
      expect((await record()).checkIns.at(-1)).toMatchObject({ far: true, farReason: '已搬迁至新址', distance: 1112 });
      await dataSource.transaction((manager) =>
        manager.query('UPDATE agencies SET check_in_metres = 2000 WHERE id = 1'),
      );
      expect(await phone.told(checkIn(phone, { place: away }))).toEqual(['taken']);
      await dataSource.transaction((manager) => manager.query('UPDATE agencies SET check_in_metres = NULL'));
    });

    it('by a copied code is refused and on record: invented, of another inspection, in two places at once', async () => {
      house.clock.set(new Date('2026-03-22T02:00:00Z'));
      const [one, other] = [house.phone(1), house.phone(2)];
      expect(
        await one.told(
          checkIn(one, { code: '0000-0000-0000' }),
          checkIn(one, { code: await house.code(2) }),
          checkIn(one, {}, 1),
        ),
      ).toEqual(['refused code_unknown', 'refused code_of_another_inspection', 'taken']);
      // the same moment, 11 km away; the reason for the distance does not help
      expect(await other.told(checkIn(other, { place: FAR, farReason: '搬迁' }))).toEqual([
        'refused two_places_at_once',
      ]);
      const refused = (await record()).refused.filter(({ at }) => at.startsWith('2026-03-22'));
      expect(refused.map(({ by, problem }) => [by, problem.code])).toEqual([
        ['i2', 'two_places_at_once'],
        ['i1', 'code_of_another_inspection'],
        ['i1', 'code_unknown'],
      ]);
      expect(house.warned).toContainEqual(expect.objectContaining({ code: 'two_places_at_once', user: 'i2' }));
    });

    it('is nobody’s of another team, none outside the window, none without a certificate of that day', async () => {
      const stranger = house.phone(4);
      expect(await stranger.told(checkIn(stranger))).toEqual(['refused not_found']);
      const second = await house.code(2);
      expect(await stranger.told(checkIn(stranger, { code: second, place: null }, 2))).toEqual([
        'refused certificate_not_valid',
      ]);
      const planner = house.phone(1);
      expect(await planner.told(checkIn(planner, { code: await house.code(3), place: null }, 3))).toEqual([
        'refused not_accepted_yet',
      ]);
      house.clock.set(new Date('2026-04-01T02:00:00Z'));
      const late = house.phone(1);
      expect(await late.told(checkIn(late, { place: null }))).toEqual(['refused check_in_outside_window']);
      // done inside of it, it may come later
      expect(await late.told({ ...checkIn(late, { place: null }), at: '2026-03-31T10:00:00+08:00' })).toEqual([
        'taken',
      ]);
      await house.put(1, 'reviewed');
      expect(await late.told(checkIn(late, { place: null }))).toEqual(['refused record_fixed']);
    });
  });

  describe('answers', () => {
    it('stand by when they were given, stay all, and show where two differ', async () => {
      const [one, other] = [house.phone(1), house.phone(2)];
      const early = answer(one, 'no');
      house.clock.set(new Date(SITE_NOW.getTime() + 3_600_000));
      expect(await other.told(answer(other, 'yes'))).toEqual(['taken']);
      // without a network until now
      house.clock.set(new Date(SITE_NOW.getTime() + 7_200_000));
      expect(await one.told(early)).toEqual(['taken']);
      const [standing] = (await record()).answers;
      expect(standing).toMatchObject({
        disputed: true,
        current: { value: 'yes', by: 'i2' },
        earlier: [{ value: 'no', by: 'i1' }],
      });
      expect((await record()).missing).toEqual([{ matterId: 1, question: 'beds' }]);
      expect(await one.told(answer(one, 'yes'), answer(one, '36.5', {}, 'beds'))).toEqual(['taken', 'taken']);
      expect((await record()).answers.map(({ disputed }) => disputed)).toEqual([false, false]);
      expect((await record()).missing).toEqual([]);
    });

    it('are of a question that there is, about a matter of the inspection, until it is looked over', async () => {
      const phone = house.phone(1);
      const content = { matterId: 1, version, question: 'licence', value: 'yes' };
      const told = await phone.told(
        phone.act('answer', 1, { ...content, value: 'maybe' }),
        phone.act('answer', 1, { ...content, question: 'beds', value: 'many' }),
        phone.act('answer', 1, { ...content, question: 'nothing' }),
        phone.act('answer', 1, { ...content, version: 99 }),
        phone.act('answer', 1, { ...content, matterId: 2 }),
        phone.act('answer', 1, { ...content, value: 7 }),
        phone.act('answer', 1, { ...content, extra: 1 }),
        phone.act('answer', 1, {}),
        phone.act('answer', 99, content),
        phone.act('answer', 1, { ...content, note: 'x'.repeat(70_000) }),
      );
      expect(told).toEqual([
        ...[
          'refused answer_unfit',
          'refused answer_unfit',
          'refused unknown_question',
          'refused unknown_question_list',
        ],
        ...['refused matter_not_inspected', 'refused validation_failed', 'refused validation_failed'],
        ...['refused validation_failed', 'refused not_found', 'refused content_too_long'],
      ]);
      await house.put(1, 'published');
      expect(await phone.told(answer(phone, 'no'))).toEqual(['refused record_fixed']);
    });
  });

  describe('a visit and its findings', () => {
    it('go the way of the life, and two who say the same are both right', async () => {
      const [one, other] = [house.phone(1), house.phone(2)];
      expect(await one.told(one.act('visit', 1, {}))).toEqual(['taken']);
      expect(await other.told(other.act('visit', 1, {}))).toEqual(['taken']);
      const steps = await house.life.stepsOf(house.planner, 1);
      expect(steps.map(({ by, on, step }) => [step, on, by])).toEqual([['visit', '2026-03-20', 'i1']]);
      const findings = { findings: [{ code: 'no-problem-found', matterId: 1 }] };
      expect(
        await one.told(one.act('findings', 1, { findings: [{ code: 'nothing' }] }), one.act('findings', 1, findings)),
      ).toEqual(['refused unknown_finding_code', 'taken']);
      expect(await record()).toMatchObject({ state: 'reported' });
      const early = house.phone(1);
      expect(await early.told(early.act('visit', 3, {}))).toEqual(['refused step_out_of_order']);
    });

    it('say in what state the target was met, by the rules of any visit', async () => {
      const [one, other] = [house.phone(1), house.phone(2)];
      const met = async (): Promise<string | null> => (await house.inspections.get(house.planner, 2)).targetState;
      await house.put(2, 'accepted', ', visited_on = NULL, target_state = NULL');
      const at = (phone: Phone, content: object): Promise<string[]> => phone.told(phone.act('visit', 2, content));
      expect(await at(one, { targetState: 'gone' })).toEqual(['refused validation_failed']);
      expect(await at(one, { targetState: 'closed' })).toEqual(['taken']);
      expect(await met()).toBe('closed');
      // who says nothing of it, or the same, changes nothing; another word puts it right, with a reason
      const third = house.phone(4);
      expect(await at(third, {})).toEqual(['taken']);
      expect(await at(third, { targetState: 'closed' })).toEqual(['taken']);
      expect((await house.life.stepsOf(house.planner, 2)).map(({ targetState }) => targetState)).toEqual(['closed']);
      expect(await at(third, { targetState: 'moved' })).toEqual(['refused required']);
      expect(await at(third, { targetState: 'moved', note: '已迁出' })).toEqual(['taken']);
      expect(await met()).toBe('moved');
      expect(await at(other, { targetState: 'moved' })).toEqual(['refused not_found']);
      const findings = { findings: [{ code: 'unreachable' }] };
      expect(await one.told(one.act('findings', 2, findings))).toEqual(['taken']);
      expect(await met()).toBe('moved');
    });
  });

  describe('files', () => {
    const put = (bytes: Uint8Array, said = sha256(bytes), who = house.inspector(1)): Promise<{ before: boolean }> =>
      house.files.put(who, 1, said, Readable.from([bytes]), bytes.length);
    const read = async (hash: string): Promise<Buffer> => {
      const pieces: Buffer[] = [];
      for await (const piece of house.files.bytes(await house.files.get(house.planner, 1, hash))) pieces.push(piece);
      return Buffer.concat(pieces);
    };

    it('are kept whole over many pieces, once, and read again by those who see the inspection', async () => {
      const photo = jpeg({ data: Buffer.alloc(MEGABYTE, 'photo!') });
      expect(await put(photo)).toMatchObject({ before: false, mediaType: 'image/jpeg', bytes: photo.length });
      expect(await put(photo)).toMatchObject({ before: true });
      expect(await read(sha256(photo))).toEqual(photo);
      expect(await refusal(house.files.get(house.inspector(4), 1, sha256(photo)))).toBe('not-found not_found');
      expect(await refusal(house.files.get(house.planner, 2, sha256(photo)))).toBe('not-found not_found');
      expect(await refusal(put(photo, sha256(photo), house.inspector(4)))).toBe('not-found not_found');
    });

    it('are refused where they are wrong, and nothing of them stays', async () => {
      const before = [await count('site_files'), await count('site_file_pieces')];
      for (const [bytes, why] of [
        [PROGRAMS[0]!, 'unsupported file_type'],
        [zip(), 'unsupported file_type'],
        [Buffer.concat([jpeg(), zip()]), 'unsupported file_of_two_kinds'],
        [png(20_000, 20_000), 'unsupported picture_too_large'],
        [jpeg().subarray(0, 40), 'unsupported file_broken'],
        [Buffer.alloc(0), 'invalid file_empty'],
        [jpeg({ data: Buffer.alloc(3 * MEGABYTE) }), 'too-large file_too_large'],
      ] as const)
        expect([why, await refusal(put(bytes))]).toEqual([why, why]);
      expect(await refusal(put(jpeg(), 'ab'.repeat(32)))).toBe('invalid hash_mismatch');
      const most = jpeg({ data: Buffer.alloc(2 * MEGABYTE, 1) });
      await put(most);
      expect(await refusal(put(jpeg({ data: Buffer.alloc(2.5 * MEGABYTE, 2) })))).toBe(
        'too-large inspection_files_full',
      );
      await house.put(1, 'reviewed');
      expect(await refusal(put(png()))).toBe('conflict record_fixed');
      expect([await count('site_files'), await count('site_file_pieces')]).toEqual([
        before[0]! + 1,
        before[1]! + Math.ceil(most.length / 60_000),
      ]);
    });

    it('are let go by where they are too large, said or not, to an end and not in memory', async () => {
      let read = 0;
      const endless = function* (): Generator<Buffer> {
        for (;;) {
          read++;
          yield Buffer.alloc(64 * 1024, 1);
        }
      };
      const from = (length: number | undefined): Promise<unknown> =>
        house.files.put(house.inspector(1), 1, 'ab'.repeat(32), Readable.from(endless()), length);
      expect(await refusal(from(50 * MEGABYTE))).toBe('too-large file_too_large');
      expect(await refusal(from(undefined))).toBe('too-large file_too_large');
      // the rest is let run dry, to an end
      expect(read).toBeLessThan(2500);
    });

    it('are described and marked, and stay', async () => {
      const photo = png();
      await put(photo);
      const phone = house.phone(1);
      const said = { sha256: sha256(photo), caption: '大门', matterId: 1, question: 'licence' };
      expect(
        await phone.told(
          phone.act('file', 1, said),
          phone.act('file', 1, { ...said, sha256: 'cd'.repeat(32) }),
          phone.act('file', 1, { ...said, matterId: 2 }),
          phone.act('remove-file', 1, { sha256: said.sha256, reason: '拍错' }),
          phone.act('remove-file', 1, { sha256: said.sha256, reason: '拍错' }),
        ),
      ).toEqual([
        'taken',
        'refused file_not_there',
        'refused matter_not_inspected',
        'taken',
        'refused file_removed_already',
      ]);
      const shown = (await record()).files.find(({ sha256: hash }) => hash === said.sha256);
      expect(shown).toMatchObject({ caption: '大门', removed: true, removedReason: '拍错', mediaType: 'image/png' });
      expect(await read(said.sha256)).toEqual(photo);
    });
  });

  describe('a signature', () => {
    const strokes = [[1, 1, 50, 60, 100, 80, 200, 150]];

    it('is of the record as it was seen, and a later change shows', async () => {
      house.clock.set(new Date(SITE_NOW.getTime() + 10_800_000));
      const phone = house.phone(1);
      await phone.send(answer(phone, 'yes'));
      const { recordHash: seen } = await record();
      const sign = (content: object): ActRequest =>
        phone.act('signature', 1, { signer: 'target', name: '张三', recordHash: seen, strokes, ...content });
      expect(
        await phone.told(
          sign({}),
          sign({ signer: 'inspector', name: '王芳' }),
          sign({ signer: 'inspector', name: '李强' }),
          sign({ signer: 'witness', name: '见证人', refusal: '拒绝签名' }),
          sign({ signer: 'witness', name: '见证人' }),
          sign({ refusal: '不签' }),
          sign({ recordHash: 'ef'.repeat(32) }),
          sign({ strokes: [[1, 2]] }),
        ),
      ).toEqual([
        ...['taken', 'taken', 'refused signs_for_another', 'taken', 'refused refusal_of_witness'],
        ...['refused refusal_of_witness', 'taken', 'refused strokes_count'],
      ]);
      const versions = async (): Promise<string[]> => (await record()).signatures.map(({ version: of }) => of);
      expect(await versions()).toEqual(['present', 'present', 'present', 'unknown']);
      await phone.send(answer(phone, 'no'));
      expect(await versions()).toEqual(['earlier', 'earlier', 'earlier', 'unknown']);
    });

    it('is over bytes that anyone can make', () => {
      const of = { inspectionId: 1, targetCode: 'T1', targetName: '甲', files: ['b', 'a'], answers: [] };
      expect(recordHash(of)).toBe(
        sha256(
          Buffer.from(
            '{"answers":[],"files":["a","b"],"format":"sortis-on-site-record/1","inspectionId":1,"targetCode":"T1","targetName":"甲"}',
          ),
        ),
      );
    });
  });

  describe('a batch', () => {
    it('sent again gets the answers that it got, taken or refused', async () => {
      const phone = house.phone(1);
      const acts = [answer(phone, 'yes'), answer(phone, 'maybe'), answer(phone, 'no')];
      const first = await phone.send(...acts);
      const [rows, told] = [await count('site_answers'), await count('field_acts')];
      const again = await phone.send(...acts);
      expect(again.items.map(({ status }) => status)).toEqual(['taken-before', 'refused', 'taken-before']);
      expect(again.items[1]).toEqual(first.items[1]);
      expect([await count('site_answers'), await count('field_acts')]).toEqual([rows, told]);
      expect(again.nextSequence).toBe(4);
    });

    it('is of whoever it says, and not of who has signed in since', async () => {
      const phone = house.phone(1);
      const act = answer(phone, 'yes');
      const send = (userId: number) =>
        house.sync.sync(house.inspector(1), { device: phone.device, userId, sentAt: act.at, acts: [act] });
      const before = await count('field_acts');
      expect(await refusal(send(house.inspector(2).userId))).toBe('conflict acts_of_another_person');
      expect(await count('field_acts')).toBe(before);
      expect((await send(house.inspector(1).userId)).items.map(({ status }) => status)).toEqual(['taken']);
    });

    it('waits for what comes before, says what hangs on a refusal, and tells ids and numbers apart', async () => {
      const phone = house.phone(1);
      const [one, two] = [answer(phone, 'maybe'), answer(phone, 'yes')];
      expect(await phone.told(two)).toEqual(['waiting']);
      const needing = answer(phone, 'yes', { needs: [one.id] });
      const unknown = answer(phone, 'yes', { needs: [randomUUID()] });
      // in whatever order they stand
      expect(await phone.told(unknown, needing, two, one)).toEqual([
        ...['refused needed_act_unknown', 'refused needed_act_refused', 'taken', 'refused answer_unfit'],
      ]);
      expect(await phone.told({ ...two, content: { ...two.content, value: 'no' } })).toEqual(['refused act_id_reused']);
      expect(await phone.told({ ...two, id: randomUUID() })).toEqual(['refused sequence_taken']);
      // numbers are each phone's own, and ids each person's
      const other = house.phone(2);
      expect(await other.told({ ...one, content: two.content, sequence: 1 })).toEqual(['taken']);
    });

    it('sent many times at once counts once', async () => {
      const phone = house.phone(1);
      const acts = Array.from({ length: 6 }, () => answer(phone, 'yes'));
      const before = await count('site_answers');
      const all = await Promise.allSettled(Array.from({ length: 6 }, () => phone.send(...acts)));
      // who meets too many others may be told to come again
      expect(all.some(({ status }) => status === 'fulfilled')).toBe(true);
      expect((await phone.told(...acts)).every((one) => one.startsWith('taken'))).toBe(true);
      expect(await count('site_answers')).toBe(before + 6);
    });

    it('cut, doubled and reordered in any way ends in the same state', async () => {
      const runs = database.name === 'SQLite' ? 25 : 10;
      const parts = fc.array(fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 10 }), { maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(parts, async (schedule) => {
          const phone = house.phone(1);
          const acts = Array.from({ length: 8 }, (_, at) =>
            answer(phone, at === 3 ? 'maybe' : 'yes', { sequence: at + 1 }),
          );
          const before = await count('site_answers');
          for (const part of schedule) await phone.send(...part.flatMap((at) => acts[at] ?? []));
          await phone.send(...acts);
          expect(await count('site_answers')).toBe(before + 7);
          const rows = await dataSource.query<{ act: string }[]>(
            'SELECT a.act AS act FROM field_acts a JOIN field_devices d ON d.id = a.device_id WHERE d.device = ? ORDER BY a.id',
            [phone.device],
          );
          expect(rows.map(({ act }) => act)).toEqual(acts.map(({ id }) => id));
        }),
        { numRuns: runs },
      );
    });
  });

  it('a phone is given its day, and a list of questions its versions', async () => {
    const { fileBytes, inspections, more } = await house.bundles.of(house.inspector(1));
    expect([more, fileBytes]).toEqual([false, 3 * MEGABYTE]);
    expect(inspections.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(inspections[0]).toMatchObject({
      target: { name: '阳光养老院', address: '示范路 1 号', longitude: 116_000_000 },
      team: [
        { name: '王芳', me: true },
        { name: '李强', me: false },
        { name: '专家', expert: true },
      ],
      matters: [{ id: 1, questions: { version, questions: [{ key: 'licence' }, { key: 'beds', unit: '张' }] } }],
      checkInMetres: 500,
      visitedOn: null,
      findings: [{ code: 'no-problem-found', matterId: 1, note: null }],
      targetState: null,
      remarks: null,
    });
    expect((await house.bundles.of(house.inspector(1), '2026-05-01')).inspections).toEqual([]);
    expect((await house.bundles.of(house.planner)).inspections).toEqual([]);
    const { questions } = await house.questions.of(house.admin, 1);
    expect(await refusal(house.questions.change(house.admin, 1, { questions: [] }, '"7"'))).toBe(
      'stale changed_meanwhile',
    );
    const emptied = await house.questions.change(house.admin, 1, { questions: [] }, `"${version}"`);
    expect(emptied).toMatchObject({ version: version + 1, questions: [] });
    expect((await house.questions.of(house.admin, 1, version)).questions).toEqual(questions);
    // answers to what was before somebody's eyes are still answers
    const phone = house.phone(1);
    expect(await phone.told(answer(phone, 'yes'))).toEqual(['taken']);
  });

  it('is never changed or removed', async () => {
    for (const table of [
      'field_acts',
      'check_ins',
      'site_answers',
      'site_signatures',
      'site_files',
      'site_file_pieces',
      'site_file_notes',
      'question_lists',
    ]) {
      expect([table, (await count(table)) > 0]).toEqual([table, true]);
      const [column] = table === 'site_file_pieces' ? ['ordinal'] : ['id'];
      await expect(
        dataSource.transaction((manager) => manager.query(`UPDATE ${table} SET ${column} = ${column} + 100000`)),
      ).rejects.toThrow(/append-only/);
      await expect(dataSource.transaction((manager) => manager.query(`DELETE FROM ${table}`))).rejects.toThrow(
        /append-only/,
      );
    }
  });
});
