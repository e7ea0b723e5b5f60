import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { type MatterResponse } from '../../registry/matters/matter.dto.js';
import { MattersService } from '../../registry/matters/matters.service.js';
import { chunks } from '../../registry/records/record-keeper.js';
import { Bulletin } from '../kept/bulletin.entity.js';
import { KeptBulletins } from '../kept/kept-bulletins.service.js';
import { differingMembers, standingOf, STANDINGS } from './checklist-standing.js';
import {
  contentOfMatter,
  toMatterPublication,
  type ChecklistStandingQuery,
  type ChecklistStandingResponse,
  type MatterPublicationResponse,
} from './checklist.dto.js';

/** The matters of an agency, each held against what is public of it. */
@Injectable()
export class ChecklistStandings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scope: AgencyScope,
    private readonly matters: MattersService,
    private readonly kept: KeptBulletins,
  ) {}

  /** Those that are not retired, in the order of their numbers. */
  async ofAgency(
    caller: Caller,
    agencyId: number,
    { page = 1, pageSize = 50, standing }: ChecklistStandingQuery,
  ): Promise<ChecklistStandingResponse> {
    await this.scope.requireVisible(caller, agencyId);
    const { manager } = this.dataSource;
    const rows = await manager.query<{ id: number }[]>(
      'SELECT id AS id FROM matters WHERE agency_id = ? AND retired_at IS NULL ORDER BY number, id',
      [agencyId],
    );
    const counts = Object.fromEntries(STANDINGS.map((one) => [one, 0])) as Record<(typeof STANDINGS)[number], number>;
    const items: MatterPublicationResponse[] = [];
    let total = 0;
    // only those of the page are kept: a list may be long
    for (const some of chunks(rows.map(({ id }) => id))) {
      const byId = new Map((await this.of(manager, some)).map((one) => [one.id, one]));
      for (const id of some) {
        const one = byId.get(id);
        if (one === undefined) continue;
        counts[one.standing] += 1;
        if (standing !== undefined && one.standing !== standing) continue;
        if (total >= (page - 1) * pageSize && total < page * pageSize) items.push(one);
        total += 1;
      }
    }
    const { differing, same, unpublished } = counts;
    return { items, total, counts: { unpublished, differing, same, withoutBasis: counts['without-basis'] } };
  }

  async ofMatter(caller: Caller, id: number): Promise<MatterPublicationResponse> {
    await this.matters.one(caller, id);
    const [one] = await this.of(this.dataSource.manager, [id]);
    if (one === undefined) throw notFound(text('抽查事项', 'matter'), id);
    return one;
  }

  /** Those of these matters of which something older is public. */
  async outdated(manager: EntityManager, ids: readonly number[]): Promise<ReadonlySet<number>> {
    const found = new Set<number>();
    for (const some of chunks([...new Set(ids)])) {
      for (const { differing, id, published } of await this.of(manager, some))
        if (published !== null && differing.length > 0) found.add(id);
    }
    return found;
  }

  private async of(manager: EntityManager, ids: readonly number[]): Promise<MatterPublicationResponse[]> {
    const matters = await this.matters.findByIds(manager, ids);
    const agencies = new Map((await this.scope.named(matters.map(({ agencyId }) => agencyId))).map((a) => [a.id, a]));
    const rows = await manager.findBy(Bulletin, { kind: 'checklist', number: In(matters.map(({ id }) => String(id))) });
    const versions = await this.kept.current(rows, manager);
    const shown = new Map(rows.map((row) => [row.matterId, row]));
    return matters.flatMap((matter: MatterResponse) => {
      const agency = agencies.get(matter.agencyId);
      if (agency === undefined) return [];
      const content = contentOfMatter(matter, agency);
      const row = shown.get(matter.id);
      const kept = row === undefined ? undefined : versions.get(row.id);
      const differing = kept === undefined ? undefined : differingMembers(content, kept.document);
      const standing = standingOf({ retired: matter.retiredAt !== null, legalBasis: matter.legalBasis }, differing);
      return toMatterPublication(matter, content, standing, differing ?? [], row, kept);
    });
  }
}
