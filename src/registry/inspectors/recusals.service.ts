import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { namingDuplicates } from '../records/record-keeper.js';
import { TargetsService } from '../targets/targets.service.js';
import { InspectorsService } from './inspectors.service.js';
import { MOST_RECUSALS, RECUSAL, recusalEnded, recusalStands, tooManyRecusals } from './inspectors.errors.js';
import { recusalResponse, type DeclareRecusalRequest, type RecusalResponse } from './recusal.dto.js';
import { Recusal } from './recusal.entity.js';

/** 回避: bars between one inspector and one target. Nothing is deleted; a bar ends, and may be declared anew. */
@Injectable()
export class RecusalsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly inspectors: InspectorsService,
    private readonly targets: TargetsService,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, inspectorId: number): Promise<RecusalResponse[]> {
    await this.inspectors.one(caller, inspectorId);
    const { manager } = this.dataSource;
    const rows = await manager.find(Recusal, { where: { inspectorId }, order: { id: 'ASC' } });
    const targets = await this.targets.findByIds(
      manager,
      rows.map((row) => row.targetId),
    );
    const byId = new Map(targets.map((target) => [target.id, target]));
    return rows.map((row) => recusalResponse(row, byId.get(row.targetId) ?? { code: '', name: '' }));
  }

  async declare(caller: Caller, inspectorId: number, request: DeclareRecusalRequest): Promise<RecusalResponse> {
    const { targetId, reason } = request;
    await this.inspectors.one(caller, inspectorId);
    await this.targets.one(caller, targetId);
    return namingDuplicates(this.transactions, RECUSAL, async (manager) => {
      await this.inspectors.forChange(manager, inspectorId);
      const before = await manager.findOneBy(Recusal, { inspectorId, targetId });
      if (before?.endedAt === null) throw recusalStands(before.id);
      const standing = await manager.countBy(Recusal, { inspectorId, endedAt: IsNull() });
      if (standing >= MOST_RECUSALS) throw tooManyRecusals();
      return this.write(manager, before, { inspectorId, targetId, reason });
    });
  }

  /**
   * Declares a bar that people have agreed on elsewhere, unless it stands already. However many stand: who is recused from one
   * more is not drawn for it (a draw says so of whoever has too many).
   */
  async stand(manager: EntityManager, inspectorId: number, targetId: number, reason: string): Promise<void> {
    await this.inspectors.forChange(manager, inspectorId);
    const before = await manager.findOneBy(Recusal, { inspectorId, targetId });
    if (before?.endedAt === null) return;
    await this.write(manager, before, { inspectorId, targetId, reason });
  }

  async end(caller: Caller, inspectorId: number, recusalId: number, reason: string | null): Promise<RecusalResponse> {
    await this.inspectors.one(caller, inspectorId);
    return this.transactions.run(async (manager) => {
      await this.inspectors.forChange(manager, inspectorId);
      const row = await manager.findOneBy(Recusal, { id: recusalId, inspectorId });
      if (row === null) throw notFound(RECUSAL, recusalId);
      if (row.endedAt !== null) throw recusalEnded(row.endedAt);
      const [target] = await this.targets.findByIds(manager, [row.targetId]);
      const named = target ?? { code: '', name: '' };
      const before = recusalResponse(row, named);
      row.endedAt = this.clock.now();
      await manager.update(Recusal, row.id, { endedAt: row.endedAt });
      const after = recusalResponse(row, named);
      await this.note(manager, inspectorId, 'ended', before, reason === null ? after : { ...after, endReason: reason });
      return after;
    });
  }

  private async write(
    manager: EntityManager,
    before: Recusal | null,
    pair: Pick<Recusal, 'inspectorId' | 'reason' | 'targetId'>,
  ): Promise<RecusalResponse> {
    const [target = { code: '', name: '' }] = await this.targets.findByIds(manager, [pair.targetId]);
    const row = await manager.save(
      manager.create(Recusal, { ...before, ...pair, createdAt: this.clock.now(), endedAt: null }),
    );
    const after = recusalResponse(row, target);
    const was = before === null ? null : recusalResponse(before, target);
    await this.note(manager, pair.inspectorId, 'declared', was, after);
    return after;
  }

  /** Once under the recusal's own name, and once where people look for it: with the inspector. */
  private async note(
    manager: EntityManager,
    inspectorId: number,
    action: 'declared' | 'ended',
    before: RecusalResponse | null,
    after: RecusalResponse & { readonly endReason?: string },
  ): Promise<void> {
    await this.history.record(
      manager,
      { subject: 'recusal', subjectId: after.id, action, before, after },
      { subject: 'inspector', subjectId: inspectorId, action: `recusal-${action}`, before, after },
    );
  }
}
