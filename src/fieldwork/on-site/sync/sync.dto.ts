import {
  AnyObject,
  Day,
  Integer,
  Integers,
  Moment,
  NestedList,
  OneOf,
  OneOfObjects,
  Text,
  Texts,
  Uuid,
} from '../../../platform/http/fields.js';
import { TARGET_STATE_NAMES, type TargetStateMet } from '../../findings/finding-codes.js';
import { FindingsRequest } from '../../findings/finding.dto.js';
import { CheckInContent } from '../check-in/check-in.dto.js';
import { FileContent, RemoveFileContent } from '../files/site-file.dto.js';
import { AnswerContent } from '../questions/answer.dto.js';
import { SignatureContent } from '../signatures/signature.dto.js';
import { ACT_KINDS, type ActKind } from './act-kinds.js';

const ROW = { min: 1, max: 2_147_483_647 };
export const MOST_ACTS = 50;

/** 检查: the step of that name (life-cycle.ts), taken on the phone. */
export class VisitContent {
  @Day({ optional: true, nullable: true, about: 'The day of the act unless told' })
  on?: string | null;

  @Integers({
    ...ROW,
    minItems: 1,
    maxItems: 100,
    optional: true,
    nullable: true,
    about: 'The inspectors and experts who were there; the whole team unless told',
  })
  present?: number[] | null;

  @OneOf(TARGET_STATE_NAMES, {
    optional: true,
    nullable: true,
    about: 'In what state the target was met, where it is not active any more; left out, what was said of it before',
  })
  targetState?: TargetStateMet | null;

  @Text({ max: 500, optional: true, nullable: true })
  note?: string | null;
}

export class ActRequest {
  @Uuid({ about: 'Made on the phone, once for each act: sent again it is the same' })
  id: string;

  @Integer({ ...ROW, about: 'Its place among the acts of the device: 1, 2, 3 … without a gap' })
  sequence: number;

  @Moment({ about: "When it was done, by the phone's clock" })
  at: string;

  @Integer(ROW)
  inspectionId: number;

  @OneOf(ACT_KINDS)
  kind: ActKind;

  @Texts({ max: 36, maxItems: 10, optional: true, about: 'Acts without which this one means nothing' })
  needs?: string[];

  @OneOfObjects(
    [CheckInContent, VisitContent, AnswerContent, FileContent, RemoveFileContent, SignatureContent, FindingsRequest],
    { about: 'As the kind says' },
  )
  content: object;
}

export class SyncRequest {
  @Uuid({ about: 'What the phone calls itself for this person' })
  device: string;

  @Integer({
    ...ROW,
    optional: true,
    about: 'Whose acts these are: where somebody else has signed in meanwhile, nothing is taken in his name',
  })
  userId?: number;

  @Moment({ about: "Now, by the phone's clock: how far it is off is told from this" })
  sentAt: string;

  @NestedList(() => ActRequest, { minItems: 1, maxItems: MOST_ACTS })
  acts: ActRequest[];
}

export const ACT_STATUSES = ['taken', 'taken-before', 'refused', 'waiting'] as const;
export type ActStatus = (typeof ACT_STATUSES)[number];

export class ActAnswer {
  @Uuid()
  id: string;

  @OneOf(ACT_STATUSES, {
    about:
      'taken-before: it had arrived already. refused: for good, and kept; problem says why. waiting: send the acts before it first',
  })
  status: ActStatus;

  @AnyObject({ nullable: true, about: 'Of a refusal: the problem document' })
  problem: Record<string, unknown> | null;
}

export class SyncResponse {
  @Moment()
  receivedAt: string;

  @Integer({ min: -2_000_000_000, max: 2_000_000_000, about: "How far the phone's clock is ahead" })
  clockOffSeconds: number;

  @Integer({ ...ROW, about: 'Of the act that the device has to send next' })
  nextSequence: number;

  @NestedList(() => ActAnswer, {
    maxItems: MOST_ACTS,
    about: 'One for each act that was sent, in the order of the request',
  })
  items: ActAnswer[];
}
