import { Day, Integer, Moment, OneOf, Text } from '../../platform/http/fields.js';
import { INTEREST_KINDS, type InterestKind } from './interest-rules.js';
import { type Interest } from './interest.entity.js';

const MOST_ID = 2_147_483_647;

export class DeclareInterestRequest {
  @OneOf(INTEREST_KINDS, { about: '本人、亲属、曾任职单位、同一地址、其他' })
  kind: InterestKind;

  @Text({ min: 1, max: 300, optional: true, nullable: true, about: 'Name of the organisation' })
  name?: string | null;

  @Text({ min: 1, max: 64, optional: true, nullable: true, about: 'Its unified social credit code' })
  uscc?: string | null;

  @Text({ min: 1, max: 500, optional: true, nullable: true, about: 'Whatever has this address' })
  address?: string | null;

  @Text({ min: 1, max: 100, optional: true, nullable: true, about: 'Whatever this person represents by law' })
  person?: string | null;

  @Text({ min: 1, max: 500, about: 'For the office alone: it goes into no draw' })
  note: string;

  @Day({ optional: true, nullable: true, about: 'First day; from now on unless told' })
  from?: string | null;

  @Day({ optional: true, nullable: true, about: 'Last day; for ever unless told' })
  until?: string | null;
}

export class InterestResponse {
  @Integer({ min: 1, max: MOST_ID })
  id: number;

  @OneOf(INTEREST_KINDS)
  kind: InterestKind;

  @Text({ max: 300, nullable: true })
  name: string | null;

  @Text({ max: 64, nullable: true })
  uscc: string | null;

  @Text({ max: 500, nullable: true })
  address: string | null;

  @Text({ max: 100, nullable: true })
  person: string | null;

  @Text({ max: 500 })
  note: string;

  @Day({ nullable: true })
  from: string | null;

  @Day({ nullable: true })
  until: string | null;

  @Text({ max: 100 })
  declaredBy: string;

  @Moment()
  declaredAt: string;

  @Moment({ nullable: true, about: 'Null while it stands' })
  endedAt: string | null;
}

export function interestResponse(row: Interest): InterestResponse {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    uscc: row.uscc,
    address: row.address,
    person: row.person,
    note: row.note,
    from: row.fromDay,
    until: row.untilDay,
    declaredBy: row.declaredBy,
    declaredAt: row.declaredAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
