import { describe, expect, it } from '@jest/globals';

import { type InspectorLeaf } from '../../protocol/index.js';
import { acceptanceFaults, seatFaults, sizeFaults, staffFaults } from './partner-rules.js';

const inspector = (id: string, validUntil: string, qualifications: string[] = []): InspectorLeaf => ({
  absences: [],
  agency: 'J',
  certificate: { number: id, validFrom: '2026-01-01', validUntil },
  id,
  name: id,
  qualifications,
  recusals: [],
});
const MARCH = { from: '2026-03-01', until: '2026-03-31' };
const JUNE = { from: '2026-06-01', until: '2026-06-30' };
const told = (faults: readonly { readonly code: string; readonly pointer: string }[]): string[] =>
  faults.map(({ code, pointer }) => `${code} ${pointer}`);

describe('an agency that takes part', () => {
  it('names seats, and one that lends its people says why', () => {
    const seats = [{ count: 1, qualifications: [] }];
    const faults = (role: 'participant' | 'neighbour', more: object): string[] =>
      told(acceptanceFaults({ role, seats: undefined, reason: undefined, ...more }));
    expect(faults('participant', { seats })).toEqual([]);
    expect(faults('participant', { reason: '同意' })).toEqual(['missing /seats']);
    expect(faults('participant', { seats: [] })).toEqual(['missing /seats']);
    expect(faults('neighbour', { reason: '人手不足' })).toEqual([]);
    expect(faults('neighbour', {})).toEqual(['missing /reason']);
    expect(faults('neighbour', { seats })).toEqual(['superfluous /seats', 'missing /reason']);
  });

  it('has at least one certified officer in every window', () => {
    const spring = [inspector('a', '2026-05-31')];
    expect(staffFaults('市监局', [MARCH], spring, '/agency')).toEqual([]);
    expect(told(staffFaults('市监局', [MARCH, JUNE], spring, '/agency'))).toEqual([
      'partner_without_inspectors /agency',
    ]);
    expect(told(staffFaults('市监局', [MARCH], [], '/agency'))).toEqual(['partner_without_inspectors /agency']);
  });

  it('can fill all its seats at once', () => {
    const people = [inspector('a', '2026-12-31', ['食品']), inspector('b', '2026-12-31')];
    const seat = (count: number, ...qualifications: string[]) => ({ agencies: ['J'], count, qualifications });
    expect(seatFaults('市监局', [seat(2)], [MARCH], people)).toEqual([]);
    expect(seatFaults('市监局', [seat(1), seat(1, '食品')], [MARCH], people)).toEqual([]);
    expect(told(seatFaults('市监局', [seat(2, '食品')], [MARCH], people))).toEqual(['too_few_inspectors /seats']);
    expect(told(seatFaults('市监局', [seat(2), seat(1, '食品')], [MARCH], people))).toEqual([
      'too_few_inspectors /seats',
    ]);
  });

  it('does not make a team of more than 20 people or 8 seats', () => {
    const wish = (count: number) => ({ count, qualifications: [] });
    const plan = (own: number, ...others: number[]) => ({
      seats: [{ from: 'all' as const, ...wish(own) }],
      participants: others.map((count) => ({ agency: 'J', seats: [wish(count)] })),
    });
    expect(sizeFaults(plan(2, 18), '/seats')).toEqual([]);
    expect(told(sizeFaults(plan(2, 19), '/seats'))).toEqual(['team_too_large /seats']);
    expect(sizeFaults(plan(2, 1, 1, 1, 1, 1, 1, 1), '/seats')).toEqual([]);
    expect(told(sizeFaults(plan(2, 1, 1, 1, 1, 1, 1, 1, 1), '/seats'))).toEqual(['team_too_large /seats']);
  });
});
