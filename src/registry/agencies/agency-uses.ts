import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { type Bilingual } from '../../platform/text.js';
import { type Use } from './agencies.errors.js';

/** Counts what is in use of one kind; the agency is locked while it counts. */
export type CountUses = (manager: EntityManager, agencyId: number) => Promise<number>;

/**
 * What keeps an agency from being retired. The rooms that hang something on agencies say so here when they start, so that
 * agencies need not know them.
 */
@Injectable()
export class AgencyUses {
  private readonly counters: { readonly what: Bilingual; readonly count: CountUses }[] = [];

  register(what: Bilingual, count: CountUses): void {
    this.counters.push({ what, count });
  }

  async of(manager: EntityManager, agencyId: number): Promise<Use[]> {
    const uses: Use[] = [];
    for (const { what, count } of this.counters) {
      uses.push({ ...what, count: await count(manager, agencyId) });
    }
    return uses.filter((use) => use.count > 0);
  }
}
