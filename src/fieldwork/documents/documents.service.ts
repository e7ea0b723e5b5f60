import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { DrawsService } from '../../drawing/draws/draws.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { isDuplicate, Transactions } from '../../platform/database/transactions.js';
import { currentActor } from '../../platform/http/request-context.js';
import { type Language } from '../../platform/text.js';
import { shortCode } from '../../protocol/index.js';
import { groupedCode } from '../codes/code.js';
import { InspectionCode } from '../codes/inspection-code.entity.js';
import { departuresOf, InspectionCodes } from '../codes/inspection-codes.service.js';
import { isProblem } from '../findings/finding-codes.js';
import { InspectionsService, type VisibleInspection } from '../inspections/inspections.service.js';
import { isApproved } from '../life/life-cycle.js';
import { plansFor, sitsIn } from '../life/permission.js';
import { DOCUMENT_KINDS, type DocumentKind } from './document-kinds.js';
import { DOCUMENT_WORDS, whyNotNow } from './document-rules.js';
import { type DocumentIssueResponse, type InspectionDocumentResponse } from './document.dto.js';
import { DocumentIssue, DocumentPiece } from './document-issue.entity.js';
import { changedWhileIssuing, mayNotIssue, notIssued, notNow } from './documents.errors.js';
import { readPieces, writePieces } from './issues.js';
import { type PaperSource } from './paper-reading.js';
import { Papers, type WrittenPapers } from './papers.service.js';
import { type PressTask } from './renderers/formats.js';
import { countSent } from './site-facts.js';

