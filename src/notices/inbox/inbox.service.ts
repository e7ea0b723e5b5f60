import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { recipientsBy } from '../../accounts/users/recipients.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { momentOfRow } from '../../platform/database/plain-moments.js';
import { Transactions } from '../../platform/database/transactions.js';
import { type Page } from '../../platform/http/paging.js';
import { allChoices, doubled, worthKeeping } from '../choices.js';
import { type NoticeKind } from '../notice-kinds.js';
import { doubledChoice, noSuchNotice } from '../notices.errors.js';
import { NoticeReceipt } from '../outbox/notice-receipt.entity.js';
import {
  type InboxQuery,
  type NoticeChoicesRequest,
  type NoticeChoicesResponse,
  type NoticeResponse,
} from './inbox.dto.js';
import { NoticeChoice } from './notice-choice.entity.js';

interface Row {
  readonly id: number;
  readonly kind: NoticeKind;
  readonly agencyId: number | null;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly bodyZh: string;
  readonly bodyEn: string;
  readonly link: string;
  readonly at: Date | string;
  readonly readAt: Date | string | null;
}

const COLUMNS = `n.id AS id, n.kind AS kind, n.agency_id AS agencyId, n.title_zh AS titleZh, n.title_en AS titleEn,
  n.body_zh AS bodyZh, n.body_en AS bodyEn, n.link AS link, n.told_at AS at, r.read_at AS readAt
  FROM notice_receipts r JOIN notices n ON n.id = r.notice_id`;

/** What a person was told, and what he wants to be told how. */
@Injectable()
export class Inbox {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** What is not read comes first, and of each the newest. */
  async list({ userId }: Caller, { page = 1, pageSize = 50, unread }: InboxQuery): Promise<Page<NoticeResponse>> {
    const where = `r.user_id = ?${unread === undefined ? '' : ` AND r.read_at IS ${unread ? '' : 'NOT '}NULL`}`;
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${COLUMNS} WHERE ${where}
        ORDER BY CASE WHEN r.read_at IS NULL THEN 0 ELSE 1 END, n.id DESC LIMIT ? OFFSET ?`,
      [userId, pageSize, (page - 1) * pageSize],
    );
    const [count] = await this.dataSource.query<{ n: number | string }[]>(
      `SELECT COUNT(*) AS n FROM notice_receipts r WHERE ${where}`,
      [userId],
    );
    return { items: rows.map(noticeResponse), total: Number(count?.n ?? 0) };
  }

  /** Read once is read; the first time stands. */
  async read({ userId }: Caller, noticeId: number): Promise<NoticeResponse> {
    await this.transactions.run(async (manager) => {
      const receipt = await manager.findOneBy(NoticeReceipt, { userId, noticeId });
      // another person's is not there
      if (receipt === null) throw noSuchNotice(noticeId);
      if (receipt.readAt === null)
        await manager.update(NoticeReceipt, { id: receipt.id }, { readAt: this.clock.now() });
    });
    const [row] = await this.dataSource.query<Row[]>(`SELECT ${COLUMNS} WHERE r.user_id = ? AND n.id = ?`, [
      userId,
      noticeId,
    ]);
    if (row === undefined) throw noSuchNotice(noticeId);
    return noticeResponse(row);
  }

  async choices({ userId }: Caller): Promise<NoticeChoicesResponse> {
    const { manager } = this.dataSource;
    const rows = await manager.findBy(NoticeChoice, { userId });
    const [person] = await recipientsBy(manager, 'id', [userId]);
    return {
      choices: allChoices(rows.map(({ channel, choice, kind }) => ({ kind, channel, when: choice }))),
      email: person?.email ?? null,
      mailIsSent: this.config.smtp !== undefined,
    };
  }

  /** It holds for what is told from now on. */
  async choose(caller: Caller, { choices }: NoticeChoicesRequest): Promise<NoticeChoicesResponse> {
    const at = doubled(choices);
    if (at !== undefined) throw doubledChoice(at);
    const { userId } = caller;
    await this.transactions.run(async (manager) => {
      await manager.delete(NoticeChoice, { userId });
      const rows = worthKeeping(choices).map(({ channel, kind, when }) => ({ userId, kind, channel, choice: when }));
      if (rows.length > 0) await manager.insert(NoticeChoice, rows);
    });
    return this.choices(caller);
  }
}

const noticeResponse = (row: Row): NoticeResponse => ({
  id: row.id,
  kind: row.kind,
  agencyId: row.agencyId,
  title: { zh: row.titleZh, en: row.titleEn },
  body: { zh: row.bodyZh, en: row.bodyEn },
  link: row.link,
  at: momentOfRow(row.at).toISOString(),
  readAt: row.readAt === null ? null : momentOfRow(row.readAt).toISOString(),
});
