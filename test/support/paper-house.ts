import { type DataSource } from 'typeorm';

import { Draw } from '../../src/drawing/draws/draw.entity.js';
import { DrawsService } from '../../src/drawing/draws/draws.service.js';
import { Documents } from '../../src/fieldwork/documents/documents.service.js';
import { type DocumentKind } from '../../src/fieldwork/documents/document-kinds.js';
import { Papers } from '../../src/fieldwork/documents/papers.service.js';
import { type PressTask } from '../../src/fieldwork/documents/renderers/formats.js';
import { Templates } from '../../src/fieldwork/documents/templates.service.js';
import { InspectionSteps } from '../../src/fieldwork/life/steps.service.js';
import { type Language } from '../../src/platform/text.js';
import { AgencyScope } from '../../src/registry/agencies/agency-scope.js';
import { SiteHouse } from './site-house.js';

/** The house on site, with the papers of its inspections. */
export class PaperHouse extends SiteHouse {
  readonly templates: Templates;
  readonly papers: Papers;
  readonly documents: Documents;

  constructor(dataSource: DataSource) {
    super(dataSource);
    const agencies = new AgencyScope(dataSource, undefined as never);
    this.templates = new Templates(dataSource, this.transactions, agencies, this.clock);
    const draws = new DrawsService(
      dataSource.getRepository(Draw),
      dataSource,
      agencies,
      undefined as never,
      undefined as never,
      this.clock,
    );
    this.papers = new Papers(
      dataSource,
      this.templates,
      draws,
      agencies,
      new InspectionSteps(),
      this.records,
      this.clock,
    );
    this.documents = new Documents(
      dataSource,
      this.transactions,
      this.inspections,
      this.papers,
      this.codes,
      draws,
      this.clock,
    );
  }

  /** Issues a paper of inspection 1, and gives what the press makes of it. */
  async issued(kind: DocumentKind, language: Language = 'zh'): Promise<Omit<PressTask, 'format'>> {
    await this.documents.issue(this.planner, 1, kind);
    return this.documents.issued(this.planner, 1, kind, { edition: undefined, language, origin: 'http://127.0.0.1' });
  }
}
