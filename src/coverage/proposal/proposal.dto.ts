import {
  Day,
  Integer,
  Integers,
  Nested,
  NestedList,
  OneOf,
  QueryInteger,
  Text,
  Texts,
} from '../../platform/http/fields.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import { figure, type CoverageFacts } from '../coverage-figures.js';
import { CoverageAgencyResponse, FigureResponse, LISTED, toFigure } from '../coverage.dto.js';
import { type CoverageRisk } from '../watch/coverage-risk.js';
import { type Proposal, type ProposedBatch } from './batch-proposal.js';

const ROW = { min: 1, max: 2_147_483_647 };
const COUNT = { min: 0, max: 100_000_000 };

export class ProposalQuery {
  @Text({ max: 64, optional: true, about: "The agency's id or code; the caller's own unless told" })
  agency?: string;

  @QueryInteger({ min: 2000, max: 2999, optional: true, about: 'This year in China unless told' })
  year?: number;
}

export class ProposedConditionResponse {
  @Text({ max: 64 })
  field: string;

  @Texts({ max: 300, maxItems: 10_000 })
  in: string[];
}

export class ProposedRateResponse {
  @OneOf(['at-least', 'at-most', 'exactly', 'number'])
  direction: string;

  @Integer({ min: 0, max: 1_000_000, optional: true })
  millionths?: number;

  @Integer({ ...COUNT, optional: true })
  number?: number;
}

export class ProposedDaysResponse {
  @Day()
  from: string;

  @Day()
  until: string;
}

export class ProposedScheduleResponse {
  @OneOf(['date'])
  kind: string;

  @Text({ max: 30, about: 'A working day, at 09:00 in China' })
  at: string;
}

export class ProposedBodyResponse {
  @Text({ max: 200 })
  name: string;

  @NestedList(() => ProposedConditionResponse, { maxItems: 1 })
  filter: ProposedConditionResponse[];

  @Nested(() => ProposedRateResponse)
  rate: ProposedRateResponse;

  @Nested(() => ProposedScheduleResponse)
  schedule: ProposedScheduleResponse;

  @Nested(() => ProposedDaysResponse)
  visitWindow: ProposedDaysResponse;

  @Integers({ ...ROW, maxItems: LISTED })
  matterIds: number[];
}

export class ProposedMatterResponse {
  @Integer(ROW)
  id: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 2000 })
  name: string;
}

export class ProposedBatchResponse {
  @Nested(() => ProposedBodyResponse, { about: 'As POST /plans/{id}/batches takes it' })
  batch: ProposedBodyResponse;

  @NestedList(() => ProposedMatterResponse, { maxItems: LISTED })
  matters: ProposedMatterResponse[];

  @Integer({ ...COUNT, about: 'Targets in business of these kinds' })
  targets: number;

  @Integer({ ...COUNT, about: 'Targets that would be drawn' })
  drawn: number;

  @Day({ about: 'When its last results are due, as many working days after the visits as the agency says' })
  publishBy: string;

  @Nested(() => WordsResponse)
  words: WordsResponse;
}

export class UnproposableResponse {
  @Nested(() => ProposedMatterResponse)
  matter: ProposedMatterResponse;

  @OneOf(['no_target_of_kind', 'rate_takes_nobody', 'rate_not_whole', 'year_too_short'])
  code: string;

  @Nested(() => WordsResponse, { about: 'Why no batch can bring it, and what would help' })
  words: WordsResponse;
}

export class CoverageRiskResponse {
  @OneOf(['unplanned', 'too-late'])
  code: string;

  @Nested(() => WordsResponse)
  title: WordsResponse;

  @Nested(() => WordsResponse)
  body: WordsResponse;
}

export class ProposalResponse {
  @Nested(() => CoverageAgencyResponse)
  agency: CoverageAgencyResponse;

  @Integer({ min: 2000, max: 2999 })
  year: number;

  @Integer({ ...ROW, nullable: true, about: 'The plan of the year into which they go; null where there is none yet' })
  planId: number | null;

  @Nested(() => CoverageRiskResponse, {
    nullable: true,
    about: 'Why the plan does not bring every matter; null where the year is whole, or will be',
  })
  risk: CoverageRiskResponse | null;

  @Nested(() => FigureResponse)
  matterCoverage: FigureResponse;

  @Nested(() => FigureResponse, { about: 'With what is drawn, planned and proposed here, once published' })
  withProposal: FigureResponse;

  @NestedList(() => ProposedBatchResponse, { maxItems: LISTED })
  batches: ProposedBatchResponse[];

  @NestedList(() => UnproposableResponse, { maxItems: LISTED })
  impossible: UnproposableResponse[];
}

export function toProposalResponse(
  {
    agency: { code, id, name },
    planId,
    risk,
    year,
  }: {
    readonly agency: { readonly id: number; readonly code: string; readonly name: string };
    readonly year: number;
    readonly planId: number | null;
    readonly risk: CoverageRisk | undefined;
  },
  { activeMatters, missing }: Pick<CoverageFacts, 'activeMatters' | 'missing'>,
  { batches, impossible }: Proposal,
): ProposalResponse {
  return {
    agency: { id, code, name },
    year,
    planId,
    risk: risk ?? null,
    matterCoverage: toFigure(figure(activeMatters - missing.length, activeMatters)),
    withProposal: toFigure(figure(activeMatters - impossible.length, activeMatters)),
    batches: batches.slice(0, LISTED).map(toProposedBatch),
    impossible: impossible
      .slice(0, LISTED)
      .map(({ code: why, matter, words }) => ({ matter: toMatter(matter), code: why, words })),
  };
}

function toProposedBatch(proposed: ProposedBatch): ProposedBatchResponse {
  const { drawn, drawOn, kinds, matters, name, publishBy, rate, targets, visit } = proposed;
  return {
    batch: {
      name,
      matterIds: matters.map(({ id }) => id),
      filter: kinds.length === 0 ? [] : [{ field: 'kind', in: [...kinds] }],
      rate: { ...rate },
      schedule: { kind: 'date', at: `${drawOn}T09:00:00+08:00` },
      visitWindow: { ...visit },
    },
    matters: matters.map(toMatter),
    targets,
    drawn,
    publishBy,
    words: {
      zh: `${drawOn} 从 ${targets} 户${kinds.length === 0 ? '' : `（${kinds.join('、')}）`}中抽取 ${drawn} 户，${visit.from} 至 ${visit.until} 检查，结果最迟 ${publishBy} 公示。`,
      en: `On ${drawOn} ${drawn} of ${targets}${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`} are drawn, visited from ${visit.from} to ${visit.until}, and the last results are due on ${publishBy}.`,
    },
  };
}

const toMatter = ({ code, id, name }: ProposedMatterResponse): ProposedMatterResponse => ({ id, code, name });
