import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { FieldRows } from '../../../test/support/field-rows.js';
import { type Caller } from '../../accounts/caller.js';
import { ENTITIES } from '../../entities.js';
import { StandingClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { Log } from '../../platform/log/log.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { CoveredAgencies } from '../covered-agencies.service.js';
import { PairingsService } from './pairings.service.js';

onEachDatabase('who was paired with whom', (database) => {
  let dataSource: DataSource;
  let pairings: PairingsService;
  let rows: FieldRows;
  const auditor: Caller = { userId: 1, username: 'a', role: 'auditor', agencyId: null, inspectorId: null };
  const county: Caller = { ...auditor, agencyId: 2 };

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    rows = new FieldRows(dataSource);
    // 1 the city, 2 a county below it, 3 another city
    await rows.add('agencies', { path: '/1/' }, { path: '/1/2/', parent_id: 1 }, { path: '/3/' });
    await rows.add('targets', { agency_id: 2 });
    // 1 to 4 officers of the county, 5 an expert, 6 of another city, 7 never drawn, 8 retired and never drawn
    await rows.add(
      'inspectors',
      { agency_id: 2, code: 'A1' },
      { agency_id: 2, code: 'A2' },
      { agency_id: 2, code: 'A3' },
      { agency_id: 2, code: 'A4' },
      { agency_id: 2, code: 'A5', expert: 1 },
      { agency_id: 3, code: 'B6' },
      { agency_id: 2, code: 'A7' },
      { agency_id: 2, code: 'A8', retired_at: '2026-01-01 00:00:00.000' },
    );
    await rows.add('plans', { agency_id: 2, year: 2026 }, { agency_id: 2, year: 2025 }, { agency_id: 1, year: 2026 });
    await rows.add('batches', { plan_id: 1 }, { plan_id: 2 }, { plan_id: 3 });
    await rows.add(
      'occurrences',
      ...[1, 1, 1, 2, 3].map((batch_id, n) => ({ batch_id, ordinal: n + 1, due_at: `2026-03-0${n + 1} 01:00:00.000` })),
    );
    await rows.add(
      'draws',
      { occurrence_id: 1, batch_id: 1, agency_id: 2 },
      { occurrence_id: 2, batch_id: 1, agency_id: 2, assigned: '{}' },
      { occurrence_id: 3, batch_id: 1, agency_id: 2, phase: 'drawn' },
      { occurrence_id: 4, batch_id: 2, agency_id: 2 },
      { occurrence_id: 5, batch_id: 3, agency_id: 1 },
    );
    const inspection = (
      draw_id: number,
      batch_id: number,
      agency_id: number,
      ordinal: number,
      state = 'issued',
    ): object => ({
      draw_id,
      batch_id,
      agency_id,
      target_id: 1,
      ordinal,
      state,
    });
    await rows.add(
      'inspections',
      ...([
        inspection(1, 1, 2, 1),
        inspection(1, 1, 2, 2, 'closed'),
        inspection(1, 1, 2, 3),
        inspection(1, 1, 2, 4, 'voided'),
        inspection(2, 1, 2, 1),
        inspection(3, 1, 2, 1),
        inspection(4, 2, 2, 1),
        inspection(5, 3, 1, 1),
      ] as Record<string, unknown>[]),
    );
    const team = (inspection_id: number, ...people: readonly number[]): Record<string, unknown>[] =>
      people.map((inspector_id, n) => ({
        inspection_id,
        seat: n + 1,
        inspector_id,
        expert: inspector_id === 5 ? 1 : null,
      }));
    await rows.add(
      'inspection_seats',
      ...team(1, 1, 2, 5),
      ...team(2, 2, 1),
      // an officer of other teams, who came to this one as an expert
      { inspection_id: 2, seat: 3, inspector_id: 3, expert: 1 },
      ...team(3, 1, 3, 6),
      ...team(4, 3, 4),
      ...team(5, 1, 4),
      ...team(6, 2, 3),
      ...team(7, 3, 4),
      ...team(8, 4, 6),
    );
    const log = new Log(new Config({ SORTIS_LOG_LEVEL: 'silent' }, '/'));
    const covered = new CoveredAgencies(dataSource, new AgencyScope(dataSource, log));
    pairings = new PairingsService(covered, dataSource, new StandingClock(new Date('2026-11-30T02:00:00.000Z')));
  });
  afterAll(() => dataSource.destroy());

  it('counts each pair once, in the order of ids; experts, void and foreign teams and those assigned by name apart', async () => {
    const { asOf, officers, pairs, ...rest } = await pairings.of(county, {});
    expect(asOf).toBe('2026-11-30T02:00:00.000Z');
    expect(rest).toMatchObject({ year: 2026, subtree: false, teams: 3, assignedByName: 1, officersInAll: 6 });
    expect(pairs).toEqual([
      { one: 1, other: 2, together: 2 },
      { one: 1, other: 3, together: 1 },
      { one: 1, other: 6, together: 1 },
      { one: 3, other: 6, together: 1 },
    ]);
    expect(officers.map(({ code, teams }) => [code, teams])).toEqual([
      ['A1', 3],
      ['A2', 2],
      ['A3', 1],
      ['A4', 0],
      ['A7', 0],
      ['B6', 1],
    ]);
  });

  it('is of one year, and of the agencies below where that is asked for', async () => {
    expect(await pairings.of(county, { year: 2025 })).toMatchObject({
      teams: 1,
      pairs: [{ one: 3, other: 4, together: 1 }],
    });
    expect(await pairings.of(county, { year: 2030 })).toMatchObject({ teams: 0, assignedByName: 0, pairs: [] });
    expect(await pairings.of(auditor, { agencyId: 1 })).toMatchObject({
      teams: 1,
      pairs: [{ one: 4, other: 6, together: 1 }],
    });
    const whole = await pairings.of(auditor, { agencyId: 1, subtree: true });
    expect(whole).toMatchObject({ teams: 4, subtree: true });
    expect(whole.pairs).toHaveLength(5);
  });

  it('is not of agencies that the caller does not see, and of none where none is named', async () => {
    await expect(pairings.of(county, { agencyId: 3 })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(pairings.of(auditor, {})).rejects.toMatchObject({ code: 'agency_required' });
  });

  it('shows the officers with most teams where there are more than a matrix holds', async () => {
    await rows.add('inspectors', ...Array.from({ length: 230 }, (_, n) => ({ agency_id: 2, code: `Z${1000 + n}` })));
    const { officers, officersInAll, pairs } = await pairings.of(county, {});
    expect([officersInAll, officers.length, pairs.length]).toEqual([236, 200, 4]);
    expect(officers.filter(({ teams }) => teams > 0)).toHaveLength(4);
    expect(officers.map(({ code }) => code)).toEqual(officers.map(({ code }) => code).sort());
  });
});
