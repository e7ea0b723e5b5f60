import { DomainError, type Fault } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';

/** What a refusal says about the record that is in the way. */
export interface Existing {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly retired: boolean;
}

export function alreadyThere(what: Bilingual, pointer: string, existing: Existing): DomainError {
  const message = text(
    `已有${existing.retired ? '已停用的' : ''}${what.zh}“${existing.name}”（编号 ${existing.code}）。`,
    `There is ${existing.retired ? 'a retired' : 'already a'} ${what.en} "${existing.name}" (code ${existing.code}).`,
  );
  return new DomainError('conflict', 'already_there', message, {
    faults: [{ pointer, code: 'already_there', message }],
    details: { existing },
  });
}

/** Another change got in between, or the record in the way lies where the caller may not see. */
export function taken(what: Bilingual): DomainError {
  return new DomainError(
    'conflict',
    'already_there',
    text(`已有相同的${what.zh}。`, `There is already such a ${what.en}.`),
  );
}

export function retiredAlready(what: Bilingual, retiredAt: Date): DomainError {
  return new DomainError(
    'conflict',
    'already_retired',
    text(
      `该${what.zh}已于 ${retiredAt.toISOString()} 停用。`,
      `This ${what.en} was retired at ${retiredAt.toISOString()}.`,
    ),
    { details: { retiredAt: retiredAt.toISOString() } },
  );
}

export function retiredStaysAsItIs(what: Bilingual): DomainError {
  return new DomainError(
    'conflict',
    'retired',
    text(`该${what.zh}已停用，不能再改。`, `This ${what.en} is retired; nothing changes it any more.`),
  );
}

export function agencyStaysAsItIs(): DomainError {
  const message = text(
    '记录不能改归别的单位；请停用后在新单位重新登记。',
    'A record does not move to another agency; retire it and register it there.',
  );
  return new DomainError('invalid', 'agency_is_fixed', message, {
    faults: [{ pointer: '/agencyId', code: 'agency_is_fixed', message }],
  });
}

/** Throws when there is something wrong with what was sent. */
export function refuse(faults: readonly Fault[]): void {
  const first = faults[0];
  if (first === undefined) return;
  throw new DomainError(
    'invalid',
    faults.length === 1 ? first.code : 'validation_failed',
    faults.length === 1
      ? first.message
      : text(`有 ${faults.length} 处不符合要求。`, `${faults.length} places do not fit.`),
    { faults },
  );
}
