import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type DataSource } from 'typeorm';

import { type Sender, type Sent, type SyncRequest, type SyncResponse } from '../../src/console/app/field/acts.js';
import { FieldQueue } from '../../src/console/app/field/queue.js';
import { signedBytes } from '../../src/console/app/field/signed-record.js';
import { recordBytes } from '../../src/fieldwork/on-site/record/site-record.js';
import { type SyncRequest as ServersRequest } from '../../src/fieldwork/on-site/sync/sync.dto.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import { toProblem } from '../../src/platform/http/problem.js';
import { jpeg, PROGRAMS } from '../support/site-files.js';
import { SITE_ENTITIES, SiteHouse } from '../support/site-house.js';
import { Disk } from './disk.js';

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What may become of a request. */
const FATES = [
  'arrives',
  'lost before',
  'lost after',
  'doubled',
  'an old one again',
  'half of it',
  'unreadable',
] as const;
type Fate = (typeof FATES)[number];

/** The service behind a network that does to requests what a list says, and lets them through when it is over. */
class BadNetwork implements Sender {
  private readonly sent: SyncRequest[] = [];
  /** What the server could not read, if there is such an act. */
  poison: string | undefined;

  constructor(
    private readonly house: SiteHouse,
    private readonly fates: Fate[],
  ) {}

  async sync(request: SyncRequest): Promise<Sent<SyncResponse>> {
    const old = this.sent[0];
    this.sent.push(request);
    if (request.acts.some(({ id }) => id === this.poison))
      return { kind: 'refused', problem: { code: 'validation_failed' } };
    switch (this.fates.shift()) {
      case 'lost before':
        throw new Error('no network');
      case 'lost after':
        await this.deliver(request);
        throw new Error('no network');
      case 'doubled':
        return Promise.all([this.deliver(request), this.deliver(request)]).then(([one]) => one);
      case 'an old one again':
        if (old !== undefined) await this.deliver(old);
        break;
      case 'half of it':
        // the server was killed in the middle
        await this.deliver({ ...request, acts: request.acts.slice(0, Math.ceil(request.acts.length / 2)) });
        throw new Error('no network');
      case 'unreadable':
        throw new Error('the server answered 503');
      case 'arrives':
      case undefined:
        break;
    }
    return this.deliver(request);
  }

  async upload(inspectionId: number, sha256: string, bytes: Uint8Array): Promise<Sent<unknown>> {
    const fate = this.fates.shift();
    if (fate === 'lost before') throw new Error('no network');
    const sent = await this.put(inspectionId, sha256, bytes);
    if (fate === 'lost after') throw new Error('no network');
    return sent;
  }

  private async put(inspectionId: number, sha256: string, bytes: Uint8Array): Promise<Sent<unknown>> {
    try {
      const source = Readable.from([bytes]);
      const answer = await this.house.files.put(this.house.inspector(1), inspectionId, sha256, source, bytes.length);
      return { kind: 'done', answer };
    } catch (error) {
      if (error instanceof DomainError) return { kind: 'refused', problem: toProblem(error, undefined) };
      throw error;
    }
  }

  private async deliver(request: SyncRequest): Promise<Sent<SyncResponse>> {
    const answer = await this.house.sync.sync(this.house.inspector(1), request as unknown as ServersRequest);
    return { kind: 'done', answer: answer as SyncResponse };
  }
}

