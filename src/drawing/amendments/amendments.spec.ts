import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type InspectorLeaf } from '../../protocol/index.js';
import { checkDecision, checkDue, checkGoesOn, checkVoid, dueAfterApproval } from './amendment-rules.js';
import { amendedNumber, firstNumber } from './draw-number.js';
import { type EarlierSupplement, placesFor, targetsAt } from './places.js';
import { relationReplacement } from './relation.js';
import { checkLeaving, leavingTeams, withTeamsRecused } from './seats.js';

const coded = (code: string): unknown => expect.objectContaining({ code });
const selection = [
  { stratum: 'high', targets: ['h1', 'h2'], reserve: ['h3', 'h4', 'h5'] },
  { stratum: 'low', targets: ['l1'], reserve: ['l2'] },
];

describe('the places of a supplement', () => {
  it('go on where the last one stopped, and never come twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 8 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 30 }),
        (sizes, picks) => {
          const strata = sizes.map(([size, reserve], s) => ({
            stratum: `s${s}`,
            targets: Array.from({ length: size }, (_, i) => `s${s}-${i}`),
            reserve: Array.from({ length: reserve }, (_, i) => `s${s}-${size + i}`),
          }));
          const out = strata.flatMap(({ targets }) => targets);
          const earlier: EarlierSupplement[] = [];
          const used = new Map<string, number>();
          for (const pick of picks) {
            if (out.length === 0) break;
            const [gone] = out.splice(pick % out.length, 1) as [string];
            const s = strata[Number(gone.slice(1).split('-')[0])]!;
            const before = used.get(s.stratum) ?? 0;
            if (before === s.reserve.length) {
              expect(() => placesFor(strata, earlier, [gone])).toThrow(coded('reserve_too_small'));
              continue;
            }
            const places = placesFor(strata, earlier, [gone]);
            const from = s.targets.length + before;
            expect(places).toEqual([{ from, stratum: s.stratum, until: from + 1 }]);
            expect(targetsAt(strata, places)).toEqual([`${s.stratum}-${from}`]);
            used.set(s.stratum, before + 1);
            earlier.push({ gone: [gone], places });
            out.push(...targetsAt(strata, places));
          }
        },
      ),
    );
  });

  it('are told stratum by stratum in one list', () => {
    const places = placesFor(selection, [], ['l1', 'h2', 'h1']);
    expect(places).toEqual([
      { from: 2, stratum: 'high', until: 4 },
      { from: 1, stratum: 'low', until: 2 },
    ]);
    expect(targetsAt(selection, places)).toEqual(['h3', 'h4', 'l2']);
  });

  it('are refused in words where they cannot be had', () => {
    const earlier = [{ gone: ['h1'], places: [{ from: 2, stratum: 'high', until: 3 }] }];
    const attempt = (gone: string[]) => () => placesFor(selection, earlier, gone);
    expect(attempt(['h1'])).toThrow(coded('target_supplemented'));
    expect(attempt(['h2', 'h2'])).toThrow(coded('target_named_twice'));
    expect(attempt(['h4'])).toThrow(coded('target_not_drawn'));
    expect(attempt(['elsewhere'])).toThrow(coded('target_not_drawn'));
    expect(attempt(['h3'])()).toEqual([{ from: 3, stratum: 'high', until: 4 }]);
    expect(() => targetsAt(selection, [{ from: 1, stratum: 'high', until: 3 }])).toThrow(RangeError);
    expect(() => targetsAt(selection, [{ from: 1, stratum: 'low', until: 3 }])).toThrow(RangeError);
  });
});

