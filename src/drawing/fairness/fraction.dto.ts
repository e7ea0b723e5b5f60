import { Integer, Text } from '../../platform/http/fields.js';

export class FractionResponse {
  @Integer({ min: 0, max: 100_000_000 })
  numerator: number;

  @Integer({ min: 1, max: 100_000_000 })
  denominator: number;

  @Text({ max: 30, example: '1/13' })
  words: string;
}
