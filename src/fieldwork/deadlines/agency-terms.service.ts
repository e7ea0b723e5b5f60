import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { nearest, settingsFrom } from '../../registry/agencies/setting-from.js';
import { CHECK_IN_METRES } from '../on-site/check-in/check-in-rules.js';
import { type AgencyTermsResponse } from './agency-terms.dto.js';
import { PUBLICATION_DAYS } from './due.js';

interface Row {
  readonly id: number;
  readonly publicationDays: number | null;
  readonly checkInMetres: number | null;
}

/** What holds for an agency's visits, and who says so. */
@Injectable()
export class AgencyTerms {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scope: AgencyScope,
  ) {}

  async of(caller: Caller, agencyId: number): Promise<AgencyTermsResponse> {
    await this.scope.requireVisible(caller, agencyId);
    const line = await this.scope.lineAbove(agencyId);
    const rows = await this.dataSource.manager.query<Row[]>(
      `SELECT id AS id, publication_days AS publicationDays, check_in_metres AS checkInMetres
         FROM agencies WHERE id IN (${[0, ...line].map(() => '?').join(', ')})`,
      [0, ...line],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const sayer = (name: 'publicationDays' | 'checkInMetres'): number | null =>
      nearest(line, (id) => (byId.get(id)?.[name] ?? null) !== null);
    const from = { publicationDays: sayer('publicationDays'), checkInMetres: sayer('checkInMetres') };
    const told = await settingsFrom(this.scope, from);
    const term = (
      name: 'publicationDays' | 'checkInMetres',
      otherwise: number,
    ): AgencyTermsResponse['publicationDays'] => ({
      own: byId.get(agencyId)?.[name] ?? null,
      effective: byId.get(from[name] ?? 0)?.[name] ?? otherwise,
      from: told[name],
    });
    return {
      agencyId,
      publicationDays: term('publicationDays', PUBLICATION_DAYS),
      checkInMetres: term('checkInMetres', CHECK_IN_METRES),
    };
  }
}
