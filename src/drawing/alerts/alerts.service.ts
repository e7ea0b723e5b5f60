import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { HealthReports } from '../../platform/health/health-reports.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { toAlertResponse, type AlertQuery, type AlertResponse } from './alert.dto.js';
import { Alert } from './alert.entity.js';

/** The alerts for those who plan and those who audit, of their part of the tree. */
@Injectable()
export class AlertsService implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly agencies: AgencyScope,
    private readonly health: HealthReports,
  ) {}

  /** A late draw is no fault of a server: all would be taken out of the balancer, and the draw would be later still. */
  onModuleInit(): void {
    this.health.register('draws', async () => ({
      fault: null,
      facts: { openAlerts: await this.dataSource.manager.countBy(Alert, { closedAt: IsNull() }) },
    }));
  }

  /** The newest first unless sorted otherwise. */
  async list(caller: Caller, query: AlertQuery): Promise<Page<AlertResponse>> {
    const rows = this.dataSource.manager.createQueryBuilder(Alert, 'alert');
    await this.agencies.narrow(rows, 'alert.agencyId', caller, query.agencyId);
    if (query.open !== undefined) rows.andWhere(`alert.closedAt IS ${query.open ? '' : 'NOT '}NULL`);
    if (query.code !== undefined) rows.andWhere('alert.code = :code', { code: query.code });
    const sortable = { openedAt: 'alert.openedAt', since: 'alert.since', number: 'alert.number' };
    return listPage(rows, { sort: '-openedAt', ...query }, sortable, 'alert.id', toAlertResponse);
  }
}
