import {
  AnyObject,
  Day,
  Flag,
  Integer,
  Moment,
  Nested,
  NestedList,
  OneOf,
  Text,
} from '../../../platform/http/fields.js';
import { FINDING_CODE_NAMES, TARGET_STATE_NAMES } from '../../findings/finding-codes.js';
import { INSPECTION_STATES } from '../../life/life-cycle.js';
import { CheckInResponse } from '../check-in/check-in.dto.js';
import { SiteFileResponse } from '../files/site-file.dto.js';
import { MissingAnswerResponse, QuestionAnswersResponse } from '../questions/answer.dto.js';
import { QuestionListResponse } from '../questions/question.dto.js';
import { Sha256, SignatureResponse } from '../signatures/signature.dto.js';
import { ACT_KINDS } from '../sync/act-kinds.js';

const ROW = { min: 1, max: 2_147_483_647 };
const MANY = { maxItems: 10_000 };

export class RefusedActResponse {
  @OneOf(ACT_KINDS)
  kind: string;

  @Text({ max: 200 })
  by: string;

  @Moment({ about: 'As the server reckons it' })
  at: string;

  @Moment()
  receivedAt: string;

  @AnyObject({ about: 'The problem document' })
  problem: Record<string, unknown>;
}

export class SiteRecordResponse {
  @Integer(ROW)
  inspectionId: number;

  @OneOf(INSPECTION_STATES)
  state: string;

  @Sha256({
    about:
      'SHA-256 of the canonical JSON (RFC 8785) of {"format":"sortis-on-site-record/1", inspectionId, targetCode, targetName, answers: [{matterId, question, version, value}], files: [sha256]}: the answers that stand, by matter and question, and the files that count, by hash',
  })
  recordHash: string;

  @NestedList(() => CheckInResponse, MANY)
  checkIns: CheckInResponse[];

  @NestedList(() => QuestionAnswersResponse, MANY)
  answers: QuestionAnswersResponse[];

  @NestedList(() => MissingAnswerResponse, { ...MANY, about: 'Required by the present lists, and not answered' })
  missing: MissingAnswerResponse[];

  @NestedList(() => SiteFileResponse, MANY)
  files: SiteFileResponse[];

  @NestedList(() => SignatureResponse, MANY)
  signatures: SignatureResponse[];

  @NestedList(() => RefusedActResponse, { ...MANY, about: 'What was refused: the latest 200' })
  refused: RefusedActResponse[];
}

export class BundlePersonResponse {
  @Integer(ROW)
  inspectorId: number;

  @Text({ max: 100 })
  name: string;

  @Flag()
  expert: boolean;

  @Flag({ about: 'Oneself' })
  me: boolean;
}

export class BundleTargetResponse {
  @Text({ max: 64 })
  code: string;

  @Text({ max: 300 })
  name: string;

  @Text({ max: 100 })
  kind: string;

  @Text({ max: 500, nullable: true })
  address: string | null;

  @Text({ max: 64, nullable: true })
  phone: string | null;

  @Integer({ min: -180_000_000, max: 180_000_000, nullable: true, about: 'Millionths of a degree, WGS-84' })
  longitude: number | null;

  @Integer({ min: -90_000_000, max: 90_000_000, nullable: true })
  latitude: number | null;
}

export class BundleMatterResponse {
  @Integer(ROW)
  id: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 2000 })
  name: string;

  @Text({ max: 20_000, nullable: true })
  legalBasis: string | null;

  @Nested(() => QuestionListResponse)
  questions: QuestionListResponse;
}

export class BundleFindingResponse {
  @OneOf(FINDING_CODE_NAMES)
  code: string;

  @Integer({ ...ROW, nullable: true, about: 'null speaks of the inspection as a whole' })
  matterId: number | null;

  @Text({ max: 2000, nullable: true, lines: true })
  note: string | null;
}

export class BundleInspectionResponse {
  @Integer(ROW)
  id: number;

  @OneOf(INSPECTION_STATES)
  state: string;

  @Day({ nullable: true })
  plannedOn: string | null;

  @Day()
  visitFrom: string;

  @Day()
  visitUntil: string;

  @Nested(() => BundleTargetResponse)
  target: BundleTargetResponse;

  @NestedList(() => BundlePersonResponse, { maxItems: 100 })
  team: BundlePersonResponse[];

  @NestedList(() => BundleMatterResponse, { maxItems: 500 })
  matters: BundleMatterResponse[];

  @Integer({
    min: 50,
    max: 100_000,
    about: 'How far from the target one may check in, beside what the phone is off by',
  })
  checkInMetres: number;

  @Text({ max: 200, about: 'Its papers' })
  documents: string;

  @Nested(() => SiteRecordResponse, { about: 'What is there already' })
  record: SiteRecordResponse;

  @Day({ nullable: true })
  visitedOn: string | null;

  @NestedList(() => BundleFindingResponse, {
    maxItems: 1000,
    about: 'What was reported; what is reported again replaces it',
  })
  findings: BundleFindingResponse[];

  @OneOf(TARGET_STATE_NAMES, { nullable: true, about: 'In what state the target was met' })
  targetState: string | null;

  @Text({ max: 2000, nullable: true, lines: true })
  remarks: string | null;
}

export class BundleResponse {
  @Day()
  day: string;

  @NestedList(() => BundleInspectionResponse, { maxItems: 100, about: 'Those planned for the day first' })
  inspections: BundleInspectionResponse[];

  @Flag({ about: 'There are more than a phone is given at once' })
  more: boolean;

  @Integer({ min: 1, max: ROW.max, about: 'The largest photo or paper that is taken, in bytes' })
  fileBytes: number;
}
