import { Text } from '../../platform/http/fields.js';

export class WordsResponse {
  @Text({ max: 1000 })
  zh: string;

  @Text({ max: 1000 })
  en: string;
}
