import { type EntityManager } from 'typeorm';

/** An inspection as an amendment must know it. */
export interface NamedInspection {
  readonly id: number;
  readonly drawId: number;
  readonly targetCode: string;
  /** Nobody has been there yet, and it is not void. */
  readonly open: boolean;
  /** Who sits in its team now, and by which draw. */
  readonly team: readonly {
    readonly seat: number;
    readonly inspectorId: number;
    readonly code: string;
    readonly drawId: number;
  }[];
  /** Codes of those who left it. */
  readonly left: readonly string[];
}

/**
 * What drawing must know, and have done, of the inspections that came of a draw. Fieldwork comes after drawing, so it
 * implements this and provides it globally; drawing never looks into its tables.
 */
export abstract class IssuedInspections {
  /** In the order of the ids; ids that are not there are left out. */
  abstract named(manager: EntityManager, ids: readonly number[]): Promise<NamedInspection[]>;

  /** At how many inspections of these draws somebody has been. */
  abstract visited(manager: EntityManager, drawIds: readonly number[]): Promise<number>;

  /**
   * Marks the inspections of these draws void, those apart where somebody has been. Returns how many these were, as the
   * database has it when all others who write there are done.
   */
  abstract markVoided(manager: EntityManager, drawIds: readonly number[], at: Date): Promise<number>;

  /**
   * Raises the versions of those to which nobody has been yet: whoever is recording something there just now has to look
   * again. Returns how many there were, as the database has it when all others who write there are done.
   */
  abstract touch(manager: EntityManager, ids: readonly number[], at: Date): Promise<number>;
}
