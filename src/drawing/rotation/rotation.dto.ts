import { Flag, Integer, Nested, NestedList, Text } from '../../platform/http/fields.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import { FractionResponse } from '../fairness/fraction.dto.js';
import { chancesOfRound, roundsToGo, roundWords, sizeOfRound, type Round } from './rotation-rules.js';

const COUNT = { min: 0, max: 100_000_000 };

export class RotationRoundResponse {
  @Text({ max: 64 })
  stratum: string;

  @Integer({ min: 1, max: 2_147_483_647 })
  cycle: number;

  @Integer({ min: 1, max: 2_147_483_647, about: 'Of the cycle, from 1' })
  round: number;

  @Integer({ ...COUNT, about: 'Targets in business' })
  whole: number;

  @Integer({ ...COUNT, about: 'Whose turn came in the cycle before this round' })
  turned: number;

  @Integer({ ...COUNT, about: 'Who can be drawn: neither drawn in the cycle, nor held back by a cap or a cool-down' })
  available: number;

  @Integer({ ...COUNT, about: 'What the rule asks for of the whole, each round' })
  wanted: number;

  @Integer(COUNT)
  size: number;

  @Nested(() => FractionResponse, { nullable: true, about: 'Of each who can be drawn' })
  chance: FractionResponse | null;

  @Nested(() => FractionResponse, { nullable: true, about: 'Of everyone, were there no rotation' })
  flat: FractionResponse | null;

  @Flag({ about: 'All who can be drawn are: who they are is known before' })
  foreseeable: boolean;

  @Integer({ ...COUNT, nullable: true, about: "Rounds until everyone's turn has come, this one included" })
  roundsToGo: number | null;

  @Nested(() => WordsResponse)
  words: WordsResponse;
}

export class RotationResponse {
  @Text({ max: 64 })
  code: string;

  @NestedList(() => RotationRoundResponse, { maxItems: 10_000, about: 'By stratum' })
  strata: RotationRoundResponse[];
}

export function toRotationResponse({
  code,
  rounds,
}: {
  readonly code: string;
  readonly rounds: readonly Round[];
}): RotationResponse {
  return {
    code,
    strata: rounds.map((round) => {
      const { available, cycle, stratum, turned, wanted, whole } = round;
      return {
        ...{ stratum, cycle, round: round.round, whole, turned, available, wanted },
        size: sizeOfRound(round),
        ...chancesOfRound(round),
        roundsToGo: roundsToGo(round),
        words: roundWords(round),
      };
    }),
  };
}