/** Documents of inspections: who may issue which one when, and what was issued, for ever as it was. */
@Injectable()
export class Documents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly inspections: InspectionsService,
    private readonly papers: Papers,
    private readonly codes: InspectionCodes,
    private readonly draws: DrawsService,
    private readonly clock: Clock,
  ) {}

  /** Every kind: whether it may be issued now, by whom, and what was issued. */
  async list(caller: Caller, inspectionId: number): Promise<InspectionDocumentResponse[]> {
    const seen = await this.inspections.visible(caller, inspectionId);
    const source = await this.papers.source(seen);
    const issues = await this.issuesOf(this.dataSource.manager, inspectionId);
    const mine = mayIssue(caller, seen, source);
    return DOCUMENT_KINDS.map((kind) => {
      const why = whyNot(kind, source);
      return {
        kind,
        name: DOCUMENT_WORDS[kind],
        possible: why === undefined,
        why: why ?? null,
        mine,
        issues: issues.filter((one) => one.kind === kind).map(({ told }) => told),
      };
    });
  }

  /** Issues a document. Where the last edition says the same, and of the same team, that one stays. */
  async issue(caller: Caller, inspectionId: number, kind: DocumentKind): Promise<DocumentIssueResponse> {
    const seen = await this.inspections.open(caller, inspectionId);
    const source = await this.papers.source(seen);
    if (!mayIssue(caller, seen, source)) throw mayNotIssue(inspectionId);
    const why = whyNot(kind, source);
    if (why !== undefined) throw notNow(kind, why);
    const written = await this.papers.write(kind, source, seen.line);
    const key = await this.codes.ready();
    try {
      await this.transactions.run(async (manager) => {
        await this.requireUnchanged(manager, seen, source);
        await this.write(manager, inspectionId, kind, written, key);
      });
    } catch (error) {
      throw isDuplicate(error) ? changedWhileIssuing(inspectionId) : error;
    }
    const issues = await this.issuesOf(this.dataSource.manager, inspectionId);
    const last = issues.findLast((one) => one.kind === kind);
    if (last === undefined) throw new Error('a document was issued and is not there');
    return last.told;
  }

  /**
   * A document as it was issued, ready to be made into a file.
   * @param origin of the server as the caller reached it, for the QR where the server knows no address of its own
   */
  async issued(
    caller: Caller,
    inspectionId: number,
    kind: DocumentKind,
    wanted: { readonly edition: number | undefined; readonly language: Language; readonly origin: string },
  ): Promise<Omit<PressTask, 'format'>> {
    const { draw, inspection } = await this.inspections.visible(caller, inspectionId);
    const { manager } = this.dataSource;
    const { edition, language, origin } = wanted;
    const [issue] = await manager.find(DocumentIssue, {
      where: { inspectionId, kind, ...(edition === undefined ? {} : { edition }) },
      order: { edition: 'DESC' },
      take: 1,
    });
    if (issue === undefined) throw notIssued(inspectionId, kind, edition);
    const { code } = await manager.findOneByOrFail(InspectionCode, { id: issue.codeId });
    const { recordHash } = await this.draws.byNumber(String(inspection.drawId));
    const address = this.codes.addressOf(code);
    return {
      paper: (await readPieces(manager, DocumentPiece, issue.id))[language],
      stamp: {
        of: 'inspection',
        code: groupedCode(code),
        address: address.startsWith('/') ? origin + address : address,
        shortCode: recordHash === null ? null : shortCode(recordHash),
        drawNumber: draw.number,
        edition: issue.edition,
        issuedAt: issue.at,
      },
    };
  }

  /** What was read is what is there: whoever takes a step, changes the team, or records something on site, comes before or after. */
  private async requireUnchanged(
    manager: EntityManager,
    { inspection }: VisibleInspection,
    { site }: PaperSource,
  ): Promise<void> {
    const lock = manager.connection.options.type === 'mysql' ? ' FOR UPDATE' : '';
    const rows = await manager.query<{ version: number }[]>(
      `SELECT version AS version FROM inspections WHERE id = ?${lock}`,
      [inspection.id],
    );
    const same = rows[0]?.version === inspection.version && (await countSent(manager, inspection.id)) === site.sent;
    if (!same) throw changedWhileIssuing(inspection.id);
  }

  private async write(
    manager: EntityManager,
    inspectionId: number,
    kind: DocumentKind,
    { contentHash, papers, templates }: WrittenPapers,
    key: Uint8Array,
  ): Promise<void> {
    const [last] = await manager.find(DocumentIssue, {
      where: { inspectionId, kind },
      order: { edition: 'DESC' },
      take: 1,
    });
    if (last?.contentHash === contentHash) {
      const { departures } = await manager.findOneByOrFail(InspectionCode, { id: last.codeId });
      if (departures === (await departuresOf(manager, inspectionId))) return;
    }
    const edition = (last?.edition ?? 0) + 1;
    const code = await this.codes.give(manager, { inspectionId, document: kind, edition }, key);
    const { name, userId } = currentActor();
    const row = { inspectionId, kind, edition, codeId: code.id, templates, contentHash, byUser: userId, byName: name };
    const issue = await manager.save(DocumentIssue, { ...row, at: this.clock.now() });
    await writePieces(manager, DocumentPiece, issue.id, papers);
  }

  /** The earliest first. */
  private async issuesOf(
    manager: EntityManager,
    inspectionId: number,
  ): Promise<{ readonly kind: DocumentKind; readonly told: DocumentIssueResponse }[]> {
    const issues = await manager.find(DocumentIssue, { where: { inspectionId }, order: { id: 'ASC' } });
    const ids = issues.map(({ codeId }) => codeId);
    const codes = await manager.findBy(InspectionCode, { id: In([...ids, 0]) });
    const departures = await departuresOf(manager, inspectionId);
    return issues.map(({ at, byName, codeId, contentHash, edition, kind, templates }) => {
      const code = codes.find(({ id }) => id === codeId);
      const newer = issues.some((one) => one.kind === kind && one.edition > edition);
      return {
        kind,
        told: {
          edition,
          code: groupedCode(code?.code ?? ''),
          superseded: newer || (code?.departures ?? 0) < departures,
          contentHash,
          templates,
          by: byName,
          at: at.toISOString(),
        },
      };
    });
  }
}

const mayIssue = (caller: Caller, { line }: VisibleInspection, { team }: PaperSource): boolean =>
  plansFor(caller, line) ||
  sitsIn(
    caller,
    team.map(({ inspectorId }) => inspectorId),
  );

const whyNot = (kind: DocumentKind, { findings, inspection, steps }: PaperSource): ReturnType<typeof whyNotNow> =>
  whyNotNow(kind, {
    state: inspection.state,
    approved: isApproved(steps),
    problem: findings.some(({ code }) => isProblem(code)),
  });
