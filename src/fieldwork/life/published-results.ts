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

  /**
   * Publishes what became public before bulletins were kept, as it still stands, in a transaction of its own. Whoever is about
   * to correct it asks for this first: a correction puts right a version that is there.
   */
  abstract publishEarlier(inspectionId: number): Promise<void>;
}
