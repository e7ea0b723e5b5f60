import { Flag, Integer, Nested, NestedList, OneOf, Text } from '../../platform/http/fields.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import { AssuranceResponse } from '../draws/draw.dto.js';
import { type Draw } from '../draws/draw.entity.js';
import { type Round } from '../rotation/rotation-rules.js';
import { RotationResponse, toRotationResponse } from '../rotation/rotation.dto.js';
import { type DrawFairness } from './draw-fairness.js';
import { FractionResponse } from './fraction.dto.js';

const COUNT = { min: 0, max: 100_000_000 };

export class StratumFairnessResponse {
  @Text({ max: 64 })
  stratum: string;

  @Integer(COUNT)
  population: number;

  @Integer(COUNT)
  size: number;

  @Integer(COUNT)
  reserve: number;

  @Nested(() => FractionResponse, { nullable: true, about: 'The same for every target of the stratum' })
  chance: FractionResponse | null;

  @Nested(() => FractionResponse, { nullable: true })
  reserveChance: FractionResponse | null;

  @OneOf(['rate', 'minimum', 'census', 'everyone'])
  sizeReason: string;

  @OneOf(['up', 'down', 'none'])
  rounding: string;

  @Nested(() => WordsResponse)
  words: WordsResponse;
}

export class ExcludedFairnessResponse {
  @Text({ max: 64 })
  reason: string;

  @Integer(COUNT)
  targets: number;

  @Nested(() => FractionResponse)
  chance: FractionResponse;
}

export class FairnessWarningResponse {
  @Text({ max: 64 })
  code: string;

  @Nested(() => WordsResponse)
  words: WordsResponse;
}

export class ReasonResponse {
  @Text({ max: 64 })
  code: string;

  @Nested(() => WordsResponse)
  words: WordsResponse;
}

export class BitsResponse {
  @Integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
  bits: number;

  @Flag({ about: 'Whether it was counted; beyond 4096 bits it is estimated' })
  exact: boolean;
}

export class EntropyFairnessResponse {
  @Nested(() => AssuranceResponse)
  assurance: AssuranceResponse;

  @Integer({ min: 0, max: 256 })
  sourceBits: number;

  @Nested(() => BitsResponse)
  outcomes: BitsResponse;

  @Nested(() => WordsResponse)
  words: WordsResponse;
}

export class TeamRangeResponse {
  @Integer({ min: 0, max: 10 })
  fewest: number;

  @Integer({ min: 0, max: 10, about: '10 stands for ten and more' })
  most: number;
}

export class InspectorFairnessResponse {
  @Text({ max: 64 })
  inspector: string;

  @Integer(COUNT)
  load: number;

  @Integer({ ...COUNT, about: 'Drawn targets to which the rules would have let him go' })
  couldGo: number;

  @Nested(() => TeamRangeResponse, { nullable: true, about: 'Possible teams of those targets' })
  teams: TeamRangeResponse | null;
}

export class LoadSpreadResponse {
  @Integer(COUNT)
  inspectors: number;

  @Integer(COUNT)
  most: number;

  @Integer(COUNT)
  least: number;

  @Flag({ about: 'No exchange that the rules allow makes the loads evener' })
  forced: boolean;

  @Nested(() => WordsResponse)
  words: WordsResponse;
}

export class FairnessResponse {
  @Text({ max: 64 })
  number: string;

  @Text({ max: 64 })
  commitment: string;

  @Nested(() => WordsResponse, {
    nullable: true,
    about: 'Of a draw that stands in for another or goes on from it: what was drawn here, and what was not',
  })
  relation: WordsResponse | null;

  @NestedList(() => StratumFairnessResponse, { maxItems: 10_000 })
  strata: StratumFairnessResponse[];

  @Nested(() => RotationResponse, {
    nullable: true,
    about:
      'Of a round of a rotation (轮查): how far its cycles are, what that makes of the chances, and what anybody can foresee of it',
  })
  rotation: RotationResponse | null;

  @NestedList(() => ExcludedFairnessResponse, { maxItems: 100_000_000 })
  excluded: ExcludedFairnessResponse[];

  @NestedList(() => FairnessWarningResponse, { maxItems: 5000 })
  warnings: FairnessWarningResponse[];

  @NestedList(() => ReasonResponse, {
    maxItems: 200,
    about: "Which rules made the draw what it is, in the agency's own words, which no verifier checks",
  })
  reasons: ReasonResponse[];

  @Nested(() => EntropyFairnessResponse)
  entropy: EntropyFairnessResponse;

  @NestedList(() => InspectorFairnessResponse, {
    nullable: true,
    maxItems: 100_000_000,
    about: 'Null before the draw. In public, of a draw with closed pools, only those who sit in a team',
  })
  inspectors: InspectorFairnessResponse[] | null;

  @Nested(() => LoadSpreadResponse, { nullable: true })
  spread: LoadSpreadResponse | null;

  @NestedList(() => WordsResponse, { nullable: true, maxItems: 20, about: 'Why there are no teams' })
  infeasible: WordsResponse[] | null;
}

export function toFairnessResponse(
  draw: Pick<Draw, 'number' | 'commitment'>,
  { entropy, excluded, infeasible, inspectors, reasons, relation, spread, strata, warnings }: DrawFairness,
  rotation: { readonly code: string; readonly rounds: readonly Round[] } | null,
): FairnessResponse {
  const { assurance, outcomes, source, sourceBits, words } = entropy;
  return {
    number: draw.number,
    commitment: draw.commitment ?? '',
    relation,
    strata: [...strata],
    rotation: rotation === null ? null : toRotationResponse(rotation),
    excluded: [...excluded],
    warnings: [...warnings],
    reasons: [...reasons],
    entropy: { assurance: { ...assurance, source }, sourceBits, outcomes, words },
    inspectors: inspectors === undefined ? null : [...inspectors],
    spread: spread ?? null,
    infeasible: infeasible === null ? null : infeasible.map((cut) => cut.words),
  };
}
