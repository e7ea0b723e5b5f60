import { describe, expect, it } from '@jest/globals';

import { LIBRARY_DAYS } from '../../planning/calendar/working-days/library-days.js';
import { calendarOf } from '../../planning/calendar/working-days/working-day-calendar.js';
import { forecastOf, type MissingMatter } from '../coverage-figures.js';
import { riskOf } from './coverage-risk.js';

const calendar = calendarOf(LIBRARY_DAYS);
const missing = (name: string, days: Partial<MissingMatter> = {}): MissingMatter => ({
  ...{ id: 1, code: name, name, agencyId: 1, drawnOn: null, plannedOn: null },
  ...days,
});
const within =
  (publicationDays: number) =>
  (...matters: MissingMatter[]): ReturnType<typeof riskOf> =>
    riskOf(forecastOf(matters, '2026-03-02'), 2026, { calendar, publicationDays });
const risk = within(20);

describe('the year of an agency is at risk', () => {
  it('where a matter is in no batch, named with the others', () => {
    const some = risk(missing('公墓检查', { plannedOn: '2026-05-06' }), missing('儿童福利机构检查'));
    expect(some?.code).toBe('unplanned');
    expect(some?.title.zh).toBe('2026 年有 1 个抽查事项没有安排，覆盖率到不了 100%');
    expect(some?.body.zh).toMatch(/^儿童福利机构检查。/);
    const many = risk(...Array.from({ length: 7 }, (_, n) => missing(`事项${n}`)));
    expect([many?.body.zh, many?.title.en]).toEqual([
      expect.stringContaining('事项4 等'),
      expect.stringContaining('7 matters are'),
    ]);
  });

  it('where the last draw leaves no time to publish within the year, to the day', () => {
    // 20 working days after the 3rd of December are the 31st, after the 4th the 4th of January
    expect(risk(missing('公墓检查', { plannedOn: '2026-12-03' }))).toBeUndefined();
    const late = risk(
      missing('公墓检查', { plannedOn: '2026-12-04' }),
      missing('养老机构检查', { plannedOn: '2026-05-06' }),
    );
    // an agency that gives itself less has more time to draw
    expect(within(19)(missing('公墓检查', { plannedOn: '2026-12-04' }))).toBeUndefined();
    expect([late?.code, late?.title.zh]).toEqual(['too-late', expect.stringContaining('2026-12-04')]);
  });

  it('nowhere else', () => {
    expect([risk(), risk(missing('公墓检查', { drawnOn: '2026-03-01' }))]).toEqual([undefined, undefined]);
  });
});
