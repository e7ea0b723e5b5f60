import { type EntityManager } from 'typeorm';

/**
 * The published checklists (随机抽查事项清单公示): what is on none of them may not be inspected (domain rule 1). Disclosure comes
 * after planning, so it implements this and provides it globally; planning never looks into its tables.
 */
export abstract class PublishedMatters {
  /** Those of these matters that are on the published checklist of their agency. */
  abstract among(manager: EntityManager, ids: readonly number[]): Promise<ReadonlySet<number>>;

  /** Those of these matters of which the public reads something else than the list says now. */
  abstract outdated(manager: EntityManager, ids: readonly number[]): Promise<ReadonlySet<number>>;

  /**
   * Publishes matters that are on no checklist yet, in the caller's transaction: both are there, or neither.
   * Throws `changed_meanwhile` where somebody else published one of them at the same moment.
   */
  abstract publish(manager: EntityManager, ids: readonly number[]): Promise<void>;
}
