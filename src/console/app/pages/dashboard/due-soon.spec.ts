import { expect, it } from '@jest/globals';

import { dueSoon } from './due-soon.js';

it('tells what is due next, and neither what is late nor what has no day', () => {
  const open = (id: number, dueOn: string | null) => ({
    id,
    dueOn,
    agencyId: 1,
    targetCode: `T${id}`,
    targetName: `示范县第${id}养老院`,
    state: 'issued',
    visitedOn: null,
  });
  const all = [
    open(9, '2026-03-09'),
    open(1, '2026-03-04'),
    open(2, null),
    open(4, '2026-03-05'),
    open(3, '2026-03-05'),
    ...Array.from({ length: 10 }, (_, n) => open(20 + n, '2026-12-01')),
  ];
  expect(dueSoon(all, '2026-03-05').map(({ id }) => id)).toEqual([3, 4, 9, 20, 21, 22]);
});
