import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { type Caller } from '../../accounts/caller.js';
import { ENTITIES } from '../../entities.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { type DomainError } from '../../platform/errors/domain-error.js';
import { type Draw } from './draw.entity.js';

onEachDatabase('reading draws', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;
  let draw: Draw;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
    const { agencyId, occurrenceId } = await house.due();
    const own = { agency_id: agencyId };
    await house.rows.add('targets', own, own, own);
    await house.rows.add('inspectors', own, own, own);
    house.beforeTask = ({ kind }) => {
      if (kind === 'lottery') throw new Error('the power is gone');
    };
    await house.conduct(occurrenceId).catch(() => undefined);
    draw = await house.drawOf(occurrenceId);
  });
  afterAll(() => dataSource.destroy());

  const caller = (agencyId: number | null): Caller => ({
    userId: 1,
    username: 'someone',
    role: 'auditor',
    agencyId,
    inspectorId: null,
  });

  it('answers for a draw of another agency as for one that is not there', async () => {
    const [elsewhere = 0] = await house.rows.add('agencies', { code: 'elsewhere' });
    const refusal = async (id: number): Promise<DomainError> =>
      house.draws.get(caller(elsewhere), id).then(
        () => {
          throw new Error('shown');
        },
        (error: unknown) => error as DomainError,
      );
    const [hidden, none] = [await refusal(draw.id), await refusal(draw.id + 1000)];
    expect(hidden.code).toBe(none.code);
    expect(hidden.text.zh.replace(String(draw.id), '…')).toBe(none.text.zh.replace(String(draw.id + 1000), '…'));
  });

  it('shows the secret to nobody before the record stands', async () => {
    expect(draw.sealedSecret).toMatch(/^[0-9a-f]{64}$/);
    const shown = [
      await house.draws.get(caller(null), draw.id),
      await house.draws.list(caller(null), {}),
      await house.draws.commitments({}),
      await house.draws.commitment(draw.number),
      await dataSource.query('SELECT * FROM history'),
    ];
    expect(JSON.stringify(shown)).toContain(draw.commitment ?? 'none');
    expect(JSON.stringify(shown)).not.toContain(draw.sealedSecret ?? 'none');
    await expect(house.draws.evidence(caller(null), draw.id)).rejects.toMatchObject({ code: 'not_drawn_yet' });
  });
});
