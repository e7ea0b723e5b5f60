import { describe, expect, it } from '@jest/globals';

import { faultsOfRows, NO_FAULTS } from './row-faults.js';

const fault = (pointer: string): { pointer: string; code: string; message: { zh: string; en: string } } => ({
  pointer,
  code: 'x',
  message: { zh: pointer, en: pointer },
});

describe('what is wrong with rows', () => {
  it('is told at the field of its row, also where it lies within the field', () => {
    const { of, others, parts } = faultsOfRows(
      {
        errors: ['/duties/0/until', '/duties/2/inspectorIds/1', '/duties/2/inspectorIds/4', '/duties/10/from'].map(
          fault,
        ),
      },
      'duties',
    );
    expect(of(0, 'until').map(({ en }) => en)).toEqual(['/duties/0/until']);
    expect(of(2, 'inspectorIds').map(({ en }) => en)).toEqual(['/duties/2/inspectorIds/1', '/duties/2/inspectorIds/4']);
    expect([[...parts(2, 'inspectorIds')], [...parts(0, 'until')]]).toEqual([[1, 4], []]);
    expect([of(1, 'from'), of(0, 'from'), of(10, 'from').length]).toEqual([[], [], 1]);
    expect(others).toEqual([]);
  });

  it('is told of the whole where it is of no field', () => {
    const { others } = faultsOfRows({ errors: ['/duties', '/duties/0', '', '/reason'].map(fault) }, 'duties');
    expect(others.map(({ en }) => en)).toEqual(['/duties', '/duties/0', '', '/reason']);
    expect(faultsOfRows({}, 'duties').others).toEqual(NO_FAULTS.others);
  });
});
