import { Text } from './fields.js';

/** What is told in both languages. */
export class WordsResponse {
  @Text({ max: 20_000 })
  zh: string;

  @Text({ max: 20_000 })
  en: string;
}