describe('a replacement', () => {
  const teams = new Map([
    ['t1', ['a', 'b', 'c']],
    ['t2', ['a', 'd']],
  ]);
  const seats = [
    { inspector: 'd', target: 't2' },
    { inspector: 'c', target: 't1' },
    { inspector: 'a', target: 't1' },
  ];

  it('is for people who sit in the team, each once', () => {
    expect(() => checkLeaving(teams, seats)).not.toThrow();
    expect(() => checkLeaving(teams, [{ inspector: 'd', target: 't1' }])).toThrow(coded('inspector_not_in_team'));
    expect(() => checkLeaving(teams, [{ inspector: 'a', target: 't9' }])).toThrow(coded('inspector_not_in_team'));
    expect(() => checkLeaving(teams, [...seats, seats[0]!])).toThrow(coded('seat_named_twice'));
  });

  const leaf = (id: string, agency = 'X') => ({ attributes: { name: id, agency }, id });
  const seat = (agency: string, count: number) => ({ agencies: [agency], count, qualifications: ['q'] });

  it('draws as many as leave, under a rule for each number', () => {
    const rules = [{ conditions: [], seats: [seat('X', 3)] }];
    const record = [...teams].map(([target, people]) => ({ target, seats: [people] }));
    const left = leavingTeams([leaf('t1'), leaf('t2')], rules, record, seats);
    expect(left.targets.map(({ attributes }) => attributes.leaving)).toEqual([2, 1]);
    expect(left.rules).toEqual([
      { conditions: [{ field: 'leaving', in: [1] }], seats: [seat('X', 1)] },
      { conditions: [{ field: 'leaving', in: [2] }], seats: [seat('X', 2)] },
    ]);
  });

  it('draws into each place somebody of the kind of seat that was left, whatever rule the target met', () => {
    const rules = [
      { conditions: [{ field: 'agency', in: ['X'] }], seats: [seat('P', 1), seat('X', 2)] },
      { conditions: [{ field: 'agency', in: ['Y'] }], seats: [seat('P', 1), seat('Y', 1)] },
    ];
    const record = [
      { target: 't1', seats: [['p1'], ['x1', 'x2']] },
      { target: 't2', seats: [['p1'], ['y1']] },
      { target: 't3', seats: [['p2'], ['x1', 'x3']] },
    ];
    const leaving = [
      { inspector: 'p1', target: 't1' },
      { inspector: 'x2', target: 't1' },
      { inspector: 'y1', target: 't2' },
      { inspector: 'x1', target: 't3' },
      { inspector: 'x3', target: 't3' },
    ];
    const left = leavingTeams([leaf('t1'), leaf('t2', 'Y'), leaf('t3')], rules, record, leaving);
    expect(left.targets.map(({ attributes }) => attributes.leaving)).toEqual(['1+1+0', '0+0+1', '0+2+0']);
    expect(left.rules).toEqual([
      { conditions: [{ field: 'leaving', in: ['0+0+1'] }], seats: [seat('Y', 1)] },
      { conditions: [{ field: 'leaving', in: ['0+2+0'] }], seats: [seat('X', 2)] },
      { conditions: [{ field: 'leaving', in: ['1+1+0'] }], seats: [seat('P', 1), seat('X', 1)] },
    ]);
    expect(() => leavingTeams([leaf('t1')], rules, record, [{ inspector: 'y1', target: 't1' }])).toThrow('y1');
  });

  it('keeps everyone of a team out of its new places, and nobody else', () => {
    const of = (id: string): InspectorLeaf => ({
      absences: [],
      agency: 'X',
      certificate: { number: '1', validFrom: '2026-01-01', validUntil: '2026-12-31' },
      id,
      name: id,
      qualifications: [],
      recusals: ['t1x'],
    });
    expect(withTeamsRecused(of('a'), teams).recusals).toEqual(['t1', 't1x', 't2']);
    expect(withTeamsRecused(of('b'), teams).recusals).toEqual(['t1', 't1x']);
    expect(withTeamsRecused(of('z'), teams).recusals).toEqual(['t1x']);
  });

  it('names its seats by target, then inspector', () => {
    const earlier = { number: '2026-000001', commitment: 'c', recordHash: 'r' };
    expect(relationReplacement(earlier, 1, { zh: '回避', en: 'recusal' }, seats)).toEqual({
      commitment: 'c',
      draw: '2026-000001',
      kind: 'replacement',
      ordinal: 1,
      reason: { en: 'recusal', zh: '回避' },
      record: 'r',
      seats: [seats[2], seats[1], seats[0]],
    });
  });
});

describe('the rules of an amendment', () => {
  it('want a second person, once', () => {
    const proposed = { kind: 'void', state: 'proposed', proposedBy: 1 } as const;
    expect(() => checkDecision(proposed, 2)).not.toThrow();
    expect(() => checkDecision(proposed, 1)).toThrow(coded('second_person_needed'));
    expect(() => checkDecision(proposed, 2, true)).toThrow(coded('own_seat'));
    expect(() => checkDecision({ ...proposed, state: 'approved' }, 2)).toThrow(coded('amendment_decided'));
    expect(() => checkDecision({ ...proposed, state: 'declined' }, 2)).toThrow(coded('amendment_decided'));
  });

  it('keep results: findings come before a void, and a void is for ever', () => {
    const draw = { number: 'n', phase: 'issued', commitment: 'c' };
    expect(() => checkVoid(draw, 0)).not.toThrow();
    expect(() => checkVoid({ ...draw, phase: 'infeasible' }, 0)).not.toThrow();
    expect(() => checkVoid(draw, 1)).toThrow(coded('draw_has_findings'));
    expect(() => checkVoid({ ...draw, phase: 'voided' }, 0)).toThrow(coded('draw_voided'));
    expect(() => checkVoid({ ...draw, commitment: null }, 0)).toThrow(coded('draw_not_committed'));
    expect(() => checkGoesOn(draw)).not.toThrow();
    expect(() => checkGoesOn({ ...draw, phase: 'voided' })).toThrow(coded('draw_voided'));
    expect(() => checkGoesOn({ ...draw, phase: 'drawn' })).toThrow(coded('draw_not_issued'));
  });

  it('number what follows so that it is seen, and never let it be due before the approval', () => {
    const first = firstNumber(2026, 1);
    expect([first, amendedNumber(first, 'void', 2), amendedNumber(first, 'supplement', 1)]).toEqual([
      '2026-000001',
      '2026-000001-2',
      '2026-000001-S1',
    ]);
    expect(amendedNumber(amendedNumber(first, 'void', 3), 'replacement', 2)).toBe('2026-000001-3-R2');
    expect(() => amendedNumber(first, 'void', 1)).toThrow(RangeError);
    const year = 366 * 86_400_000;
    for (const wanted of [null, new Date(0), new Date(year)]) expect(() => checkDue(wanted, new Date(0))).not.toThrow();
    expect(() => checkDue(new Date(year + 1), new Date(0))).toThrow(coded('due_too_late'));
    const [early, late] = [new Date(1), new Date(2)];
    expect([dueAfterApproval(null, late), dueAfterApproval(early, late), dueAfterApproval(late, early)]).toEqual([
      late,
      late,
      late,
    ]);
  });
});
