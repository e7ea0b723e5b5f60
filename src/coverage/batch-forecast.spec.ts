import { expect, it } from '@jest/globals';

import { forecastOfBatch } from './batch-forecast.js';

const missing = (id: number, on: { drawnOn?: string; plannedOn?: string } = {}) => ({
  id,
  code: `M${id}`,
  name: `事项${id}`,
  agencyId: 1,
  drawnOn: null,
  plannedOn: null,
  ...on,
});

it('counts what the draw is sure to reach, and names what it may, and what nothing is planned for', () => {
  const facts = {
    activeMatters: 12,
    missing: [missing(1), missing(2, { plannedOn: '2026-05-01' }), missing(3), missing(4, { drawnOn: '2026-02-01' })],
    pool: 150,
    inspectedTargets: 148,
  };
  const reached = [
    { id: 1, reach: 'sure' as const },
    { id: 2, reach: 'possible' as const },
    { id: 3, reach: 'possible' as const },
    // covered already: it adds nothing
    { id: 9, reach: 'sure' as const },
  ];
  const told = forecastOfBatch(facts, reached, 5);
  expect(told.matterCoverage).toMatchObject({ numerator: 8, denominator: 12 });
  expect(told.withDraw).toMatchObject({ numerator: 9, denominator: 12 });
  expect(told.perhaps.map(({ id }) => id)).toEqual([2, 3]);
  expect(told.unplanned.map(({ id }) => id)).toEqual([3]);
  expect(told.targetCoverage).toMatchObject({ numerator: 148, denominator: 150 });
  expect(told.targetsAtMost).toMatchObject({ numerator: 150, denominator: 150 });
});
