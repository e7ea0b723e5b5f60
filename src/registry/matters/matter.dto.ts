import { Code, Integer, Nested, OneOf, Pattern, Text, Texts, type FieldOptions } from '../../platform/http/fields.js';
import { PageOf } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import { Reason, recordedResponse, RecordedResponse, RecordsQuery } from '../records/record.dto.js';
import { isMonthDay, type MatterFields } from './matter-rules.js';
import {
  IMPORTANCES,
  METHODS,
  RATE_DIRECTIONS,
  type Importance,
  type Matter,
  type Method,
  type RateDirection,
} from './matter.entity.js';

const MOST_ID = 2_147_483_647;

const MonthDay = (options: FieldOptions): PropertyDecorator =>
  Pattern({
    example: '03-01',
    ...options,
    pattern: /^\d{2}-\d{2}$/,
    code: 'month_day',
    wanted: text('应为月-日，例如 03-01。', 'Should be month-day, such as 03-01.'),
    holds: isMonthDay,
  });

export class RateField {
  @OneOf(RATE_DIRECTIONS, { about: 'at-least is a duty and rounds up, at-most a limit and rounds down' })
  direction: RateDirection;

  @Integer({ min: 1, max: 1_000_000, about: 'Millionths of the pool: 3 % is 30000', example: 30_000 })
  millionths: number;
}

/** The fields that may be left out, of a creation and of a change alike. */
class MatterOptionals {
  @Code({ optional: true, about: 'Derived from category, name and kind of target unless given' })
  code?: string;

  @Text({ max: 64, optional: true, nullable: true, about: 'The number on the checklist; matters of a group share it' })
  number?: string | null;

  @Text({ max: 300, optional: true, nullable: true })
  category?: string | null;

  @Text({ max: 16_000, lines: true, optional: true, nullable: true })
  content?: string | null;

  @Text({ max: 2000, lines: true, optional: true, nullable: true, about: 'Whom it is for' })
  targetKind?: string | null;

  @OneOf(IMPORTANCES, { optional: true, nullable: true })
  importance?: Importance | null;

  @Texts({ max: 20, maxItems: METHODS.length, oneOf: METHODS, optional: true })
  methods?: Method[];

  @Text({ max: 1000, lines: true, optional: true, nullable: true, about: 'The methods in the words of the checklist' })
  methodText?: string | null;

  @Text({ max: 1000, lines: true, optional: true, nullable: true, about: 'The level in charge' })
  level?: string | null;

  @Text({ max: 16_000, lines: true, optional: true, nullable: true, about: 'Acts and articles, one a line' })
  legalBasis?: string | null;

  @Nested(() => RateField, { optional: true, nullable: true })
  rate?: RateField | null;

  @Text({ max: 200, optional: true, nullable: true })
  frequency?: string | null;

  @MonthDay({ optional: true, nullable: true, about: 'From which day of each year' })
  windowFrom?: string | null;

  @MonthDay({ optional: true, nullable: true, about: 'Until which day of each year; may lie before windowFrom' })
  windowUntil?: string | null;

  @Texts({ max: 100, maxItems: 20, optional: true, about: 'What the inspectors must be qualified for' })
  qualifications?: string[];
}

export class CreateMatterRequest extends MatterOptionals {
  @Integer({ min: 1, max: MOST_ID, optional: true, about: "The caller's own agency unless given" })
  agencyId?: number;

  @Text({ min: 1, max: 2000 })
  name: string;
}

export class ChangeMatterRequest extends MatterOptionals {
  @Reason()
  reason?: string | null;

  @Integer({ min: 1, max: MOST_ID, optional: true, about: 'A matter stays with its agency: only the same id is taken' })
  agencyId?: number;

  @Text({ min: 1, max: 2000, optional: true })
  name?: string;
}

export class MattersQuery extends RecordsQuery {
  @OneOf(IMPORTANCES, { optional: true })
  importance?: Importance;

  @Text({ max: 300, optional: true })
  category?: string;
}

export class MatterResponse extends RecordedResponse {
  @Integer({ min: 1, max: MOST_ID })
  agencyId: number;

  @Code()
  code: string;

  @Text({ max: 64, nullable: true })
  number: string | null;

  @Text({ max: 300, nullable: true })
  category: string | null;

  @Text({ max: 2000 })
  name: string;

  @Text({ max: 16_000, lines: true, nullable: true })
  content: string | null;

  @Text({ max: 2000, lines: true, nullable: true })
  targetKind: string | null;

  @OneOf(IMPORTANCES, { nullable: true })
  importance: Importance | null;

  @Texts({ max: 20, maxItems: METHODS.length, oneOf: METHODS })
  methods: Method[];

  @Text({ max: 1000, lines: true, nullable: true })
  methodText: string | null;

  @Text({ max: 1000, lines: true, nullable: true })
  level: string | null;

  @Text({ max: 16_000, lines: true, nullable: true })
  legalBasis: string | null;

  @Nested(() => RateField, { nullable: true })
  rate: RateField | null;

  @Text({ max: 200, nullable: true })
  frequency: string | null;

  @MonthDay({ nullable: true })
  windowFrom: string | null;

  @MonthDay({ nullable: true })
  windowUntil: string | null;

  @Texts({ max: 100, maxItems: 20 })
  qualifications: string[];
}

export class MattersPage extends PageOf(MatterResponse) {}

export function matterFields(row: Matter): MatterFields {
  return {
    number: row.number,
    category: row.category,
    name: row.name,
    content: row.content,
    targetKind: row.targetKind,
    importance: row.importance,
    methods: row.methods,
    methodText: row.methodText,
    level: row.level,
    legalBasis: row.legalBasis,
    rate:
      row.rateDirection === null || row.rateMillionths === null
        ? null
        : { direction: row.rateDirection, millionths: row.rateMillionths },
    frequency: row.frequency,
    windowFrom: row.windowFrom,
    windowUntil: row.windowUntil,
    qualifications: row.qualifications,
  };
}

export function matterResponse(row: Matter): MatterResponse {
  return {
    ...recordedResponse(row),
    agencyId: row.agencyId,
    code: row.code,
    ...(matterFields(row) as Pick<MatterResponse, keyof MatterFields>),
  };
}
