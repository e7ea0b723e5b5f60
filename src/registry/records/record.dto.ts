import { Integer, Moment, QueryFlag, QueryInteger, Text } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { type Recorded } from './recorded.js';

const MOST_ID = 2_147_483_647;

/** What every record of the registry answers with. */
export class RecordedResponse {
  @Integer({ min: 1, max: MOST_ID })
  id: number;

  @Integer({ min: 1, max: MOST_ID, about: 'Goes up with every change; the ETag' })
  version: number;

  @Moment()
  createdAt: string;

  @Moment()
  updatedAt: string;

  @Moment({ nullable: true, about: 'When it was retired; null while it is in use' })
  retiredAt: string | null;
}

export function recordedResponse(row: Recorded): RecordedResponse {
  return {
    id: row.id,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    retiredAt: row.retiredAt?.toISOString() ?? null,
  };
}

/** What every list of agencies' records can be asked for. */
export class RecordsQuery extends ListQuery {
  @QueryInteger({ min: 1, max: MOST_ID, optional: true, about: 'Records of this agency alone' })
  agencyId?: number;

  @Text({ max: 100, optional: true, about: 'Part of the name, or the beginning of the code' })
  search?: string;

  @QueryFlag({ optional: true, about: 'true: only those that are retired; otherwise only those that are not' })
  retired?: boolean;
}

/** Why something is changed; a member of every change. */
export const Reason = (): PropertyDecorator =>
  Text({ max: 500, lines: true, optional: true, nullable: true, about: 'Why it is changed; kept in the history' });

export class RetireRequest {
  @Text({ max: 500, optional: true, nullable: true, about: 'Kept in the history' })
  reason?: string | null;
}
