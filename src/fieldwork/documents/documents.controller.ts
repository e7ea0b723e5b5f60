import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { Origins } from '../../platform/http/origins.service.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { etagOf } from '../../platform/http/versions.js';
import { InspectionsService } from '../inspections/inspections.service.js';
import { type Facts } from './blocks.js';
import { DOCUMENT_KINDS, isOfDraw, TEMPLATE_KINDS, type TemplateKind } from './document-kinds.js';
import {
  DocumentIssueResponse,
  DocumentQuery,
  InspectionDocumentResponse,
  PlaceholdersQuery,
  PlaceholdersResponse,
  TemplateDetailResponse,
  TemplatePreviewRequest,
  DocumentTemplatesQuery,
  TemplateRequest,
  TemplateResponse,
} from './document.dto.js';
import { Documents } from './documents.service.js';
import { DOCUMENT, kindIn, TEMPLATE } from './documents.errors.js';
import { DrawDocuments } from './draw-documents.service.js';
import { Papers } from './papers.service.js';
import { htmlOf, PAPER_POLICY } from './renderers/html.js';
import { Press } from './renderers/press.service.js';
import { MEDIA_TYPES } from './renderers/formats.js';
import { sampleFacts } from './sample-facts.js';
import { servedPaper } from './served-paper.js';
import { Templates } from './templates.service.js';

/** The papers of an inspection. */
@ApiTags('documents')
@Controller('inspections')
export class DocumentsController {
  constructor(
    private readonly documents: Documents,
    private readonly press: Press,
    private readonly origins: Origins,
  ) {}

  /** Every kind of document: whether it may be issued now, and what was issued. */
  @AllowSignedIn()
  @Get(':id/documents')
  @ApiOkResponse({ type: InspectionDocumentResponse, isArray: true })
  list(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<InspectionDocumentResponse[]> {
    return this.documents.list(caller, id);
  }

  /** Issues a document, with a code of its own. Where nothing has changed since the last edition, that one is told. */
  @Allow('admin', 'planner', 'inspector')
  @Post(':id/documents/:kind')
  @ApiCreatedResponse({ type: DocumentIssueResponse })
  issue(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('kind') kind: string,
  ): Promise<DocumentIssueResponse> {
    return this.documents.issue(caller, id, kindIn(DOCUMENT_KINDS, kind, DOCUMENT));
  }

  /** A document as it was issued: a page to print, a PDF, or a DOCX to edit. */
  @AllowSignedIn()
  @Get(':id/documents/:kind')
  @ApiProduces(...Object.values(MEDIA_TYPES))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('kind') kind: string,
    @Query() { edition, format = 'html', language = 'zh' }: DocumentQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const known = kindIn(DOCUMENT_KINDS, kind, DOCUMENT);
    const origin = this.origins.of(request);
    const task = await this.documents.issued(caller, id, known, { edition, language, origin });
    const { drawNumber, edition: made } = task.stamp;
    const bytes = await this.press.make({ ...task, format });
    return servedPaper(response, bytes, format, `${drawNumber}-${id}-${known}-${made}`);
  }
}

/** The texts that documents are made from. */
@ApiTags('documents')
@Controller('document-templates')
export class DocumentTemplatesController {
  constructor(
    private readonly templates: Templates,
    private readonly papers: Papers,
    private readonly inspections: InspectionsService,
    private readonly drawDocuments: DrawDocuments,
  ) {}

  /** The templates that hold for an agency, with where each comes from. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: TemplateResponse, isArray: true })
  async list(@CurrentCaller() caller: Caller, @Query() query: DocumentTemplatesQuery): Promise<TemplateResponse[]> {
    const all = await this.templates.list(caller, query.agencyId);
    return all.filter(({ language }) => query.language === undefined || query.language === language);
  }

  /** What stands between {{ and }}, and what can be repeated over. */
  @AllowSignedIn()
  @Get('placeholders')
  @ApiOkResponse({ type: PlaceholdersResponse })
  placeholders(@Query() { kind = 'notice' }: PlaceholdersQuery): PlaceholdersResponse {
    return this.templates.placeholders(kind);
  }

  @AllowSignedIn()
  @Get(':kind')
  @ApiOkResponse({ type: TemplateDetailResponse })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('kind') kind: string,
    @Query() { agencyId, language = 'zh' }: DocumentTemplatesQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TemplateDetailResponse> {
    return tagged(
      response,
      await this.templates.get(caller, kindIn(TEMPLATE_KINDS, kind, TEMPLATE), agencyId, language),
    );
  }

  /** Keeps a new version of an agency's own template. It is checked: what is wrong is told with its line. */
  @Allow('admin', 'planner')
  @Put(':kind')
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: TemplateDetailResponse })
  async put(
    @CurrentCaller() caller: Caller,
    @Param('kind') kind: string,
    @Body() body: TemplateRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TemplateDetailResponse> {
    return tagged(response, await this.templates.put(caller, kindIn(TEMPLATE_KINDS, kind, TEMPLATE), body, ifMatch));
  }

  /** What a text would make, as a page. Nothing is kept. */
  @Allow('admin', 'planner')
  @Post(':kind/preview')
  @HttpCode(200)
  @ApiProduces(MEDIA_TYPES.html)
  @ApiOkResponse({ schema: { type: 'string' } })
  async preview(
    @CurrentCaller() caller: Caller,
    @Param('kind') kind: string,
    @Body() request: TemplatePreviewRequest,
    @Res() response: Response,
  ): Promise<void> {
    const known = kindIn(TEMPLATE_KINDS, kind, TEMPLATE);
    const template = this.templates.read(known, request.body);
    const { facts, number } = await this.previewed(caller, known, request);
    const paper = this.papers.paperOf(known, request.language, template, facts);
    response.setHeader('Content-Security-Policy', PAPER_POLICY);
    response.type(MEDIA_TYPES.html).send(htmlOf(paper, this.papers.sampleStamp(number, null)));
  }

  /** Of what a template is to speak: of one that is there, or of nothing in particular. */
  private async previewed(
    caller: Caller,
    kind: TemplateKind,
    { drawId, inspectionId, language }: TemplatePreviewRequest,
  ): Promise<{ facts: Facts; number: string }> {
    if (isOfDraw(kind) && typeof drawId === 'number') return this.drawDocuments.facts(caller, drawId, language);
    if (isOfDraw(kind) || typeof inspectionId !== 'number') return { facts: sampleFacts(language, kind), number: '—' };
    const seen = await this.inspections.visible(caller, inspectionId);
    return { facts: await this.papers.factsOf(seen, language), number: seen.draw.number };
  }
}

function tagged(response: Response, template: TemplateDetailResponse): TemplateDetailResponse {
  response.setHeader('ETag', etagOf(template.version));
  return template;
}
