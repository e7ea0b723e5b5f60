import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { DrawsService } from '../../drawing/draws/draws.service.js';
import { DrawnLists } from '../../drawing/shown/drawn-lists.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { chinaDay } from '../../platform/clock/days.js';
import { isDuplicate, Transactions } from '../../platform/database/transactions.js';
import { currentActor } from '../../platform/http/request-context.js';
import { type Language } from '../../platform/text.js';
import { shortCode } from '../../protocol/index.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { plansFor } from '../life/permission.js';
import { type Facts } from './blocks.js';
import { DRAW_DOCUMENT_KINDS, type DrawDocumentKind } from './document-kinds.js';
import { DOCUMENT_WORDS, whyNotOfDraw } from './document-rules.js';
import { type DrawDocumentIssueResponse, type DrawDocumentResponse } from './document.dto.js';
import { drawChangedWhileIssuing, drawPaperNotIssued, mayNotIssueOfDraw, notNow } from './documents.errors.js';
import { drawFactsOf, type DrawSource } from './draw-facts.js';
import { DrawDocumentIssue, DrawDocumentPiece } from './draw-issue.entity.js';
import { readPieces, writePieces } from './issues.js';
import { readPaperPlan } from './paper-reading.js';
import { Papers, type WrittenPapers } from './papers.service.js';
import { type PressTask } from './renderers/formats.js';

/** Papers of draws: the list of who was drawn. What was issued stays as it was, also where the draw is voided later. */
@Injectable()
export class DrawDocuments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly draws: DrawsService,
    private readonly lists: DrawnLists,
    private readonly agencies: AgencyScope,
    private readonly papers: Papers,
    private readonly clock: Clock,
  ) {}

  /** Every kind: whether it may be issued now, by whom, and what was issued. */
  async list(caller: Caller, drawId: number): Promise<DrawDocumentResponse[]> {
    const { agencyId, phase } = await this.draws.get(caller, drawId);
    const mine = plansFor(caller, await this.agencies.lineAbove(agencyId));
    const why = whyNotOfDraw(phase);
    const issues = await this.issuesOf(drawId);
    return DRAW_DOCUMENT_KINDS.map((kind) => ({
      kind,
      name: DOCUMENT_WORDS[kind],
      possible: why === undefined,
      why: why ?? null,
      mine,
      issues: issues.filter((one) => one.kind === kind).map(({ told }) => told),
    }));
  }

  /** Issues a paper. Where the last edition says the same, that one stays. */
  async issue(caller: Caller, drawId: number, kind: DrawDocumentKind): Promise<DrawDocumentIssueResponse> {
    const { agencyId, number, phase } = await this.draws.get(caller, drawId);
    const line = await this.agencies.lineAbove(agencyId);
    if (!plansFor(caller, line)) throw mayNotIssueOfDraw(number);
    const why = whyNotOfDraw(phase);
    if (why !== undefined) throw notNow(kind, why);
    const source = await this.source(caller, drawId);
    const written = await this.papers.written(kind, line, (language) => this.factsOf(source, language));
    try {
      await this.transactions.run(async (manager) => {
        // what was read is what is there: whoever voids the draw comes before or after
        if ((await this.draws.heldPhase(manager, drawId)) !== source.list.phase) throw drawChangedWhileIssuing(number);
        await this.write(manager, drawId, kind, written);
      });
    } catch (error) {
      throw isDuplicate(error) ? drawChangedWhileIssuing(number) : error;
    }
    const last = (await this.issuesOf(drawId)).findLast((one) => one.kind === kind);
    if (last === undefined) throw new Error('a paper was issued and is not there');
    return last.told;
  }

  /** A paper as it was issued, ready to be made into a file. @param origin of the server, for the square to scan */
  async issued(
    caller: Caller,
    drawId: number,
    kind: DrawDocumentKind,
    wanted: { readonly edition: number | undefined; readonly language: Language; readonly origin: string },
  ): Promise<Omit<PressTask, 'format'>> {
    const { number, recordHash } = await this.draws.get(caller, drawId);
    const { manager } = this.dataSource;
    const { edition, language, origin } = wanted;
    const [issue] = await manager.find(DrawDocumentIssue, {
      where: { drawId, kind, ...(edition === undefined ? {} : { edition }) },
      order: { edition: 'DESC' },
      take: 1,
    });
    if (issue === undefined) throw drawPaperNotIssued(drawId, number, kind, edition);
    return {
      paper: (await readPieces(manager, DrawDocumentPiece, issue.id))[language],
      stamp: {
        of: 'draw',
        code: null,
        address: `${origin}/verify/?draw=${number}`,
        shortCode: recordHash === null ? null : shortCode(recordHash),
        drawNumber: number,
        edition: issue.edition,
        issuedAt: issue.at,
      },
    };
  }

  /** What a template would be made of, for a look at it. */
  async facts(caller: Caller, drawId: number, language: Language): Promise<{ facts: Facts; number: string }> {
    const source = await this.source(caller, drawId);
    return { facts: this.factsOf(source, language), number: source.list.number };
  }

  private factsOf(source: DrawSource, language: Language): Facts {
    return drawFactsOf(source, language, chinaDay(this.clock.now()));
  }

  private async source(caller: Caller, drawId: number): Promise<DrawSource> {
    const list = await this.lists.of(caller, drawId);
    const [agency] = await this.agencies.named([list.agencyId]);
    return {
      list,
      agency: { name: agency?.name ?? '', code: agency?.code ?? '' },
      plan: await readPaperPlan(this.dataSource.manager, list.batchId),
    };
  }

  private async write(
    manager: EntityManager,
    drawId: number,
    kind: DrawDocumentKind,
    { contentHash, papers, templates }: WrittenPapers,
  ): Promise<void> {
    const [last] = await manager.find(DrawDocumentIssue, {
      where: { drawId, kind },
      order: { edition: 'DESC' },
      take: 1,
    });
    if (last?.contentHash === contentHash) return;
    const { name, userId } = currentActor();
    const row = {
      drawId,
      kind,
      edition: (last?.edition ?? 0) + 1,
      templates,
      contentHash,
      byUser: userId,
      byName: name,
    };
    const issue = await manager.save(DrawDocumentIssue, { ...row, at: this.clock.now() });
    await writePieces(manager, DrawDocumentPiece, issue.id, papers);
  }

  /** The earliest first. */
  private async issuesOf(
    drawId: number,
  ): Promise<{ readonly kind: DrawDocumentKind; readonly told: DrawDocumentIssueResponse }[]> {
    const issues = await this.dataSource.manager.find(DrawDocumentIssue, { where: { drawId }, order: { id: 'ASC' } });
    return issues.map(({ at, byName, contentHash, edition, kind, templates }) => ({
      kind,
      told: {
        edition,
        superseded: issues.some((one) => one.kind === kind && one.edition > edition),
        contentHash,
        templates,
        by: byName,
        at: at.toISOString(),
      },
    }));
  }
}
