/**
 * What accounts must know of the agencies. The registry comes after accounts, so it implements this and provides it
 * globally; accounts never looks into its tables.
 */
export abstract class AgencyTree {
  /** Whether `agencyId` is `topAgencyId` itself or lies below it. Unknown agencies lie nowhere. */
  abstract contains(topAgencyId: number, agencyId: number): Promise<boolean>;

  abstract exists(agencyId: number): Promise<boolean>;

  /** Those of the given agencies that `contains` holds for. One query where the implementation has a better way. */
  async within(topAgencyId: number, agencyIds: readonly number[]): Promise<number[]> {
    const inside = await Promise.all(agencyIds.map((agencyId) => this.contains(topAgencyId, agencyId)));
    return agencyIds.filter((_, at) => inside[at] === true);
  }
}
