import { type EntityManager } from 'typeorm';

import { type Recorded } from './recorded.js';

interface Coded extends Recorded {
  agencyId: number;
  code: string;
}

/**
 * Who has which code, among those that some new records may take. A draw may join the lists of several agencies, so a
 * number that only its agency vouches for (an alias, a certificate's number) may be a code once over all agencies.
 */
export class CodeBook {
  private constructor(private readonly holders: Map<string, number>) {}

  static async open(manager: EntityManager, entity: new () => Coded, codes: readonly string[]): Promise<CodeBook> {
    const rows =
      codes.length === 0
        ? []
        : await manager
            .createQueryBuilder(entity, 'record')
            .select(['record.code AS code', 'record.agencyId AS agencyId'])
            .where('record.code IN (:...codes)', { codes: [...new Set(codes)] })
            .getRawMany<{ code: string; agencyId: number }>();
    return new CodeBook(new Map(rows.map((row) => [row.code, row.agencyId])));
  }

  /** Whether another agency has the code. One that the same agency has is a duplicate, which is for others to judge. */
  taken(code: string, agencyId: number): boolean {
    const holder = this.holders.get(code);
    return holder !== undefined && holder !== agencyId;
  }

  note(code: string, agencyId: number): void {
    this.holders.set(code, agencyId);
  }
}
