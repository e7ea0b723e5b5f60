import { Injectable } from '@nestjs/common';
import { DataSource, MoreThanOrEqual, type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { Transactions } from '../../platform/database/transactions.js';
import { currentContext } from '../../platform/http/request-context.js';
import { Log } from '../../platform/log/log.js';
import { secretBytes } from '../../platform/secrets/secrets.js';
import { Settings } from '../../platform/settings/settings.service.js';
import { chinaDay } from '../../platform/clock/days.js';
import { readIssuedDraw } from '../inspections/draw-facts.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { InspectionStep } from '../life/inspection-step.entity.js';
import { codeOf, groupedCode, readCode, type Coded, type CodeSubject } from './code.js';
import { expiredBy, type CodeState, type ExpiredReason } from './code-standing.js';
import { InspectionCode } from './inspection-code.entity.js';

const KEY_BYTES = 32;

/** What a code turned out to be. */
export type CheckedCode =
  | { readonly state: 'unknown' }
  | {
      readonly state: Exclude<CodeState, 'unknown'>;
      readonly inspectionId: number;
      /** What it stands on; `inspection`: on no paper. */
      readonly document: Coded;
      readonly edition: number;
      /** In groups, as people read it. */
      readonly code: string;
      readonly issuedAt: Date;
      /** Null while it is real. */
      readonly reason: ExpiredReason | null;
    };

/**
 * 核验码: gives out the codes of inspections and their papers, and tells real ones, expired ones and invented ones apart. A code
 * is made with a key that the installation keeps, from nothing but numbers: it says nothing about anybody.
 */
@Injectable()
export class InspectionCodes {
  private key: Promise<Uint8Array> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  /**
   * The code of one edition of a paper, made when it is first asked for. The key is read before a transaction begins
   * (`ready`): it has a connection of its own.
   */
  async give(manager: EntityManager, subject: CodeSubject, key: Uint8Array): Promise<InspectionCode> {
    const { document, edition, inspectionId } = subject;
    await manager
      .createQueryBuilder()
      .insert()
      .into(InspectionCode)
      .values({
        ...subject,
        departures: await departuresOf(manager, inspectionId),
        code: codeOf(key, subject),
        at: this.clock.now(),
      })
      // who asks at the same moment makes the same
      .orIgnore()
      .updateEntity(false)
      .execute();
    return manager.findOneByOrFail(InspectionCode, { inspectionId, document, edition });
  }

  /** The code of the inspection itself, on no paper. A team that changed has a new one. */
  async ofInspection(inspectionId: number): Promise<InspectionCode> {
    const key = await this.ready();
    const manager = this.dataSource.manager;
    const edition = (await departuresOf(manager, inspectionId)) + 1;
    const kept = await manager.findOneBy(InspectionCode, { inspectionId, document: 'inspection', edition });
    return (
      kept ??
      this.transactions.run((writing) => this.give(writing, { inspectionId, document: 'inspection', edition }, key))
    );
  }

  /** What somebody scanned or typed. An invented one is logged. */
  async check(said: string): Promise<CheckedCode> {
    const code = readCode(said);
    const row = code === undefined ? null : await this.dataSource.manager.findOneBy(InspectionCode, { code });
    const inspection =
      row === null ? null : await this.dataSource.manager.findOneBy(Inspection, { id: row.inspectionId });
    if (row === null || inspection === null || !(await this.isOurs(row))) {
      this.log.warn(
        { sought: said.slice(0, 40), address: currentContext()?.address },
        'asked for an inspection by a code that was never given out',
      );
      return { state: 'unknown' };
    }
    const reason = await this.reasonAgainst(row, inspection);
    const { document, edition, inspectionId, at: issuedAt } = row;
    return {
      state: reason === undefined ? 'real' : 'expired',
      inspectionId,
      document,
      edition,
      code: groupedCode(row.code),
      issuedAt,
      reason: reason ?? null,
    };
  }

  /** Where a code leads. Without an address of the server it is a path. */
  addressOf(code: string): string {
    return `${this.config.publicUrl ?? ''}/i/${groupedCode(code)}`;
  }

  ready(): Promise<Uint8Array> {
    if (this.key === undefined) {
      const key = this.loadKey();
      this.key = key;
      // a database that was away for a moment must not be remembered for ever
      key.catch(() => (this.key = undefined));
    }
    return this.key;
  }

  private async reasonAgainst(row: InspectionCode, inspection: Inspection): Promise<ExpiredReason | undefined> {
    const { manager } = this.dataSource;
    const { document, inspectionId } = row;
    const latest = await manager.maximum(InspectionCode, 'edition', { document, inspectionId });
    return expiredBy({
      document,
      state: inspection.state,
      visitUntil: inspection.visitUntil,
      today: chinaDay(this.clock.now()),
      teamChanged: row.departures < (await departuresOf(manager, inspectionId)),
      superseded: row.edition < (latest ?? 0),
      visitRetracted: await manager.existsBy(InspectionStep, {
        inspectionId,
        step: 'unvisit',
        at: MoreThanOrEqual(row.at),
      }),
    });
  }

  /** A row that somebody wrote into the table does not make a code. */
  private async isOurs(row: InspectionCode): Promise<boolean> {
    if (codeOf(await this.ready(), row) !== row.code) {
      this.log.error({ row: row.id, inspection: row.inspectionId }, 'a code in the table was not made with our key');
      return false;
    }
    const { drawId } = await this.dataSource.manager.findOneByOrFail(Inspection, { id: row.inspectionId });
    return (await readIssuedDraw(this.dataSource.manager, drawId)) !== undefined;
  }

  private async loadKey(): Promise<Uint8Array> {
    const kept = await this.settings.getOrCreate('inspection-code-key', () =>
      Buffer.from(secretBytes(KEY_BYTES)).toString('base64url'),
    );
    const bytes = new Uint8Array(Buffer.from(kept, 'base64url'));
    if (bytes.length !== KEY_BYTES) throw new Error(`setting "inspection-code-key" should hold ${KEY_BYTES} bytes`);
    return bytes;
  }
}

/** How many have left the team's seats so far. */
export async function departuresOf(manager: EntityManager, inspectionId: number): Promise<number> {
  const rows = await manager.query<{ n: number | string }[]>(
    'SELECT COUNT(*) AS n FROM seat_departures WHERE inspection_id = ?',
    [inspectionId],
  );
  return Number(rows[0]?.n ?? 0);
}
