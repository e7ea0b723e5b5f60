import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { momentForQuery, momentOfRow } from '../../platform/database/plain-moments.js';
import { HealthReports } from '../../platform/health/health-reports.js';
import { DatabaseFigures } from '../../platform/metrics/database-figures.js';
import { type FigureTerms, type Reading } from '../../platform/metrics/metrics.js';
import { text } from '../../platform/text.js';
import { CHANNELS, type ChannelKind } from '../notice-kinds.js';

/** Milliseconds for which a message that was given up counts. */
const A_DAY = 86_400_000;

const MESSAGES: FigureTerms = {
  name: 'sortis_notice_messages',
  help: text(
    '待发和一天内放弃的通知消息数，按渠道：waiting 待发（含重试），failed 一天内放弃。',
    'Messages of notices by channel: waiting to be sent (or sent again), failed: given up within a day.',
  ),
  labels: ['channel', 'state'],
};
const AGE: FigureTerms = {
  name: 'sortis_notice_oldest_waiting_seconds',
  help: text(
    '待发通知消息中最早的一条已等了多少秒，按渠道；没有则为 0。',
    'How long the message that has waited longest has been waiting, by channel; 0 if there is none.',
  ),
  labels: ['channel'],
};

interface Row {
  readonly channel: ChannelKind;
  readonly state: 'waiting' | 'failed';
  readonly n: number | string;
  readonly since: Date | string;
}

/** How the sending goes, for a scrape and for whoever asks after the server's health. */
@Injectable()
export class NoticeFigures implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly figures: DatabaseFigures,
    private readonly health: HealthReports,
  ) {}

  /** Messages that do not go out are no fault of this server: it can do all the rest. */
  onModuleInit(): void {
    this.figures.register({ name: 'notices', figures: [MESSAGES, AGE], read: () => this.read() });
    this.health.register('notices', async () => {
      const rows = await this.rows();
      const count = (state: Row['state']): number =>
        rows.filter((row) => row.state === state).reduce((sum, { n }) => sum + Number(n), 0);
      return { fault: null, facts: { waiting: count('waiting'), failed: count('failed') } };
    });
  }

  private async read(): Promise<Reading[]> {
    const rows = await this.rows();
    const now = this.clock.now().getTime();
    return CHANNELS.flatMap((channel) => {
      const of = (state: Row['state']): Row | undefined =>
        rows.find((row) => row.channel === channel && row.state === state);
      const since = of('waiting')?.since;
      const age = since === undefined ? 0 : Math.max(0, now - momentOfRow(since).getTime()) / 1000;
      return [
        ...(['waiting', 'failed'] as const).map((state) => ({
          name: MESSAGES.name,
          labels: { channel, state },
          value: Number(of(state)?.n ?? 0),
        })),
        { name: AGE.name, labels: { channel }, value: age },
      ];
    });
  }

  private rows(): Promise<Row[]> {
    const since = momentForQuery(this.dataSource, new Date(this.clock.now().getTime() - A_DAY));
    return this.dataSource.query<Row[]>(
      `SELECT channel AS channel, state AS state, COUNT(*) AS n, MIN(made_at) AS since FROM notice_messages
        WHERE state = 'waiting' OR (state = 'failed' AND due_at > ?) GROUP BY channel, state`,
      [since],
    );
  }
}
