import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { momentOfRow } from '../../platform/database/plain-moments.js';
import { DatabaseFigures } from '../../platform/metrics/database-figures.js';
import { type FigureTerms, type Reading } from '../../platform/metrics/metrics.js';
import { text } from '../../platform/text.js';
import { ALERT_CODES } from './overdue.js';
import { OverdueFinder } from './overdue-finder.service.js';

const PHASES = ['announced', 'committed', 'seeded', 'drawn'];

const UNDER_WAY: FigureTerms = {
  name: 'sortis_draws_under_way',
  help: text('进行中的抽取数，按所处阶段。', 'Draws that are under way, by the phase they are in.'),
  labels: ['phase'],
};
const WAITING: FigureTerms = {
  name: 'sortis_draw_longest_wait_seconds',
  help: text(
    '各阶段中停留最久的抽取已等了多少秒；committed 从抽取时刻算起，没有则为 0。',
    'How long the draw that has been in this phase longest has been waiting; committed: since its moment; 0 if there is none.',
  ),
  labels: ['phase'],
};
const OVERDUE: FigureTerms = {
  name: 'sortis_overdue',
  help: text(
    '逾期事项数，按种类；每次抓取时现算，不依赖任务执行进程。',
    'What is overdue, by its kind; computed at each scrape, whether or not any process runs jobs.',
  ),
  labels: ['code'],
};
const ALERTS: FigureTerms = {
  name: 'sortis_alerts_open',
  help: text('已告警而尚未解除的逾期事项数，按种类。', 'Alerts that were raised and are not over, by their kind.'),
  labels: ['code'],
};

interface Row {
  readonly phase: string;
  readonly n: number | string;
  readonly since: string | Date;
}

/** What is read of draws and alerts for a scrape. */
@Injectable()
export class DrawsFigures implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly finder: OverdueFinder,
    private readonly clock: Clock,
    private readonly figures: DatabaseFigures,
  ) {}

  onModuleInit(): void {
    this.figures.register({ name: 'draws', figures: [UNDER_WAY, WAITING], read: () => this.draws() });
    this.figures.register({ name: 'overdue', figures: [OVERDUE], read: () => this.overdue() });
    this.figures.register({ name: 'alerts', figures: [ALERTS], read: () => this.alerts() });
  }

  private async draws(): Promise<Reading[]> {
    const now = await this.clock.ask(this.dataSource);
    const rows = await this.dataSource.query<Row[]>(
      `SELECT phase AS phase, COUNT(*) AS n,
        MIN(CASE phase WHEN 'announced' THEN announced_at WHEN 'committed' THEN draw_at
          WHEN 'seeded' THEN seeded_at ELSE drawn_at END) AS since
        FROM draws WHERE phase IN ('announced', 'committed', 'seeded', 'drawn') AND failure IS NULL GROUP BY phase`,
    );
    return PHASES.flatMap((phase) => {
      const row = rows.find((each) => each.phase === phase);
      const waited = row === undefined ? 0 : Math.max(0, now.getTime() - momentOfRow(row.since).getTime());
      return [
        { name: UNDER_WAY.name, labels: { phase }, value: Number(row?.n ?? 0) },
        { name: WAITING.name, labels: { phase }, value: waited / 1000 },
      ];
    });
  }

  private async overdue(): Promise<Reading[]> {
    const found = await this.finder.find();
    return ALERT_CODES.map((code) => ({
      name: OVERDUE.name,
      labels: { code },
      value: found.filter((each) => each.code === code).length,
    }));
  }

  private async alerts(): Promise<Reading[]> {
    const rows = await this.dataSource.query<{ code: string; n: number | string }[]>(
      'SELECT code AS code, COUNT(*) AS n FROM alerts WHERE about IS NOT NULL GROUP BY code',
    );
    return ALERT_CODES.map((code) => ({
      name: ALERTS.name,
      labels: { code },
      value: Number(rows.find((row) => row.code === code)?.n ?? 0),
    }));
  }
}
