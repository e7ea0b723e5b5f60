import { describe, expect, it } from '@jest/globals';

import { type DrawTask, drawTask, smallTask } from '../../src/protocol/vectors/small-draw.js';
import { PATIENCE, saidByBoth } from './both.js';
import { withPython } from './python.js';

const oneSeat: DrawTask['rules'] = [
  { conditions: [], seats: [{ agencies: ['990101'], count: 1, qualifications: [] }] },
];

/** Values that look alike when they are written one after the other. */
function alike(): DrawTask {
  const targets = [
    { attributes: { a: '1', b: '2\u0000s3', region: '990101' }, id: 'T001' },
    { attributes: { a: '1\u0000s2', b: '3', region: '990101' }, id: 'T002' },
    { attributes: { a: '1', b: '1:1', region: '990101' }, id: 'T003' },
    { attributes: { a: '11', b: ':1', region: '990101' }, id: 'T004' },
    { attributes: { a: 'null', b: null, region: '990101' }, id: 'T005' },
    { attributes: { a: null, b: 'null', region: '990101' }, id: 'T006' },
    { attributes: { a: 'undefined', region: '990101' }, id: 'T007' },
    { attributes: { a: 1, b: '1', region: '990101' }, id: 'T008' },
  ];
  const b = ['2\u0000s3', '3', '1:1', ':1', 'null', null, 'undefined', '1'];
  const stratum = (id: string, field: string, values: (string | number | null)[]): DrawTask['strata'][number] => ({
    censusBelow: null,
    conditions: [{ field, in: values }, ...(field === 'a' ? [] : [{ field: 'a', in: [null] }])],
    id,
    minimum: null,
    rate: { direction: 'number', number: 1 },
    reserve: 0,
  });
  return {
    ...smallTask(),
    targets,
    exclusions: [],
    filter: [],
    strata: [
      stratum('first', 'a', ['1', 'null', 1]),
      stratum('second', 'a', ['1\u0000s2', '11', 'undefined']),
      stratum('third', 'b', b),
    ],
    rules: oneSeat,
    maxLoad: null,
  };
}

/** Rules of eight kinds and twenty places, whose states are many and of which one kind has nobody. */
function costly(rules: number, people: number): DrawTask {
  const task = smallTask();
  const seats = (rule: number): DrawTask['rules'][number]['seats'] =>
    [2, 2, 2, 2, 3, 3, 3, 3].map((count, kind) => ({
      agencies: kind === 7 ? [`Z${rule}`] : ['AA', `B${kind}`, `C${rule}`].sort(),
      count,
      qualifications: [],
    }));
  return {
    ...task,
    inspectors: Array.from({ length: people }, (_, i) => ({
      ...task.inspectors[1]!,
      id: `I${String(i).padStart(5, '0')}`,
      agency: 'AA',
    })),
    targets: task.targets.slice(0, 5),
    exclusions: [],
    strata: [
      {
        censusBelow: null,
        conditions: [],
        id: 'all',
        minimum: null,
        rate: { direction: 'number', number: 0 },
        reserve: 0,
      },
    ],
    rules: Array.from({ length: rules }, (_, rule) => ({
      conditions: rule < rules - 1 ? [{ field: 'staff', in: [-1 - rule] }] : [],
      seats: seats(rule),
    })),
    maxLoad: null,
  };
}

withPython('draws of shapes that cost or confuse', () => {
  describe('both verifiers agree', () => {
    it(
      'on values that hold what might part one from the next',
      async () => {
        const { evidence, manifest } = await drawTask(alike());
        expect(manifest.strata.map(({ id, population }) => [id, population])).toEqual([
          ['first', 4],
          ['second', 3],
          ['third', 1],
        ]);
        expect((await saidByBoth([{ what: 'alike', evidence }])).map(({ verdict }) => verdict)).toEqual(['holds']);
      },
      PATIENCE,
    );

    it(
      'on rules of so many kinds and places that their teams cannot be counted out',
      async () => {
        const files = [];
        for (const [rules, people] of [
          [4, 500],
          [1, 2000],
        ] as const)
          files.push({ what: `${rules} rules`, evidence: (await drawTask(costly(rules, people))).evidence });
        expect((await saidByBoth(files)).map(({ verdict }) => verdict)).toEqual(['holds', 'holds']);
      },
      PATIENCE,
    );
  });
});
