import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Clock } from '../clock/clock.js';
import { chinaDay } from '../clock/days.js';
import { isDuplicate, Transactions } from '../database/transactions.js';
import { type DomainError } from '../errors/domain-error.js';
import { currentContext, type RequestContext } from '../http/request-context.js';
import { listPage, listPageOfParts, startingWith, type ListQuery, type Page } from '../http/paging.js';
import { Log } from '../log/log.js';
import { sha256Hex } from '../secrets/secrets.js';
import { type RefusalKind } from './refusal-kinds.js';
import { Refusal } from './refusal.entity.js';

/** Things that one person may be refused in a day and each have a row; the rest share one. */
export const MOST_A_DAY = 200;
/** What stands for the path of those that share a row. */
export const THE_REST = '…';

export interface RefusalFilter {
  readonly kind?: RefusalKind | undefined;
  /** The beginning of the person's username. */
  readonly by?: string | undefined;
  readonly from?: Date | undefined;
  readonly before?: Date | undefined;
}

/** As it is shown. */
export interface RefusalView extends Pick<
  Refusal,
  | 'id'
  | 'role'
  | 'agencyId'
  | 'kind'
  | 'code'
  | 'method'
  | 'path'
  | 'sought'
  | 'soughtAgencyId'
  | 'address'
  | 'requestId'
  | 'times'
> {
  readonly by: string;
  readonly firstAt: string;
  readonly lastAt: string;
}

const SORTABLE = { lastAt: 'refusal.lastAt', by: 'refusal.userName', times: 'refusal.times' };

type Sought = Pick<Refusal, 'kind' | 'code' | 'method' | 'path' | 'sought' | 'soughtAgencyId'>;

/**
 * Keeps what people who are signed in were refused. Whoever is not signed in leaves a line in the log alone: strangers could
 * fill a table.
 */
@Injectable()
export class Refusals {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Notes the refusal of the current request, if it is one that auditors want to know of. Never fails: the refusal stands
   * whether or not it could be written down, and then the log says so.
   */
  async note(error: DomainError, method: string, path: string): Promise<void> {
    const context = currentContext();
    const kind = context === undefined ? undefined : kindOf(error, context);
    if (context === undefined || kind === undefined) return;
    const sought: Sought = {
      kind,
      code: error.code.slice(0, 64),
      method: method.slice(0, 10),
      path: [...path].slice(0, 300).join(''),
      sought: context.outside?.sought.slice(0, 200) ?? null,
      soughtAgencyId: context.outside?.agencyId ?? null,
    };
    try {
      await this.write(context, sought);
    } catch (failure) {
      this.log.error({ err: failure, user: context.actor?.name, ...sought }, 'a refusal could not be written down');
    }
  }

  /**
   * Refusals, the last first unless sorted otherwise.
   * @param visible the agencies whose people, and whose records, the reader may see: two indices, so two reads
   */
  async list(
    list: ListQuery,
    { before, by, from, kind }: RefusalFilter,
    visible: 'all' | readonly number[],
  ): Promise<Page<RefusalView>> {
    const query = this.dataSource.manager.createQueryBuilder(Refusal, 'refusal').where('1 = 1');
    if (kind !== undefined) query.andWhere('refusal.kind = :kind', { kind });
    if (by !== undefined && by !== '') query.andWhere(`refusal.userName LIKE :by ESCAPE '!'`, { by: startingWith(by) });
    if (from !== undefined) query.andWhere('refusal.lastAt >= :from', { from });
    if (before !== undefined) query.andWhere('refusal.firstAt < :before', { before });
    const sorted = { ...list, sort: list.sort ?? '-lastAt' };
    if (visible === 'all') return listPage(query, sorted, SORTABLE, 'refusal.id', viewOf);
    // never empty
    const ours = { visible: [0, ...visible] };
    const own = query.clone().andWhere('refusal.agencyId IN (:...visible)', ours);
    const others = query
      .andWhere('refusal.soughtAgencyId IN (:...visible)', ours)
      .andWhere('(refusal.agencyId IS NULL OR refusal.agencyId NOT IN (:...visible))');
    return listPageOfParts([own, others], sorted, SORTABLE, 'refusal.id', viewOf);
  }

  private async write(context: RequestContext, sought: Sought): Promise<void> {
    const day = chinaDay(this.clock.now());
    try {
      await this.transactions.run((manager) => this.count(manager, context, day, sought));
    } catch (error) {
      // another request of the same person wrote the same row first: then it is there to be counted
      if (!isDuplicate(error)) throw error;
      await this.transactions.run((manager) => this.count(manager, context, day, sought));
    }
  }

  private async count(manager: EntityManager, context: RequestContext, day: string, sought: Sought): Promise<void> {
    const userId = context.actor?.userId ?? 0;
    if (await this.again(manager, userId, day, fingerprintOf(sought))) return;
    const full = (await manager.countBy(Refusal, { userId, day })) >= MOST_A_DAY;
    const row = full ? { ...sought, code: 'many', path: THE_REST, sought: null, soughtAgencyId: null } : sought;
    const fingerprint = fingerprintOf(row);
    if (full && (await this.again(manager, userId, day, fingerprint))) return;
    const now = this.clock.now();
    await manager.insert(Refusal, {
      ...row,
      userId,
      userName: context.actor?.name ?? '',
      role: context.standing?.role ?? '',
      agencyId: context.standing?.agencyId ?? null,
      day,
      fingerprint,
      address: context.address.slice(0, 64),
      requestId: context.requestId,
      firstAt: now,
      lastAt: now,
      times: 1,
    });
  }

  /** Counts one that is there. Returns whether it is. */
  private async again(manager: EntityManager, userId: number, day: string, fingerprint: string): Promise<boolean> {
    const row = await manager.findOneBy(Refusal, { userId, day, fingerprint });
    if (row === null) return false;
    await manager.update(Refusal, row.id, { times: () => 'times + 1', lastAt: this.clock.now() });
    return true;
  }
}

const viewOf = (row: Refusal): RefusalView => ({
  id: row.id,
  by: row.userName,
  role: row.role,
  agencyId: row.agencyId,
  kind: row.kind,
  code: row.code,
  method: row.method,
  path: row.path,
  sought: row.sought,
  soughtAgencyId: row.soughtAgencyId,
  address: row.address,
  requestId: row.requestId,
  firstAt: row.firstAt.toISOString(),
  lastAt: row.lastAt.toISOString(),
  times: row.times,
});

function kindOf({ code, kind }: DomainError, { actor, outside }: RequestContext): RefusalKind | undefined {
  if (typeof actor?.userId !== 'number') return undefined;
  if (outside !== undefined) return 'outside';
  if (kind !== 'forbidden') return undefined;
  return code === 'not_allowed' ? 'role' : 'rule';
}

/** The rows of what does not fit differ by their kind alone. */
const fingerprintOf = ({ code, kind, method, path, sought }: Sought): string =>
  sha256Hex(Buffer.from(JSON.stringify(path === THE_REST ? [kind, path] : [kind, code, method, path, sought])));
