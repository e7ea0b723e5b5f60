import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { Clock } from '../clock/clock.js';
import { currentActor, currentContext } from '../http/request-context.js';
import { Change } from './change.entity.js';

export type Subject =
  'agency' | 'matter' | 'target' | 'inspector' | 'recusal' | 'user' | 'plan' | 'batch' | 'draw' | 'inspection';

export interface ChangeNote {
  readonly subject: Subject;
  readonly subjectId: number;
  /** created, updated, retired, imported … */
  readonly action: string;
  readonly before: object | null;
  readonly after: object | null;
}

/** Writes down every change in the transaction that makes it, so that neither is there without the other. */
@Injectable()
export class History {
  constructor(private readonly clock: Clock) {}

  async record(manager: EntityManager, ...notes: readonly ChangeNote[]): Promise<void> {
    const actor = currentActor();
    const requestId = currentContext()?.requestId ?? null;
    const at = this.clock.now();
    const rows = notes.map((note) => ({
      subject: note.subject,
      subjectId: note.subjectId,
      action: note.action,
      actorId: actor.userId,
      actorName: actor.name,
      requestId,
      at,
      beforeValue: note.before === null ? null : JSON.stringify(note.before),
      afterValue: note.after === null ? null : JSON.stringify(note.after),
    }));
    for (let start = 0; start < rows.length; start += 500) {
      await manager.insert(Change, rows.slice(start, start + 500));
    }
  }

  /** The changes of one record, newest first. */
  async of(manager: EntityManager, subject: Subject, subjectId: number, limit = 200): Promise<ChangeView[]> {
    const rows = await manager.find(Change, { where: { subject, subjectId }, order: { id: 'DESC' }, take: limit });
    return rows.map((row) => ({
      action: row.action,
      by: row.actorName,
      at: row.at.toISOString(),
      requestId: row.requestId,
      before: row.beforeValue === null ? null : (JSON.parse(row.beforeValue) as object),
      after: row.afterValue === null ? null : (JSON.parse(row.afterValue) as object),
    }));
  }
}

export interface ChangeView {
  readonly action: string;
  readonly by: string;
  readonly at: string;
  readonly requestId: string | null;
  readonly before: object | null;
  readonly after: object | null;
}
