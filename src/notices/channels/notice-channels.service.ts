import { Injectable } from '@nestjs/common';
import { isIP } from 'node:net';
import { DataSource, In, IsNull, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { holdName } from '../../platform/database/row-lock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { History } from '../../platform/history/history.service.js';
import { requireVersion } from '../../platform/http/versions.js';
import { inNameOrder } from '../../platform/words/name-order.js';
import { secretBytes } from '../../platform/secrets/secrets.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { addressRefused, noSuchChannel, notPostable, secretNotTaken, tooManyChannels } from '../notices.errors.js';
import { type AgencyChannel } from '../notice-kinds.js';
import { NoticeQueue } from '../outbox/notice-queue.entity.js';
import { queueOf } from '../outbox/queues.js';
import { isPostable } from './addresses.js';
import { mayBeReached } from './networks.js';
import {
  channelResponse,
  historyOfChannel,
  type NewNoticeChannelRequest,
  type NewNoticeChannelResponse,
  type NoticeChannelChangeRequest,
  type NoticeChannelResponse,
} from './notice-channel.dto.js';
import { NoticeChannel } from './notice-channel.entity.js';

const MOST_CHANNELS = 20;
const SECRET_BYTES = 32;

/** The webhooks and robots of an agency, as its administrators keep them. */
@Injectable()
export class NoticeChannels {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly agencies: AgencyScope,
    private readonly history: History,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, agencyId: number): Promise<NoticeChannelResponse[]> {
    await this.agencies.requireVisible(caller, agencyId);
    const { manager } = this.dataSource;
    const rows = await manager.find(NoticeChannel, { where: { agencyId, removedAt: IsNull() }, order: { id: 'ASC' } });
    const queues = await manager.findBy(NoticeQueue, { name: In(rows.map(({ id }) => queueOf(id))) });
    return inNameOrder(rows, ({ name }) => name).map((row) =>
      channelResponse(
        row,
        queues.find(({ name }) => name === queueOf(row.id)),
      ),
    );
  }

  async one(caller: Caller, agencyId: number, id: number): Promise<NoticeChannelResponse> {
    return this.shown(await this.find(caller, agencyId, id));
  }

  async create(caller: Caller, agencyId: number, request: NewNoticeChannelRequest): Promise<NewNoticeChannelResponse> {
    await this.agencies.requireVisible(caller, agencyId);
    const { kind, name } = request;
    const address = this.checked(request.address);
    const secret = secretOf(kind, request.secret ?? null);
    const now = this.clock.now();
    return this.transactions.run(async (manager) => {
      // two who add the last one follow one another
      await holdName(manager, `notice-channels-${agencyId}`);
      if ((await manager.countBy(NoticeChannel, { agencyId, removedAt: IsNull() })) >= MOST_CHANNELS)
        throw tooManyChannels(MOST_CHANNELS);
      const kinds = request.kinds ?? [];
      const words = { agencyId, kind, name, address, secret, kinds, active: true };
      const row = await manager.save(NoticeChannel, {
        ...words,
        version: 1,
        createdAt: now,
        updatedAt: now,
        removedAt: null,
      });
      await this.record(manager, 'created', null, row);
      return { ...channelResponse(row, null), secret: kind === 'webhook' ? secret : null };
    });
  }

  async change(
    caller: Caller,
    agencyId: number,
    id: number,
    request: NoticeChannelChangeRequest,
    ifMatch: string | undefined,
  ): Promise<NoticeChannelResponse> {
    await this.find(caller, agencyId, id);
    const address = request.address === undefined ? undefined : this.checked(request.address);
    const changed = await this.transactions.run(async (manager) => {
      const row = await this.lock(manager, agencyId, id);
      requireVersion(ifMatch, row.version);
      if (request.secret !== undefined && row.kind !== 'dingtalk') throw secretNotTaken(row.kind);
      const next: NoticeChannel = {
        ...row,
        name: request.name ?? row.name,
        address: address ?? row.address,
        secret: request.secret === undefined ? row.secret : request.secret,
        kinds: request.kinds ?? row.kinds,
        active: request.active ?? row.active,
      };
      if (JSON.stringify(next) === JSON.stringify(row)) return row;
      next.version += 1;
      next.updatedAt = this.clock.now();
      await manager.update(NoticeChannel, { id }, next);
      await this.record(manager, 'updated', row, next);
      return next;
    });
    return this.shown(changed);
  }

  /** The log of what went there stays; the address and the secret do not. */
  async remove(caller: Caller, agencyId: number, id: number, ifMatch: string | undefined): Promise<void> {
    await this.find(caller, agencyId, id);
    await this.transactions.run(async (manager) => {
      const row = await this.lock(manager, agencyId, id);
      requireVersion(ifMatch, row.version);
      const now = this.clock.now();
      const gone = {
        address: '',
        secret: null,
        active: false,
        removedAt: now,
        updatedAt: now,
        version: row.version + 1,
      };
      await manager.update(NoticeChannel, { id }, gone);
      await this.record(manager, 'removed', row, { ...row, ...gone });
    });
  }

  /** @throws DomainError not-found, as for one that is not there */
  async find(caller: Caller, agencyId: number, id: number): Promise<NoticeChannel> {
    await this.agencies.requireVisible(caller, agencyId);
    const row = await this.dataSource.manager.findOneBy(NoticeChannel, { id, agencyId, removedAt: IsNull() });
    if (row === null) throw noSuchChannel(id);
    return row;
  }

  private async shown(row: NoticeChannel): Promise<NoticeChannelResponse> {
    return channelResponse(row, await this.dataSource.manager.findOneBy(NoticeQueue, { name: queueOf(row.id) }));
  }

  /** A name is looked up when something is sent there; an address that is written out is judged now as well. */
  private checked(address: string): string {
    if (!isPostable(address)) throw notPostable();
    const host = new URL(address).hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !mayBeReached(host, this.config.noticeNetworks)) throw addressRefused();
    return address;
  }

  private async lock(manager: EntityManager, agencyId: number, id: number): Promise<NoticeChannel> {
    const mysql = manager.dataSource.options.type === 'mysql';
    const row = await manager.findOne(NoticeChannel, {
      where: { id, agencyId, removedAt: IsNull() },
      ...(mysql ? { lock: { mode: 'pessimistic_write' as const } } : {}),
    });
    if (row === null) throw noSuchChannel(id);
    return row;
  }

  private async record(
    manager: EntityManager,
    action: string,
    before: NoticeChannel | null,
    after: NoticeChannel,
  ): Promise<void> {
    await this.history.record(manager, {
      subject: 'notice-channel',
      subjectId: after.id,
      action,
      before: before === null ? null : historyOfChannel(before),
      after: historyOfChannel(after),
    });
  }
}

/** A webhook's secret is made here, DingTalk's is DingTalk's, and WeCom has none. */
function secretOf(kind: AgencyChannel, given: string | null): string | null {
  if (kind === 'dingtalk') return given;
  if (given !== null) throw secretNotTaken(kind);
  return kind === 'webhook' ? Buffer.from(secretBytes(SECRET_BYTES)).toString('base64url') : null;
}
