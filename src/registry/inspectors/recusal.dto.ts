import { Code, Integer, Moment, Text } from '../../platform/http/fields.js';
import { type Recusal } from './recusal.entity.js';

const MOST_ID = 2_147_483_647;

export class DeclareRecusalRequest {
  @Integer({ min: 1, max: MOST_ID })
  targetId: number;

  @Text({ min: 1, max: 500 })
  reason: string;
}

export class EndRecusalRequest {
  @Text({ max: 500, optional: true, nullable: true, about: 'Kept in the history' })
  reason?: string | null;
}

export class RecusalResponse {
  @Integer({ min: 1, max: MOST_ID })
  id: number;

  @Integer({ min: 1, max: MOST_ID })
  targetId: number;

  @Code()
  targetCode: string;

  @Text({ max: 300 })
  targetName: string;

  @Text({ max: 500 })
  reason: string;

  @Moment()
  declaredAt: string;

  @Moment({ nullable: true, about: 'Null while it stands' })
  endedAt: string | null;
}

export function recusalResponse(row: Recusal, target: { code: string; name: string }): RecusalResponse {
  return {
    id: row.id,
    targetId: row.targetId,
    targetCode: target.code,
    targetName: target.name,
    reason: row.reason,
    declaredAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
