import { describe, expect, it } from '@jest/globals';

import { type DomainError } from '../../platform/errors/domain-error.js';
import { validationPipe } from '../../platform/http/validation.js';
import { FindingsRequest } from './finding.dto.js';

describe('what is sent as findings', () => {
  const pipe = validationPipe();
  const checked = (value: unknown): Promise<unknown> =>
    pipe.transform(value, { type: 'body', metatype: FindingsRequest });
  const good = { visitedOn: '2026-03-18', findings: [{ code: 'no-problem-found' }] };

  it('is taken with and without what may be left out', async () => {
    expect(await checked(good)).toMatchObject(good);
    const whole = {
      visitedOn: '2026-03-18',
      findings: [{ code: 'unreachable', matterId: 3, note: '两次上门\n无人' }],
      targetState: 'closed',
      remarks: '已拍照',
    };
    expect(await checked(whole)).toMatchObject(whole);
  });

  it.each([
    [{ ...good, visitedOn: '2026-02-30' }, '/visitedOn'],
    [{ ...good, visitedOn: '2026-3-8' }, '/visitedOn'],
    [{ ...good, present: [1, 1] }, '/present'],
    [{ ...good, findings: [] }, '/findings'],
    [{ ...good, findings: 'no-problem-found' }, '/findings'],
    [{ ...good, findings: [{}] }, '/findings/0/code'],
    [{ ...good, findings: [{ code: 'unreachable', matterId: '3' }] }, '/findings/0/matterId'],
    [{ ...good, targetState: 'active' }, '/targetState'],
    [{ ...good, remarks: '\u0007' }, '/remarks'],
    [{ ...good, state: 'published' }, '/state'],
  ])('is refused where it does not fit: %j', async (value, pointer) => {
    const error = (await checked(value).catch((reason: unknown) => reason)) as DomainError;
    expect(error.kind).toBe('invalid');
    expect(error.faults[0]?.pointer).toMatch(new RegExp(`^${pointer}(/|$)`));
  });
});
