import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource, type EntityManager } from 'typeorm';

import { onEachDatabase } from '../support/databases.js';
import { FieldRows } from '../support/field-rows.js';
import { Dice } from './dice.js';
import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { toHex, type TargetLeaf } from '../../src/protocol/index.js';
import { closedTask, drawTask, type DrawnTask, type DrawTask } from '../../src/protocol/vectors/small-draw.js';
import { type Draw } from '../../src/drawing/draws/draw.entity.js';
import { leafItem, PartWriter, type Part } from '../../src/drawing/draws/draw-parts.js';
import { indexPool } from '../../src/drawing/shown/pool-index.js';
import { ShownService } from '../../src/drawing/shown/shown.service.js';

const SALT = 'ab'.repeat(32);
const KINDS = ['养老机构', '社会团体', '民办非企业单位', '基金会'];

/** Four strata: one in every second row, one in every hundredth, one in a run of rows alone, and the rest. */
function manyStrata(dice: Dice): DrawTask {
  const count = dice.between(1100, 1600);
  const targets = Array.from({ length: count }, (_, n): TargetLeaf => {
    const kind = n > 700 && n < 740 ? 2 : n % 100 === 3 ? 1 : n % 2;
    return {
      attributes: { kind: KINDS[kind === 1 && n % 100 !== 3 ? 3 : kind]!, region: '990101', words: dice.hex64() },
      id: `T${String(n).padStart(6, '0')}`,
      salt: toHex(Buffer.from(dice.hex64(), 'hex')),
    };
  });
  const task = closedTask();
  return {
    ...task,
    targets,
    filter: [],
    maxLoad: null,
    strata: KINDS.map((kind, at) => ({
      censusBelow: null,
      conditions: [{ field: 'kind', in: [kind] }],
      id: `S${at}`,
      minimum: null,
      rate: { direction: 'number', number: dice.between(1, 9) },
      reserve: dice.between(0, 5),
    })),
    rules: [{ conditions: [], seats: [{ agencies: ['990101', '990102'], count: 2, qualifications: [] }] }],
    exclusions: Array.from({ length: dice.between(0, 40) }, (_, n) => ({
      id: `X${String(n).padStart(3, '0')}`,
      reason: 'retired',
      salt: SALT,
    })),
  };
}

onEachDatabase('what is shown of a draw with several strata', (database) => {
  let dataSource: DataSource;
  let rows: FieldRows;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    rows = new FieldRows(dataSource);
  });
  afterAll(() => dataSource.destroy());

  async function kept({ manifestBytes, evidence, commitment, recordHash, record }: DrawnTask): Promise<Draw> {
    const [agency_id = 0] = await rows.add('agencies', {});
    const [plan_id = 0] = await rows.add('plans', { agency_id });
    const [batch_id = 0] = await rows.add('batches', { plan_id });
    const [occurrence_id = 0] = await rows.add('occurrences', { batch_id });
    const [id = 0] = await rows.add('draws', { agency_id, batch_id, occurrence_id, phase: 'announced' });
    const write = (work: (manager: EntityManager) => Promise<void>): Promise<void> => dataSource.transaction(work);
    const lists = JSON.parse(Buffer.from(evidence).toString()) as Record<string, object[]>;
    for (const part of ['targets', 'inspectors', 'exclusions'] as const) {
      const writer = new PartWriter(id, part, write);
      for (const leaf of lists[part]!) await writer.item(leafItem(1, Buffer.from(JSON.stringify(leaf))));
      await writer.end();
    }
    const writer = new PartWriter(id, 'record' satisfies Part, write);
    await writer.run(Buffer.from(JSON.stringify(lists.record)));
    await writer.end();
    const entropy = JSON.stringify(record.entropy);
    const manifest = Buffer.from(manifestBytes).toString();
    return { id, number: '1', manifest, commitment, recordHash, entropy } as Draw;
  }

  it.each([1, 2])('is, byte for byte, what the protocol makes of it (%s)', async (n) => {
    const dice = new Dice(`strata ${n}`);
    const task = await drawTask(manyStrata(dice));
    expect(task.pairing.kind).toBe('paired');
    const draw = await kept(task);
    const draws = {
      recorded: () => ({ ...draw, record: [Buffer.from(JSON.stringify(recordIn(task)))] }),
      logProof: (_draw: Draw, _manifest: object, kinds: string[]) =>
        Promise.resolve(JSON.parse(Buffer.from(task.proofOf('T000000', kinds.length > 1)).toString()).log as object),
    };
    const indexes = { of: () => indexPool(dataSource, { id: draw.id, manifest: draw.manifest ?? '', recorded: true }) };
    const shown = new ShownService(dataSource, draws as never, indexes as never);

    const chunks: Uint8Array[] = [];
    for await (const chunk of (await shown.extractOf(draw)).bytes) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(task.extract)).toBe(true);

    const { exclusions, targets } = JSON.parse(Buffer.from(task.evidence).toString()) as Record<
      'exclusions' | 'targets',
      { id: string; attributes: { kind: string } }[]
    >;
    const rare = targets.filter(({ attributes: { kind } }) => kind === KINDS[1] || kind === KINDS[2]);
    const asked = [...rare.slice(0, 12), ...targets.slice(-3), ...exclusions.slice(-2)];
    for (let more = 0; more < 8; more++) asked.push(dice.of(targets));
    for (const { id } of asked) {
      const revealed = dice.once(2);
      const proof = await shown.proofOf(draw, id, { revealed, shownOnly: false });
      expect([id, Buffer.from(proof?.bytes ?? []).equals(task.proofOf(id, revealed))]).toEqual([id, true]);
    }
    for (const id of ['T0000001', 'A', 'X999'])
      expect(await shown.proofOf(draw, id, { revealed: true, shownOnly: false })).toBeUndefined();
  });
});

function recordIn({ evidence }: DrawnTask): object {
  return (JSON.parse(Buffer.from(evidence).toString()) as { record: object }).record;
}
