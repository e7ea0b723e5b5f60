import { Integer, Nested, NestedList, Text } from '../../platform/http/fields.js';
import { type DrawnChance } from '../../fieldwork/codes/chance.js';
import { ResultResponse } from '../results/result.dto.js';
import { ChanceResponse } from '../../fieldwork/codes/public-inspection.dto.js';

const MOST = 2_147_483_647;

export class TargetProofResponse {
  @Text({ max: 64 })
  draw: string;

  @Text({ max: 64, nullable: true })
  recordHash: string | null;

  @Nested(() => ChanceResponse, {
    nullable: true,
    about: 'Null of a supplement: its place followed from the earlier draw',
  })
  chance: DrawnChance | null;

  @Text({ max: 500, nullable: true, about: 'The evidence, or of closed pools the extract' })
  evidence: string | null;

  @Text({ max: 500, about: 'That this target was in the pool and was drawn' })
  proof: string;

  @Text({ max: 500, about: 'A page that checks the draw in the reader’s own browser' })
  verify: string;
}

export class TargetInspectionResponse extends ResultResponse {
  @Nested(() => TargetProofResponse)
  proof: TargetProofResponse;
}

export class PublicTargetResponse {
  @Text({ max: 64 })
  code: string;

  @Text({ max: 300, about: 'As it was drawn last' })
  name: string;

  @Text({ max: 100 })
  kind: string;

  @NestedList(() => TargetInspectionResponse, { maxItems: 200, about: 'Those on display, the latest first' })
  items: TargetInspectionResponse[];

  @Integer({ min: 1, max: MOST, about: 'How many there are on all pages' })
  total: number;
}
