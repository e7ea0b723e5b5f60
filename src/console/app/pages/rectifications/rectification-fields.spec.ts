import { expect, it } from '@jest/globals';

import { bodyOf, fieldsOf, ORDER } from './rectification-fields.js';

it('sends a deadline as a day, things and documents a line each, a recheck as yes or no, and people by their ids', () => {
  const typed = {
    on: '2026-03-05',
    deadline: '2026-04-01',
    items: ' 清理消防通道\n\n补全值班记录 ',
    documents: '检查表\n照片',
    passed: 'false',
    present: ['3', '5'],
    note: '',
    body: null,
  };
  expect(bodyOf(typed, 7)).toEqual({
    on: '2026-03-05',
    deadline: { dueOn: '2026-04-01' },
    items: [
      { what: '清理消防通道', matterId: 7 },
      { what: '补全值班记录', matterId: 7 },
    ],
    documents: ['检查表', '照片'],
    passed: false,
    present: [3, 5],
  });
  // nobody chosen: the whole team; of the inspection as a whole: no matter
  expect(bodyOf({ present: [], passed: 'true', items: '一项' }, null)).toEqual({
    passed: true,
    items: [{ what: '一项' }],
  });
});

it('asks for every word that a step cannot do without, under the name that the API gives it', () => {
  const wanted = (step: Parameters<typeof fieldsOf>[0]): string[] =>
    fieldsOf(step, {})
      .filter(({ required }) => required === true)
      .map(({ name }) => name);
  expect(wanted('ask-extension')).toEqual(['deadline', 'note']);
  expect(wanted('mend')).toEqual(['on', 'note']);
  expect(wanted('recheck')).toEqual(['on', 'passed', 'note']);
  expect(wanted('reorder')).toEqual(['on', 'deadline']);
  expect(wanted('transfer')).toEqual(['on', 'body', 'note', 'documents']);
  expect(wanted('receive')).toEqual(['on', 'number', 'receivedBy']);
  expect(wanted('give-back')).toEqual(['on', 'note']);
  expect(wanted('ask-closure')).toEqual(['note']);
  expect(wanted('refuse')).toEqual(['note']);
  for (const step of ['extend', 'end', 'take-back', 'close'] as const) expect(wanted(step)).toEqual([]);
  expect(ORDER.filter(({ required }) => required === true).map(({ name }) => name)).toEqual([
    'on',
    'deadline',
    'items',
  ]);
  const present = fieldsOf('recheck', { 3: '陈思远' }).find(({ name }) => name === 'present');
  expect(present?.names).toEqual({ 3: '陈思远' });
});
