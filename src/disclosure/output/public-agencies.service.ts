import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface PublicAgency {
  readonly code: string;
  readonly name: string;
}

/** More than these nobody picks from a list. */
const MOST = 200;

/** The agencies of which anything is public. */
@Injectable()
export class PublicAgencies {
  constructor(private readonly dataSource: DataSource) {}

  /** From the top of the tree down; undefined where there are too many to choose among. */
  async all(): Promise<readonly PublicAgency[] | undefined> {
    const rows = await this.dataSource.query<PublicAgency[]>(
      `SELECT a.code AS code, a.name AS name FROM agencies a
        WHERE EXISTS (SELECT 1 FROM plans p WHERE p.agency_id = a.id AND p.state = 'published')
           OR EXISTS (SELECT 1 FROM bulletins b WHERE b.agency_id = a.id AND b.kind = 'checklist')
           OR EXISTS (SELECT 1 FROM bulletins b WHERE b.agency_id = a.id AND b.kind = 'result')
        ORDER BY a.path LIMIT ${MOST + 1}`,
    );
    return rows.length > MOST ? undefined : rows;
  }
}
