import { type EntityManager } from 'typeorm';

/**
 * Where results go when they become public. Disclosure comes after fieldwork, so it implements this and provides it
 * globally; fieldwork never looks into its tables.
 */
export abstract class PublishedResults {
  /**
   * Publishes what the transaction has made of an inspection's result: both are there, or neither.
   * @param reason why it corrects what was published before; null the first time
   */
  abstract publish(manager: EntityManager, inspectionId: number, reason: string | null): Promise<void>;
}
