import { In, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { type QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';

import { type Clock } from '../../platform/clock/clock.js';
import { isDuplicate, type Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { type ChangeNote, type History, type Subject } from '../../platform/history/history.service.js';
import { requireVersion } from '../../platform/http/versions.js';
import { type Bilingual } from '../../platform/text.js';
import { differing } from './differing.js';
import { retiredAlready, retiredStaysAsItIs, taken } from './record-errors.js';
import { type Named, type Recorded } from './recorded.js';

/** Rows a statement: 500 rows of 20 columns stay below SQLite's 32 766 parameters. */
export const ROWS_AT_ONCE = 500;

/** The fields of a new row. */
export type NewRow<Row extends Recorded> = Omit<Row, keyof Recorded | Exclude<keyof Named, 'name'>>;

/** One change among many: the fields that are to have new values. */
export interface RowChange<Row extends Recorded> {
  readonly id: number;
  readonly fields: Partial<NewRow<Row>>;
}

export interface RecordKind<Row extends Recorded> {
  readonly entity: new () => Row;
  readonly subject: Subject;
  readonly what: Bilingual;
  /** The fields of the row that its history shows. */
  readonly fields: readonly (keyof NewRow<Row> & string)[];
  /** The fields that a unique index holds: rows that change one of them are written one by one. */
  readonly unique: readonly (keyof NewRow<Row> & string)[];
  /** Finds the rows that were just written; by a unique index. */
  readonly written: (rows: readonly NewRow<Row>[]) => FindOptionsWhere<Row>[];
}

/**
 * Writes the rows of one list with their versions and their history, one or a hundred thousand at a time, always in the
 * caller's transaction. What may be written is decided before: here are no rules but that a retired record stays as it is.
 */
export class RecordKeeper<Row extends Recorded> {
  constructor(
    private readonly kind: RecordKind<Row>,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** Writes new rows and returns them with their ids, in no particular order. */
  async insert(manager: EntityManager, rows: readonly NewRow<Row>[], action = 'created'): Promise<Row[]> {
    const now = this.clock.now();
    const written: Row[] = [];
    for (const chunk of chunks(rows)) {
      await manager
        .createQueryBuilder()
        .insert()
        .into(this.kind.entity)
        .values(
          chunk.map((row) => ({
            ...row,
            version: 1,
            createdAt: now,
            updatedAt: now,
            retiredAt: null,
          })) as unknown as QueryDeepPartialEntity<Row>[],
        )
        // generated ids are read back by a unique index: on a Galera cluster they are not consecutive
        .updateEntity(false)
        .execute();
      const found = await manager.find(this.kind.entity, { where: this.kind.written(chunk) });
      await this.history.record(manager, ...found.map((row) => this.note(row.id, action, null, this.shown(row))));
      written.push(...found);
    }
    return written;
  }

  /**
   * Loads rows to change them: on MySQL they are locked until the transaction ends; on SQLite no one else writes anyway.
   * What excludes the other nodes of a cluster is the change that follows, of the version at least.
   */
  async forChange(manager: EntityManager, ids: readonly number[]): Promise<Map<number, Row>> {
    const where = { id: In([...ids]) } as FindOptionsWhere<Row>;
    const mysql = manager.connection.options.type === 'mysql';
    const rows = await manager.find(this.kind.entity, {
      where,
      order: { id: 'ASC' } as never,
      ...(mysql ? { lock: { mode: 'pessimistic_write' as const } } : {}),
    });
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Loads one row to change it: it must be there, unretired, and at the version that the caller saw. */
  async oneForChange(manager: EntityManager, id: number, ifMatch: string | undefined): Promise<Row> {
    const row = (await this.forChange(manager, [id])).get(id);
    if (row === undefined) throw notFound(this.kind.what, id);
    requireVersion(ifMatch, row.version);
    if (row.retiredAt !== null) throw retiredStaysAsItIs(this.kind.what);
    return row;
  }

  /**
   * Changes rows, and leaves alone those whose fields have the values already. Returns the ids of those that changed.
   * An unknown id or a retired row is refused; the transaction is then to be given up.
   * @param reason kept in the history of each that changed
   */
  async update(
    manager: EntityManager,
    changes: readonly RowChange<Row>[],
    action = 'updated',
    reason: string | null = null,
  ): Promise<number[]> {
    const changed: number[] = [];
    for (const chunk of chunks(changes)) {
      const rows = await this.forChange(
        manager,
        chunk.map((change) => change.id),
      );
      changed.push(...(await this.updateChunk(manager, chunk, rows, action, reason)));
    }
    return changed;
  }

  private async updateChunk(
    manager: EntityManager,
    chunk: readonly RowChange<Row>[],
    rows: ReadonlyMap<number, Row>,
    action: string,
    reason: string | null,
  ): Promise<number[]> {
    const now = this.clock.now();
    const together: Row[] = [];
    const notes: ChangeNote[] = [];
    for (const change of chunk) {
      const row = rows.get(change.id);
      if (row === undefined) throw notFound(this.kind.what, change.id);
      if (row.retiredAt !== null) throw retiredStaysAsItIs(this.kind.what);
      const difference = differing(row, change.fields);
      if (difference === undefined) continue;
      const why = reason === null ? {} : { reason };
      notes.push(this.note(row.id, action, difference.before, { ...difference.after, ...why }));
      Object.assign(row, difference.after, { version: row.version + 1, updatedAt: now });
      if (this.kind.unique.some((field) => field in difference.after)) {
        await manager.update(this.kind.entity, row.id, {
          ...difference.after,
          version: row.version,
          updatedAt: now,
        } as unknown as QueryDeepPartialEntity<Row>);
      } else together.push(row);
    }
    if (together.length > 0) {
      // one statement for all: each row meets itself by its id, and no unique value changes, so it can meet no other
      const columns = manager.connection
        .getMetadata(this.kind.entity)
        .columns.filter((column) => !column.isPrimary)
        .map((column) => column.databaseName);
      await manager
        .createQueryBuilder()
        .insert()
        .into(this.kind.entity)
        .values(together as unknown as QueryDeepPartialEntity<Row>[])
        .orUpdate(columns, ['id'])
        .updateEntity(false)
        .execute();
    }
    await this.history.record(manager, ...notes);
    return notes.map((note) => note.subjectId);
  }

  /** Retires one row. A second time is a conflict, and changes nothing. */
  async retire(manager: EntityManager, id: number, ifMatch: string | undefined, reason: string | null): Promise<Row> {
    const row = (await this.forChange(manager, [id])).get(id);
    if (row === undefined) throw notFound(this.kind.what, id);
    if (row.retiredAt !== null) throw retiredAlready(this.kind.what, row.retiredAt);
    requireVersion(ifMatch, row.version);
    const now = this.clock.now();
    const values = { retiredAt: now, updatedAt: now, version: row.version + 1 };
    await manager.update(this.kind.entity, id, values as unknown as QueryDeepPartialEntity<Row>);
    await this.history.record(
      manager,
      this.note(
        id,
        'retired',
        { retiredAt: null },
        { retiredAt: now.toISOString(), ...(reason === null ? {} : { reason }) },
      ),
    );
    return Object.assign(row, values);
  }

  private note(subjectId: number, action: string, before: object | null, after: object): ChangeNote {
    return { subject: this.kind.subject, subjectId, action, before, after };
  }

  private shown(row: Row): object {
    return Object.fromEntries(this.kind.fields.map((field) => [field, row[field]]));
  }
}

export function* chunks<T>(items: readonly T[], size = ROWS_AT_ONCE): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/**
 * Runs work that looks for duplicates before it writes. When another transaction writes the same in between, a unique
 * index says no; the second run then finds that record and names it.
 */
export async function namingDuplicates<T>(
  transactions: Transactions,
  what: Bilingual,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  try {
    return await transactions.run(work);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  try {
    return await transactions.run(work);
  } catch (error) {
    throw isDuplicate(error) ? taken(what) : error;
  }
}

/** Rows by their agency, to look them up by an index that begins with it. */
export function byAgency<T extends { readonly agencyId: number }>(rows: readonly T[]): [number, T[]][] {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.agencyId);
    if (group === undefined) groups.set(row.agencyId, [row]);
    else group.push(row);
  }
  return [...groups];
}

/** Counts the records of an agency that are in use, for `AgencyUses`. */
export function countUnretired(
  entity: new () => Recorded & { agencyId: number },
): (manager: EntityManager, agencyId: number) => Promise<number> {
  return (manager, agencyId) =>
    manager
      .createQueryBuilder(entity, 'record')
      .where('record.agencyId = :agencyId AND record.retiredAt IS NULL', { agencyId })
      .getCount();
}
