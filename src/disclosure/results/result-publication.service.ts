import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { isProblem } from '../../fieldwork/findings/finding-codes.js';
import { readMatters } from '../../fieldwork/inspections/draw-facts.js';
import { readTeams } from '../../fieldwork/inspections/team.js';
import { PublishedResults } from '../../fieldwork/life/published-results.js';
import { isDuplicate, Transactions } from '../../platform/database/transactions.js';
import { Bulletin } from '../kept/bulletin.entity.js';
import { KeptBulletins, type NewBulletin } from '../kept/kept-bulletins.service.js';
import { isPerson } from '../rules/masks.js';
import { contentOf, contentOfWithdrawal, resultNumber, wordsOfName, type ResultFacts } from './result-content.js';

interface InspectionRow {
  readonly agencyId: number;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly drawId: number;
  readonly drawNumber: string;
  readonly recordHash: string | null;
  readonly ordinal: number;
  readonly targetCode: string;
  readonly targetName: string;
  readonly targetKind: string;
  readonly visitedOn: string;
  readonly targetState: string | null;
}

/** Publishes results in the transaction of the step that makes them public, and of each correction after that. */
@Injectable()
export class ResultPublication extends PublishedResults {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly kept: KeptBulletins,
  ) {
    super();
  }

  override async publishEarlier(inspectionId: number): Promise<void> {
    if (await isKept(this.dataSource.manager, inspectionId)) return;
    try {
      await this.transactions.run(async (manager) => {
        if (!(await isKept(manager, inspectionId))) await this.publish(manager, inspectionId, null);
      });
    } catch (error) {
      // whoever catches up came to it at the same moment
      if (!isDuplicate(error)) throw error;
    }
  }

  override async publish(manager: EntityManager, inspectionId: number, reason: string | null): Promise<void> {
    const row = await readRow(manager, inspectionId);
    const isFirst = !(await isKept(manager, inspectionId));
    const matters = await readMatters(manager, row);
    const findings = await readFindings(manager, inspectionId);
    const team = (await readTeams(manager, [inspectionId])).get(inspectionId) ?? [];
    const { targetCode, targetKind, targetName, visitedOn } = row;
    const facts: ResultFacts = {
      ...factsOfDraw(row),
      target: { code: targetCode, name: targetName, kind: targetKind },
      team,
      matters,
      visitedOn,
      targetState: row.targetState,
      findings,
    };
    await this.kept.add(
      manager,
      {
        ...bulletinOf(row, inspectionId),
        kind: 'result',
        problem: findings.some(({ code }) => isProblem(code)) ? 1 : null,
      },
      contentOf(facts),
      isFirst ? null : (reason ?? PUBLISHED_ANEW),
    );
    await keepWords(manager, targetCode, wordsOfName(targetName));
  }

  override async withdraw(manager: EntityManager, inspectionId: number, reason: string): Promise<void> {
    const row = await readRow(manager, inspectionId);
    const bulletin = { ...bulletinOf(row, inspectionId), kind: 'withdrawn' } as const;
    await this.kept.add(manager, bulletin, contentOfWithdrawal(factsOfDraw(row)), reason);
  }
}

const isKept = (manager: EntityManager, inspectionId: number): Promise<boolean> =>
  manager.existsBy(Bulletin, { inspectionId });

/** Where nobody has said why a result that was withdrawn is published anew. */
const PUBLISHED_ANEW = '撤回后重新公示 / published anew after it was withdrawn';

const factsOfDraw = (row: InspectionRow): Pick<ResultFacts, 'agency' | 'draw'> => ({
  agency: { code: row.agencyCode, name: row.agencyName },
  draw: { number: row.drawNumber, place: row.ordinal, recordHash: row.recordHash },
});

const bulletinOf = (row: InspectionRow, inspectionId: number): Omit<NewBulletin, 'kind'> => ({
  number: resultNumber(row.drawNumber, row.ordinal),
  agencyId: row.agencyId,
  year: Number(row.visitedOn.slice(0, 4)),
  inspectionId,
  drawId: row.drawId,
  targetCode: row.targetCode,
  targetKind: row.targetKind,
  person: isPerson({ code: row.targetCode, kind: row.targetKind }) ? 1 : null,
  visitedOn: row.visitedOn,
});

async function readRow(manager: EntityManager, inspectionId: number): Promise<InspectionRow> {
  const [row] = await manager.query<InspectionRow[]>(
    `SELECT i.agency_id AS agencyId, a.code AS agencyCode, a.name AS agencyName, i.draw_id AS drawId,
            d.number AS drawNumber, d.record_hash AS recordHash, i.ordinal AS ordinal, i.target_code AS targetCode,
            i.target_name AS targetName, i.target_kind AS targetKind, i.visited_on AS visitedOn,
            i.target_state AS targetState
       FROM inspections i JOIN draws d ON d.id = i.draw_id JOIN agencies a ON a.id = i.agency_id
      WHERE i.id = ?`,
    [inspectionId],
  );
  if (row === undefined) throw new Error(`inspection ${inspectionId} is not there`);
  return row;
}

/** In the order in which they were reported. */
async function readFindings(manager: EntityManager, inspectionId: number): Promise<ResultFacts['findings']> {
  return manager.query<{ code: string; matter: string | null }[]>(
    `SELECT f.code AS code, m.code AS matter FROM findings f LEFT JOIN matters m ON m.id = f.matter_id
      WHERE f.inspection_id = ? ORDER BY f.id`,
    [inspectionId],
  );
}

async function keepWords(manager: EntityManager, targetCode: string, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  const ignore = manager.connection.options.type === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';
  await manager.query(
    `${ignore} INTO bulletin_words (word, target_code) VALUES ${words.map(() => '(?, ?)').join(', ')}`,
    words.flatMap((word) => [word, targetCode]),
  );
}
