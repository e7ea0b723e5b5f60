import { type DataSource } from 'typeorm';

import { type Caller } from '../../src/accounts/caller.js';
import { StandingClock } from '../../src/platform/clock/clock.js';
import { Config, type DatabaseAddress } from '../../src/platform/config/config.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { Change } from '../../src/platform/history/change.entity.js';
import { History } from '../../src/platform/history/history.service.js';
import { Log } from '../../src/platform/log/log.js';
import { AgenciesService } from '../../src/registry/agencies/agencies.service.js';
import { AgencyScope } from '../../src/registry/agencies/agency-scope.js';
import { AgencyUses } from '../../src/registry/agencies/agency-uses.js';
import { AbsencesService } from '../../src/registry/inspectors/absences.service.js';
import { InspectorsService } from '../../src/registry/inspectors/inspectors.service.js';
import { RecusalsService } from '../../src/registry/inspectors/recusals.service.js';
import { MattersService } from '../../src/registry/matters/matters.service.js';
import { REGISTRY_ENTITIES } from '../../src/registry/registry-entities.js';
import { usccCheckCharacter } from '../../src/registry/sheets/uscc.js';
import { TargetsService } from '../../src/registry/targets/targets.service.js';
import { VisitsService } from '../../src/registry/visits/visits.service.js';

/** A log that keeps its warnings. */
export class KeepingLog extends Log {
  readonly warnings: { fields: unknown; message: unknown }[] = [];

  constructor() {
    super(new Config({ SORTIS_LOG_LEVEL: 'silent' }, '/'));
  }

  override warn(fields: unknown, message?: unknown): void {
    this.warnings.push({ fields, message });
  }
}

/** The registry's services on a real database, wired by hand. */
export class RegistryRig {
  readonly clock = new StandingClock(new Date('2026-03-05T01:02:03.456Z'));
  readonly log = new KeepingLog();
  readonly transactions: Transactions;
  readonly history: History;
  readonly scope: AgencyScope;
  readonly uses = new AgencyUses();
  readonly agencies: AgenciesService;
  readonly matters: MattersService;
  readonly targets: TargetsService;
  readonly inspectors: InspectorsService;
  readonly absences: AbsencesService;
  readonly recusals: RecusalsService;
  readonly visits: VisitsService;

  private constructor(readonly dataSource: DataSource) {
    this.transactions = new Transactions(dataSource);
    this.history = new History(this.clock);
    this.scope = new AgencyScope(dataSource, this.log);
    const shared = [dataSource, this.transactions, this.scope, this.uses, this.history, this.clock] as const;
    this.agencies = new AgenciesService(...shared);
    this.matters = new MattersService(...shared);
    this.targets = new TargetsService(...shared);
    this.inspectors = new InspectorsService(...shared);
    this.absences = new AbsencesService(dataSource, this.transactions, this.inspectors, this.history);
    this.recusals = new RecusalsService(
      dataSource,
      this.transactions,
      this.inspectors,
      this.targets,
      this.history,
      this.clock,
    );
    this.visits = new VisitsService(dataSource, this.transactions, this.scope, this.targets, this.history, this.clock);
    for (const service of [this.matters, this.targets, this.inspectors, this.visits]) service.onModuleInit();
  }

  static async open(address: DatabaseAddress): Promise<RegistryRig> {
    return new RegistryRig(await openDatabase(address, [...REGISTRY_ENTITIES, Change]));
  }

  /** A county, 示范县, below a city, with a neighbour beside it. */
  async tree(): Promise<{ city: number; county: number; neighbour: number; station: number }> {
    const make = async (name: string, level: 'city' | 'county' | 'township', parentId: number | null) =>
      (await this.agencies.create(whole, { name, level, parentId })).id;
    const city = await make('示范市民政局', 'city', null);
    const county = await make('示范县民政局', 'county', city);
    const neighbour = await make('邻县民政局', 'county', city);
    const station = await make('示范县城关镇民政所', 'township', county);
    return { city, county, neighbour, station };
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
  }
}

/** Someone who sees the whole tree. */
export const whole: Caller = { userId: 1, username: 'admin', role: 'admin', agencyId: null, inspectorId: null };

export const of = (agencyId: number): Caller => ({ ...whole, username: `of-${agencyId}`, agencyId });

/** A credit code with the right check character. The number goes into the body. */
export function someUscc(number: number): string {
  const body = `91990101${String(number).padStart(9, '0')}`;
  return `${body}${usccCheckCharacter(body) ?? ''}`;
}
