import { Injectable } from '@nestjs/common';

import { type Caller } from '../../accounts/caller.js';
import { addDays, chinaDayStart } from '../../platform/clock/days.js';
import { invalid, notFound } from '../../platform/errors/domain-error.js';
import { Changes } from '../../platform/history/changes.service.js';
import { Refusals } from '../../platform/history/refusals.service.js';
import { type Subject } from '../../platform/history/subjects.js';
import { type Page } from '../../platform/http/paging.js';
import { markOutside } from '../../platform/http/request-context.js';
import { text } from '../../platform/text.js';
import { AgencyScope } from '../agencies/agency-scope.js';
import {
  recordChange,
  type HistoryQuery,
  type RecordChangeResponse,
  type RefusalResponse,
  type RefusalsQuery,
} from './history.dto.js';

const RECORD = text('记录', 'record');

/** What auditors read of everything that happened: who changed what, and who was refused what. */
@Injectable()
export class RecordHistory {
  constructor(
    private readonly changes: Changes,
    private readonly refused: Refusals,
    private readonly scope: AgencyScope,
  ) {}

  /** The changes that the caller may see: those of the records of his part of the tree, or all of one record there. */
  async list(caller: Caller, query: HistoryQuery): Promise<Page<RecordChangeResponse>> {
    const { action, agencyId, search, subject, subjectId } = query;
    if (subjectId !== undefined) await this.requireSeen(caller, subject, subjectId);
    const page = await this.changes.list(
      query,
      { subject, subjectId, action, by: search, ...spanOf(query) },
      // one record is told of whole: also what was done to it where it was before
      (rows) =>
        subjectId === undefined || agencyId !== undefined
          ? this.scope.narrow(rows, 'entry.agencyId', caller, agencyId)
          : Promise.resolve(),
    );
    return { items: page.items.map(recordChange), total: page.total };
  }

  /** What people of the caller's part of the tree were refused, and what others were refused of its records. */
  async refusals(caller: Caller, query: RefusalsQuery): Promise<Page<RefusalResponse>> {
    const { agencyId, kind, search } = query;
    if (agencyId !== undefined) await this.scope.requireVisible(caller, agencyId);
    const visible = agencyId === undefined ? await this.scope.visibleIds(caller) : [agencyId];
    return this.refused.list(query, { kind, by: search, ...spanOf(query) }, visible);
  }

  private async requireSeen(caller: Caller, subject: Subject | undefined, id: number): Promise<void> {
    if (subject === undefined)
      throw invalid(
        '/subject',
        'subject_missing',
        text(
          '指定一条记录时须同时给出它的种类（subject）。',
          'Where one record is named, its kind (subject) has to be told as well.',
        ),
      );
    const record = await this.changes.known(subject, id);
    if (record === undefined) throw notFound(RECORD, `${subject} ${id}`);
    if (record.agencyId !== null)
      return this.scope.requireVisible(caller, record.agencyId, { what: RECORD, id: `${subject} ${id}` });
    if (caller.agencyId === null) return;
    markOutside({ sought: `${subject} ${id}`, agencyId: null });
    throw notFound(RECORD, `${subject} ${id}`);
  }
}

/** Days in China as moments, the last one whole. */
function spanOf({ from, until }: { readonly from?: string; readonly until?: string }): { from?: Date; before?: Date } {
  return {
    ...(from === undefined ? {} : { from: chinaDayStart(from) }),
    ...(until === undefined ? {} : { before: chinaDayStart(addDays(until, 1)) }),
  };
}
