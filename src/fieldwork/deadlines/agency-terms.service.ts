import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { nearest, settingsFrom } from '../../registry/agencies/setting-from.js';
import { CHECK_IN_METRES } from '../on-site/check-in/check-in-rules.js';
import { type AgencyTermsResponse } from './agency-terms.dto.js';
import { CLOSING_DAYS, PUBLICATION_DAYS } from './due.js';

/** What holds where no agency says anything. */
const OTHERWISE = {
  publicationDays: PUBLICATION_DAYS,
  closingDays: CLOSING_DAYS,
  checkInMetres: CHECK_IN_METRES,
} as const;
type Name = keyof typeof OTHERWISE;

type Row = { readonly id: number } & Readonly<Record<Name, number | null>>;

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
      `SELECT id AS id, publication_days AS publicationDays, closing_days AS closingDays, check_in_metres AS checkInMetres
         FROM agencies WHERE id IN (${[0, ...line].map(() => '?').join(', ')})`,
      [0, ...line],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const sayer = (name: Name): number | null => nearest(line, (id) => (byId.get(id)?.[name] ?? null) !== null);
    const from = {
      publicationDays: sayer('publicationDays'),
      closingDays: sayer('closingDays'),
      checkInMetres: sayer('checkInMetres'),
    };
    const told = await settingsFrom(this.scope, from);
    const term = (name: Name): AgencyTermsResponse[Name] => ({
      own: byId.get(agencyId)?.[name] ?? null,
      effective: byId.get(from[name] ?? 0)?.[name] ?? OTHERWISE[name],
      from: told[name],
    });
    return {
      agencyId,
      publicationDays: term('publicationDays'),
      closingDays: term('closingDays'),
      checkInMetres: term('checkInMetres'),
    };
  }
}
