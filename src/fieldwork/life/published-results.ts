import { type EntityManager } from 'typeorm';

/**
 * Where results go when they become public. Disclosure comes after fieldwork, so it implements this and provides it
 * globally; fieldwork never looks into its tables.
 */
export abstract class PublishedResults {
  /**
   * Publishes what the transaction has made of an inspection's result: both are there, or neither.
   * @param reason why it takes the place of what was published before; the first time there is nothing to give a reason for
   */
  abstract publish(manager: EntityManager, inspectionId: number, reason: string | null): Promise<void>;

  /**
   * Publishes what became public before bulletins were kept, as it still stands, in a transaction of its own. Whoever is about
   * to correct it asks for this first: a correction puts right a version that is there.
   */
  abstract publishEarlier(inspectionId: number): Promise<void>;

  /** Takes a published result from everyone's sight, with the reason in its place. What it said stays on record. */
  abstract withdraw(manager: EntityManager, inspectionId: number, reason: string): Promise<void>;
}

/** What everyone is shown of a result that was published once. */
export type ResultDisplay =
  | { readonly state: 'displayed' }
  /** It was on display for as many years as its agency's rule says. */
  | { readonly state: 'over'; readonly years: number }
  | { readonly state: 'withdrawn'; readonly reason: string; readonly at: Date };

/** Whether a result is still on display. Implemented where the rules of display are. */
export abstract class DisplayedResults {
  /** Nothing where no result of the inspection was ever published. */
  abstract displayOf(inspectionId: number): Promise<ResultDisplay | undefined>;
}
