import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../accounts/caller.js';
import { notFound } from '../platform/errors/domain-error.js';
import { AGENCY, agencyRequired } from '../registry/agencies/agencies.errors.js';
import { AgencyScope } from '../registry/agencies/agency-scope.js';

export interface CoveredAgency {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  /** `/1/5/`. */
  readonly path: string;
}

/** The agency whose coverage is asked about. */
@Injectable()
export class CoveredAgencies {
  constructor(
    private readonly dataSource: DataSource,
    private readonly agencies: AgencyScope,
  ) {}

  /** @param given id or code; the caller's own unless told. One outside the caller's part of the tree is not found. */
  async of(caller: Caller, given: string | undefined): Promise<CoveredAgency> {
    const wanted = given === undefined || given === '' ? caller.agencyId : given;
    if (wanted === null) throw agencyRequired();
    const row = await this.byIdOrCode(String(wanted));
    if (row === undefined) throw notFound(AGENCY, wanted);
    await this.agencies.requireVisible(caller, row.id, { what: AGENCY, id: wanted });
    return row;
  }

  /** Digits are an id first, and then a code: a code of digits is a region's, and longer than any id is likely to be. */
  async byIdOrCode(wanted: string): Promise<CoveredAgency | undefined> {
    const id = /^[1-9]\d{0,9}$/.test(wanted) ? Number(wanted) : 0;
    const rows = await this.dataSource.query<CoveredAgency[]>(
      'SELECT id AS id, code AS code, name AS name, path AS path FROM agencies WHERE id = ? OR code = ?',
      [id, wanted],
    );
    return rows.find((row) => row.id === id) ?? rows[0];
  }
}