describe('the queue of a phone', () => {
  let dir: string;
  let dataSource: DataSource;
  let house: SiteHouse;
  let version: number;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-queue-'));
    dataSource = await openDatabase({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') }, SITE_ENTITIES);
    house = new SiteHouse(dataSource);
    await house.build();
    const questions = [{ key: 'q', text: '问', kind: 'yes-no' as const }];
    ({ version } = await house.questions.change(house.admin, 1, { questions }, undefined));
  });
  afterAll(async () => {
    await dataSource.destroy();
    rmSync(dir, { recursive: true, force: true });
  });

  const outside = { now: () => house.clock.now(), newId: randomUUID, hash };
  const answer = (value: string): object => ({ matterId: 1, version, question: 'q', value });
  /** The acts of some ids as the server has them, in the order in which it took them. */
  const arrived = async (ids: readonly string[]): Promise<[string, string][]> => {
    const rows = await dataSource.query<{ act: string; outcome: string }[]>(
      `SELECT act AS act, outcome AS outcome FROM field_acts WHERE act IN (${ids.map(() => '?').join(', ')}) ORDER BY id`,
      [...ids],
    );
    return rows.map(({ act, outcome }) => [act, outcome]);
  };

  const doing = fc.oneof(
    fc.record({ kind: fc.constant('answer' as const), value: fc.constantFrom('yes', 'no', 'maybe') }),
    fc.record({ kind: fc.constant('photo' as const), value: fc.constantFrom('a', 'b', 'program') }),
    fc.constant({ kind: 'flush' as const, value: '' }),
    fc.constant({ kind: 'restart' as const, value: '' }),
  );

  it('brings everything once and in order, whatever is lost, doubled or started again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(doing, { minLength: 1, maxLength: 25 }),
        fc.array(fc.constantFrom(...FATES), { maxLength: 30 }),
        async (doings, fates) => {
          const [disk, network] = [new Disk(), new BadNetwork(house, [...fates])];
          let queue = new FieldQueue(disk, network, outside);
          const done: { id: string; taken: boolean }[] = [];
          for (const { kind, value } of doings) {
            if (kind === 'restart') queue = new FieldQueue(disk, network, outside);
            else if (kind === 'flush') await queue.flush();
            else if (kind === 'answer')
              done.push({ id: await queue.add('answer', 1, answer(value)), taken: value !== 'maybe' });
            else {
              const bytes = value === 'program' ? PROGRAMS[0]! : jpeg({ data: Buffer.from(value) });
              done.push({ id: await queue.addFile(1, bytes, { caption: value }), taken: value !== 'program' });
            }
          }
          for (let tries = 0; (await queue.flush()) !== 'all'; tries++) expect(tries).toBeLessThan(40);
          expect(await arrived(done.map(({ id }) => id))).toEqual(
            done.map(({ id, taken }) => [id, taken ? 'taken' : 'refused']),
          );
          const { refused, taken, waiting } = await queue.state();
          expect(waiting).toEqual([]);
          expect(taken).toBe(done.filter((one) => one.taken).length);
          // nothing that was refused is lost either
          expect(new Set(refused.map(({ act }) => act.id))).toEqual(
            new Set(done.filter((one) => !one.taken).map(({ id }) => id)),
          );
          expect(await disk.fileNames()).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('goes on behind an act that the server cannot read, and keeps it', async () => {
    const [disk, network] = [new Disk(), new BadNetwork(house, [])];
    const queue = new FieldQueue(disk, network, outside);
    const ids: string[] = [];
    for (const value of ['yes', 'no', 'yes', 'no']) ids.push(await queue.add('answer', 1, answer(value)));
    network.poison = ids[1];
    expect(await queue.flush()).toBe('all');
    expect((await arrived(ids)).map(([id]) => id)).toEqual([ids[0], ids[2], ids[3]]);
    expect((await queue.state()).refused).toMatchObject([
      { act: { id: ids[1] }, problem: { code: 'validation_failed' } },
    ]);
    await queue.seen(ids[1] ?? '');
    expect((await queue.state()).refused).toEqual([]);
  });

  it('takes another name where the server knows less than it did, or more', async () => {
    const [disk, network] = [new Disk(), new BadNetwork(house, [])];
    const queue = new FieldQueue(disk, network, outside);
    const ids = [await queue.add('answer', 1, answer('yes'))];
    await queue.flush();
    // a backup was restored: the device is not known any more
    await disk.change((state) => ({ ...state!, device: randomUUID() }));
    ids.push(await queue.add('answer', 1, answer('no')));
    expect(await queue.flush()).toBe('all');
    // the phone was: its numbers are taken
    await disk.change((state) => ({ ...state!, next: 1 }));
    ids.push(await queue.add('answer', 1, answer('yes')));
    expect(await queue.flush()).toBe('all');
    expect((await arrived(ids)).map(([id]) => id)).toEqual(ids);
  });

  it('signs the same bytes as the server', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    const code = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/);
    const signed = fc.record({
      inspectionId: fc.integer({ min: 1, max: 2_147_483_647 }),
      targetCode: code,
      targetName: text,
      answers: fc.array(fc.record({ matterId: fc.nat(), question: code, version: fc.nat(), value: text }), {
        maxLength: 10,
      }),
      files: fc.array(code, { maxLength: 5 }),
    });
    fc.assert(
      fc.property(signed, (record) => {
        expect(Buffer.from(signedBytes(record)).equals(Buffer.from(recordBytes(record)))).toBe(true);
      }),
    );
  });
});
