import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import {
  deliveryResponse,
  type NoticeDeliveryQuery,
  type NoticeDeliveryResponse,
} from '../channels/notice-channel.dto.js';
import { NoticeDelivery } from '../outbox/notice-delivery.entity.js';
import { NoticeMessage } from '../outbox/notice-message.entity.js';

/** Every try of every message of an agency. */
@Injectable()
export class DeliveryLog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly agencies: AgencyScope,
  ) {}

  /** The newest first unless sorted otherwise. */
  async list(caller: Caller, agencyId: number, list: NoticeDeliveryQuery): Promise<Page<NoticeDeliveryResponse>> {
    await this.agencies.requireVisible(caller, agencyId);
    const { manager } = this.dataSource;
    const rows = manager.createQueryBuilder(NoticeDelivery, 'delivery').where({ agencyId });
    if (list.state !== undefined) rows.andWhere('delivery.state = :state', { state: list.state });
    if (list.channel !== undefined) {
      rows.andWhere(
        'EXISTS (SELECT 1 FROM notice_messages m WHERE m.id = delivery.message_id AND m.channel = :channel)',
        { channel: list.channel },
      );
    }
    const sortable = { id: 'delivery.id', at: 'delivery.at', attempt: 'delivery.attempt' };
    const { items, total } = await listPage(rows, { sort: '-id', ...list }, sortable, 'delivery.id', (row) => row);
    const messages = await manager.findBy(NoticeMessage, { id: In(items.map(({ messageId }) => messageId)) });
    const byId = new Map(messages.map((message) => [message.id, message]));
    const sees = caller.role === 'admin';
    return {
      total,
      items: items.flatMap((row) => {
        const message = byId.get(row.messageId);
        return message === undefined ? [] : [deliveryResponse(row, message, sees)];
      }),
    };
  }
}
