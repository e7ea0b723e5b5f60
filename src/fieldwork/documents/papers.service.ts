import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { DrawsService } from '../../drawing/draws/draws.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { chinaDay } from '../../platform/clock/days.js';
import { sha256Hex } from '../../platform/secrets/secrets.js';
import { LANGUAGES, type Language } from '../../platform/text.js';
import { shortCode } from '../../protocol/index.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { Finding } from '../findings/finding.entity.js';
import { type VisibleInspection } from '../inspections/inspections.service.js';
import { InspectionSteps } from '../life/steps.service.js';
import { SiteRecords } from '../on-site/record/site-records.service.js';
import { readRectificationsOf } from '../rectifications/rectification-reading.js';
import { type DocumentKind, type TemplateKind } from './document-kinds.js';
import { DOCUMENT_WORDS } from './document-rules.js';
import { type UsedTemplate } from './document-issue.entity.js';
import { documentTooLong } from './documents.errors.js';
import { type Paper, type Stamp } from './paper.js';
import { factsOf } from './paper-facts.js';
import {
  countVisits,
  readPaperMatters,
  readPaperPlan,
  readPaperTarget,
  readPaperTeam,
  type PaperSource,
} from './paper-reading.js';
import { blocksOf, PaperTooLong, type Facts } from './blocks.js';
import { type Template } from './template.js';
import { readPaperSite } from './site-facts.js';
import { Templates } from './templates.service.js';

/** What a document would say now, in both languages. */
export interface WrittenPapers {
  readonly papers: Readonly<Record<Language, Paper>>;
  readonly templates: UsedTemplate[];
  readonly contentHash: string;
}

/** Writes what documents say, from what is known of an inspection. */
@Injectable()
export class Papers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly templates: Templates,
    private readonly draws: DrawsService,
    private readonly agencies: AgencyScope,
    private readonly steps: InspectionSteps,
    private readonly records: SiteRecords,
    private readonly clock: Clock,
  ) {}

  write(kind: DocumentKind, source: PaperSource, line: readonly number[]): Promise<WrittenPapers> {
    const today = chinaDay(this.clock.now());
    return this.written(kind, line, (language) => factsOf(source, language, today));
  }

  /** What a paper says of facts, by the templates that hold for an agency. @param line the agency and those above it */
  async written(
    kind: TemplateKind,
    line: readonly number[],
    factsIn: (language: Language) => Facts,
  ): Promise<WrittenPapers> {
    const templates: UsedTemplate[] = [];
    const said: unknown[] = [];
    const papers: Partial<Record<Language, Paper>> = {};
    for (const language of LANGUAGES) {
      const { body, ...used } = await this.templates.effective(this.dataSource.manager, line, kind, language);
      const facts = factsIn(language);
      templates.push(used);
      // the day on which it is printed makes no other document of it
      said.push(body, { ...facts, values: { ...facts.values, 'document.on': '' } });
      papers[language] = this.paperOf(kind, language, this.templates.read(kind, body), facts);
    }
    return {
      papers: papers as Record<Language, Paper>,
      templates,
      contentHash: sha256Hex(JSON.stringify(said)),
    };
  }

  /** @throws DomainError document_too_long */
  paperOf(kind: TemplateKind, language: Language, template: Template, facts: Facts): Paper {
    try {
      return { language, title: DOCUMENT_WORDS[kind][language], blocks: blocksOf(template, facts) };
    } catch (error) {
      throw error instanceof PaperTooLong ? documentTooLong() : error;
    }
  }

  async factsOf(seen: VisibleInspection, language: Language): Promise<Facts> {
    return factsOf(await this.source(seen), language, chinaDay(this.clock.now()));
  }

  async source({ draw, inspection }: VisibleInspection): Promise<PaperSource> {
    const { manager } = this.dataSource;
    const { manifest, recordHash } = await this.draws.byNumber(String(inspection.drawId));
    const [agency] = await this.agencies.named([inspection.agencyId]);
    const steps = await this.steps.of(manager, inspection.id);
    const rectifications = await readRectificationsOf(manager, [inspection.id]);
    return {
      inspection,
      draw,
      manifest,
      recordHash,
      agency: { name: agency?.name ?? '', code: agency?.code ?? '' },
      target: await readPaperTarget(manager, inspection.targetId),
      plan: await readPaperPlan(manager, inspection.batchId),
      matters: await readPaperMatters(manager, inspection),
      team: await readPaperTeam(manager, inspection.id),
      findings: await manager.find(Finding, { where: { inspectionId: inspection.id }, order: { id: 'ASC' } }),
      steps,
      people: await this.steps.people(manager, steps),
      site: await readPaperSite(manager, inspection, this.records),
      visits: await countVisits(manager, inspection, chinaDay(this.clock.now())),
      deadlines: (rectifications.get(inspection.id) ?? [])
        .filter(({ outcome }) => outcome !== 'ended')
        .map(({ deadline, findingCode, matterId }) => ({ findingCode, matterId, on: deadline })),
    };
  }

  /** What stands at the foot of a document that nobody has issued. */
  sampleStamp(drawNumber: string, recordHash: string | null): Stamp {
    return {
      of: 'nothing',
      code: null,
      address: null,
      shortCode: recordHash === null ? null : shortCode(recordHash),
      drawNumber,
      edition: null,
      issuedAt: this.clock.now(),
    };
  }
}
