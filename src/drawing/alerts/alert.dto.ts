import { Integer, Moment, Nested, OneOf, QueryFlag, QueryInteger, Text } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { type Alert } from './alert.entity.js';
import { ALERT_CODES, ALERT_SUBJECTS, wordsOf, type AlertCode, type AlertSubject } from './overdue.js';
import { WordsResponse } from '../../platform/http/words.dto.js';

const ROW = { min: 1, max: 2_147_483_647 };

export class AlertQuery extends ListQuery {
  @QueryFlag({ optional: true, about: '`true`: only what is still overdue; `false`: only what is over' })
  open?: boolean;

  @QueryInteger({ ...ROW, optional: true })
  agencyId?: number;

  @OneOf(ALERT_CODES, { optional: true })
  code?: AlertCode;
}

export class AlertResponse {
  @Integer(ROW)
  id: number;

  @OneOf(ALERT_CODES)
  code: AlertCode;

  @Nested(() => WordsResponse, { about: 'What is overdue, and what can be done' })
  message: WordsResponse;

  @OneOf(ALERT_SUBJECTS)
  subject: AlertSubject;

  @Integer({ ...ROW, about: 'The id of the occurrence or the draw' })
  subjectId: number;

  @Text({ max: 64, about: 'The number of the draw, or the one that it will have' })
  number: string;

  @Integer(ROW)
  agencyId: number;

  @Moment({ about: 'When it should have happened, or when it failed' })
  since: string;

  @Moment()
  openedAt: string;

  @Moment({ nullable: true })
  closedAt: string | null;
}

export function toAlertResponse(row: Alert): AlertResponse {
  const { zh, en } = wordsOf(row);
  return {
    id: row.id,
    code: row.code,
    message: { zh, en },
    subject: row.subject,
    subjectId: row.subjectId,
    number: row.number,
    agencyId: row.agencyId,
    since: row.since.toISOString(),
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}
