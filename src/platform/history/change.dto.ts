import { AnyObject, Text } from '../http/fields.js';

/** One change of a record: who, when, before and after. */
export class ChangeResponse {
  @Text({ max: 32 })
  action: string;

  @Text({ max: 100 })
  by: string;

  @Text({ max: 30 })
  at: string;

  @Text({ max: 64, nullable: true })
  requestId: string | null;

  @AnyObject({ nullable: true })
  before: object | null;

  @AnyObject({ nullable: true })
  after: object | null;
}
