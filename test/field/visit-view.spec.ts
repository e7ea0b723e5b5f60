import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type DataSource } from 'typeorm';

import { FieldQueue } from '../../src/console/app/field/queue.js';
import { emptyQueue, withKnown, type QueueState } from '../../src/console/app/field/queue-state.js';
import { doneSteps, nextStep, visitView, type BundleInspection } from '../../src/console/app/field/visit-view.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { jpeg } from '../support/site-files.js';
import { SITE_ENTITIES, SiteHouse } from '../support/site-house.js';
import { Disk } from './disk.js';

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const strokes = [[1, 1, 50, 60, 100, 80, 200, 150]];

describe('a visit as it is seen on the phone', () => {
  let dir: string;
  let dataSource: DataSource;
  let house: SiteHouse;
  let version: number;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-view-'));
    dataSource = await openDatabase({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') }, SITE_ENTITIES);
    house = new SiteHouse(dataSource);
    await house.build();
    const question = (key: string, required: boolean) => ({ key, text: '问', kind: 'text' as const, required });
    ({ version } = await house.questions.change(
      house.admin,
      1,
      { questions: [question('a', true), question('b', false)] },
      undefined,
    ));
  });
  afterAll(async () => {
    await dataSource.destroy();
    rmSync(dir, { recursive: true, force: true });
  });

  /** The inspection as a bundle brings it. */
  const fetched = async (): Promise<BundleInspection> => {
    const { inspections } = await house.bundles.of(house.inspector(1));
    return inspections.find(({ id }) => id === 1) as unknown as BundleInspection;
  };
  const sender = {
    sync: async (request: object) => ({
      kind: 'done' as const,
      answer: (await house.sync.sync(house.inspector(1), request as never)) as never,
    }),
    upload: async (id: number, sha256: string, bytes: Uint8Array) => ({
      kind: 'done' as const,
      answer: await house.files.put(house.inspector(1), id, sha256, Readable.from([bytes]), bytes.length),
    }),
  };

  const doing = fc.oneof(
    fc.record({ kind: fc.constant('answer' as const), key: fc.constantFrom('a', 'b'), value: fc.constantFrom('é', 'é', 'x') }), // prettier-ignore
    fc.record({ kind: fc.constant('photo' as const), key: fc.constant(''), value: fc.constantFrom('1', '2', '3') }),
    fc.record({ kind: fc.constant('remove' as const), key: fc.constant(''), value: fc.constantFrom('1', '2', '3') }),
    fc.record({ kind: fc.constant('sign' as const), key: fc.constant(''), value: fc.constant('') }),
    fc.record({ kind: fc.constant('find' as const), key: fc.constant(''), value: fc.constantFrom('脏', '') }),
  );

  it('is the same before and after it was sent and fetched again, and signs what the server has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(doing, { minLength: 1, maxLength: 12 }), async (doings) => {
        // whatever was done before stands in what was fetched
        const before = await fetched();
        const queue = new FieldQueue(new Disk(), sender, { now: () => house.clock.now(), newId: randomUUID, hash });
        for (const { key, kind, value } of doings) {
          house.clock.set(new Date(house.clock.now().getTime() + 1000));
          const now = visitView(before, await queue.state());
          const file = jpeg({ data: Buffer.from(value) });
          if (kind === 'answer') await queue.add('answer', 1, { matterId: 1, version, question: key, value });
          else if (kind === 'photo') await queue.addFile(1, file, { caption: value });
          else if (kind === 'remove') {
            const there = now.files.find(({ removed, sha256 }) => !removed && sha256 === hash(file));
            if (there !== undefined) await queue.add('remove-file', 1, { sha256: hash(file), reason: '拍错' });
          } else if (kind === 'sign')
            await queue.add('signature', 1, { signer: 'target', name: '张三', recordHash: now.recordHash, strokes });
          else
            await queue.add('findings', 1, {
              visitedOn: '2026-03-20',
              findings: [{ code: 'problem-pending', matterId: 1, ...(value === '' ? {} : { note: value }) }],
            });
        }
        const waiting = await queue.state();
        const seen = visitView(before, waiting);
        expect(await queue.flush()).toBe('all');
        const sent = await queue.state();
        expect(sent.refused).toEqual([]);
        const plain = (state: QueueState, inspection: BundleInspection): unknown => {
          const view = visitView(inspection, state);
          const of = (list: readonly object[]): unknown[] =>
            list.map((one) => ({ ...one, waiting: 0, version: 0, disputed: 0 })).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)); // prettier-ignore
          return {
            answers: of(view.answers),
            files: of(view.files),
            found: view.found && { ...view.found, waiting: 0 },
            hash: view.recordHash,
            missing: view.missing,
            signatures: of(view.signatures),
            steps: [...doneSteps(view)],
            next: nextStep(view),
          };
        };
        expect(plain(sent, before)).toEqual(plain(waiting, before));
        const after = await fetched();
        const known = withKnown(sent, new Set(sent.sent.map(({ act }) => act.id)));
        expect(plain(known, after)).toEqual(plain(waiting, before));
        // known or not yet known of, it is shown once
        expect(plain(emptyQueue('x'), after)).toEqual(plain(known, after));
        expect(seen.recordHash).toBe((await house.records.of(house.planner, 1)).recordHash);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps of what was sent all that is not known yet, and the last hundred', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (knowns) => {
        const sent = knowns.map((_, at) => ({ act: { id: String(at) } as never, known: false }));
        const ids = new Set(knowns.flatMap((known, at) => (known ? [String(at)] : [])));
        const after = withKnown({ ...emptyQueue('x'), sent }, ids).sent;
        expect(after.filter(({ known }) => !known)).toHaveLength(knowns.length - ids.size);
        expect(after.filter(({ known }) => known).map(({ act }) => act.id)).toEqual([...ids].slice(-100));
      }),
    );
  });
});
