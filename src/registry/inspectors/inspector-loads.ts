import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, Not } from 'typeorm';

import { Inspector } from './inspector.entity.js';

/** Inspector's row → how many inspections of this year he has, of draws that stand. */
export type CountLoads = (inspectorIds: readonly number[], year: number) => Promise<ReadonlyMap<number, number>>;

/** One who has as many inspections this year as he may have. */
export interface FullInspector {
  readonly id: number;
  readonly agencyId: number;
  readonly limit: number;
}

const AT_ONCE = 500;

/**
 * Who has reached his yearly limit. Inspections come long after the registry: whoever keeps them says here how to count
 * them, as others do with `AgencyUses`.
 */
@Injectable()
export class InspectorLoads {
  private count: CountLoads = () => Promise.resolve(new Map());

  constructor(private readonly dataSource: DataSource) {}

  register(count: CountLoads): void {
    this.count = count;
  }

  /** The inspectors of these agencies who are in no pool of this year any more. */
  async full(agencyIds: readonly number[], year: number): Promise<FullInspector[]> {
    const full: FullInspector[] = [];
    for (let start = 0; start < agencyIds.length; start += AT_ONCE) {
      const limited = await this.dataSource.manager.find(Inspector, {
        select: { id: true, agencyId: true, yearlyLimit: true },
        where: {
          agencyId: In(agencyIds.slice(start, start + AT_ONCE)),
          yearlyLimit: Not(IsNull()),
          retiredAt: IsNull(),
        },
        order: { id: 'ASC' },
      });
      if (limited.length === 0) continue;
      const counts = await this.count(
        limited.map(({ id }) => id),
        year,
      );
      for (const { agencyId, id, yearlyLimit } of limited) {
        if (yearlyLimit !== null && (counts.get(id) ?? 0) >= yearlyLimit)
          full.push({ id, agencyId, limit: yearlyLimit });
      }
    }
    return full;
  }
}
