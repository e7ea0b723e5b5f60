import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { chinaYear } from '../../platform/clock/days.js';
import { readSnapshot } from '../../platform/database/read-snapshot.js';
import { CoveredAgencies } from '../covered-agencies.service.js';
import { type PairingsQuery, type PairingsResponse } from './pairing.dto.js';
import { pairingFacts } from './pairing-facts.js';

/** Who was paired with whom over a year: even in the long run, or a question to whoever drew. */
@Injectable()
export class PairingsService {
  constructor(
    private readonly covered: CoveredAgencies,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller, query: PairingsQuery): Promise<PairingsResponse> {
    const { id, code, name, path } = await this.covered.of(
      caller,
      query.agencyId === undefined ? undefined : String(query.agencyId),
    );
    const now = this.clock.now();
    const year = query.year ?? chinaYear(now);
    const subtree = query.subtree ?? false;
    const facts = await readSnapshot(this.dataSource, (runner) =>
      pairingFacts(runner, { agencyId: id, path, subtree }, year),
    );
    return { agency: { id, code, name }, year, subtree, asOf: now.toISOString(), ...facts };
  }
}
