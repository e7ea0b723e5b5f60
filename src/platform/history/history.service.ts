import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { Clock } from '../clock/clock.js';
import { DomainError } from '../errors/domain-error.js';
import { currentActor, currentContext } from '../http/request-context.js';
import { text } from '../text.js';
import { Change } from './change.entity.js';
import { knownOf, type Subject } from './subjects.js';

/** MySQL's `text` ends here. On SQLite the same is refused, so that no record can be kept on one database only. */
const MOST_BYTES = 65_535;

export { type Subject } from './subjects.js';

export interface ChangeNote {
  readonly subject: Subject;
  readonly subjectId: number;
  /** created, updated, retired, imported … */
  readonly action: string;
  readonly before: object | null;
  readonly after: object | null;
}

/**
 * Writes down every change in the transaction that makes it, so that neither is there without the other. A record whose
 * fields together are too long to be written down is refused (`record_too_long`), and so is then the change.
 */
@Injectable()
export class History {
  constructor(private readonly clock: Clock) {}

  async record(manager: EntityManager, ...notes: readonly ChangeNote[]): Promise<void> {
    const actor = currentActor();
    const requestId = currentContext()?.requestId ?? null;
    const at = this.clock.now();
    const agencyOf = await this.agencies(manager, notes);
    const rows = notes.map((note) => ({
      subject: note.subject,
      subjectId: note.subjectId,
      agencyId: agencyOf(note),
      action: note.action,
      actorId: actor.userId,
      actorName: actor.name,
      requestId,
      at,
      beforeValue: written(note.before),
      afterValue: written(note.after),
    }));
    for (let start = 0; start < rows.length; start += 500) {
      await manager.insert(Change, rows.slice(start, start + 500));
    }
  }

  /** The changes of one record, newest first. */
  async of(manager: EntityManager, subject: Subject, subjectId: number, limit = 200): Promise<ChangeView[]> {
    const rows = await manager.find(Change, { where: { subject, subjectId }, order: { id: 'DESC' }, take: limit });
    return rows.map(viewOf);
  }

  /** Whose records these are, as this transaction sees them; of one that it has removed, whose it was when it was last written of. */
  private async agencies(
    manager: EntityManager,
    notes: readonly ChangeNote[],
  ): Promise<(note: ChangeNote) => number | null> {
    const ids = new Map<Subject, number[]>();
    for (const { subject, subjectId } of notes) {
      const some = ids.get(subject);
      if (some === undefined) ids.set(subject, [subjectId]);
      else some.push(subjectId);
    }
    const owners = new Map<string, number | null>();
    for (const [subject, wanted] of ids) {
      const known = await knownOf(manager, subject, wanted);
      for (const id of new Set(wanted)) {
        const record = known.get(id) ?? (await this.last(manager, subject, id));
        owners.set(`${subject} ${id}`, record?.agencyId ?? null);
      }
    }
    return ({ subject, subjectId }) => owners.get(`${subject} ${subjectId}`) ?? null;
  }

  private async last(manager: EntityManager, subject: Subject, subjectId: number): Promise<Change | undefined> {
    return (await manager.find(Change, { where: { subject, subjectId }, order: { id: 'DESC' }, take: 1 }))[0];
  }
}

export const viewOf = (row: Change): ChangeView => ({
  action: row.action,
  by: row.actorName,
  at: row.at.toISOString(),
  requestId: row.requestId,
  before: row.beforeValue === null ? null : (JSON.parse(row.beforeValue) as object),
  after: row.afterValue === null ? null : (JSON.parse(row.afterValue) as object),
});

function written(values: object | null): string | null {
  if (values === null) return null;
  const json = JSON.stringify(values);
  const bytes = Buffer.byteLength(json);
  if (bytes <= MOST_BYTES) return json;
  throw new DomainError(
    'invalid',
    'record_too_long',
    text(
      `这条记录各项合计 ${bytes} 字节，上限 ${MOST_BYTES}（一个汉字 3 字节）。请缩短较长的文字。`,
      `The fields of this record take ${bytes} bytes together, of at most ${MOST_BYTES}. Shorten its longer texts.`,
    ),
  );
}

export interface ChangeView {
  readonly action: string;
  readonly by: string;
  readonly at: string;
  readonly requestId: string | null;
  readonly before: object | null;
  readonly after: object | null;
}
