import { Injectable } from '@nestjs/common';
import { DataSource, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';

import { listPage, startingWith, type ListQuery, type Page } from '../http/paging.js';
import { Change } from './change.entity.js';
import { viewOf, type ChangeView } from './history.service.js';
import { knownOf, type Known, type Subject } from './subjects.js';

export interface ChangeFilter {
  readonly subject?: Subject | undefined;
  readonly subjectId?: number | undefined;
  readonly action?: string | undefined;
  /** The beginning of the name of whoever did it. */
  readonly by?: string | undefined;
  readonly from?: Date | undefined;
  readonly before?: Date | undefined;
}

/** A change, and of what: the record under the name that it has now. */
export interface ChangeOf extends ChangeView {
  readonly id: number;
  readonly subject: Subject;
  readonly subjectId: number;
  /** null: it is not there any more. */
  readonly name: string | null;
  readonly agencyId: number | null;
  readonly byPerson: boolean;
}

const SORTABLE = { at: 'entry.at', by: 'entry.actorName', subject: 'entry.subject' };

/** The history of all records, to be looked through. */
@Injectable()
export class Changes {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Changes, the latest first unless sorted otherwise.
   * @param narrow leaves those that the reader may see; the column is `entry.agencyId`
   */
  async list(
    list: ListQuery,
    filter: ChangeFilter,
    narrow: (query: SelectQueryBuilder<ObjectLiteral>) => Promise<void>,
  ): Promise<Page<ChangeOf>> {
    const query = this.dataSource.manager.createQueryBuilder(Change, 'entry').where('1 = 1');
    const { action, before, by, from, subject, subjectId } = filter;
    if (subject !== undefined) query.andWhere('entry.subject = :subject', { subject });
    if (subjectId !== undefined) query.andWhere('entry.subjectId = :subjectId', { subjectId });
    if (action !== undefined) query.andWhere('entry.action = :action', { action });
    if (by !== undefined && by !== '') query.andWhere(`entry.actorName LIKE :by ESCAPE '!'`, { by: startingWith(by) });
    if (from !== undefined) query.andWhere('entry.at >= :from', { from });
    if (before !== undefined) query.andWhere('entry.at < :before', { before });
    await narrow(query);
    const page = await listPage(query, { ...list, sort: list.sort ?? '-at' }, SORTABLE, 'entry.id', (row) => row);
    const known = await this.knownOf(page.items);
    return {
      total: page.total,
      items: page.items.map((row) => ({
        ...viewOf(row),
        id: row.id,
        subject: row.subject,
        subjectId: row.subjectId,
        name: known.get(row.subject)?.get(row.subjectId)?.name ?? null,
        agencyId: row.agencyId,
        byPerson: row.actorId !== null,
      })),
    };
  }

  /** A record as it is now; undefined: there is none. */
  async known(subject: Subject, id: number): Promise<Known | undefined> {
    return (await knownOf(this.dataSource.manager, subject, [id])).get(id);
  }

  private async knownOf(rows: readonly Change[]): Promise<Map<Subject, Map<number, Known>>> {
    const wanted = new Map<Subject, number[]>();
    for (const { subject, subjectId } of rows) wanted.set(subject, [...(wanted.get(subject) ?? []), subjectId]);
    const found = new Map<Subject, Map<number, Known>>();
    for (const [subject, ids] of wanted) found.set(subject, await knownOf(this.dataSource.manager, subject, ids));
    return found;
  }
}
