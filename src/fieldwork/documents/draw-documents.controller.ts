import { Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { Origins } from '../../platform/http/origins.service.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { DRAW_DOCUMENT_KINDS } from './document-kinds.js';
import { DocumentQuery, DrawDocumentIssueResponse, DrawDocumentResponse } from './document.dto.js';
import { DOCUMENT, kindIn } from './documents.errors.js';
import { DrawDocuments } from './draw-documents.service.js';
import { servedPaper } from './served-paper.js';
import { MEDIA_TYPES } from './renderers/formats.js';
import { Press } from './renderers/press.service.js';

/** The papers of a draw. */
@ApiTags('documents')
@Controller('draws')
export class DrawDocumentsController {
  constructor(
    private readonly documents: DrawDocuments,
    private readonly press: Press,
    private readonly origins: Origins,
  ) {}

  /** Every kind of paper: whether it may be issued now, and what was issued. */
  @AllowSignedIn()
  @Get(':id/documents')
  @ApiOkResponse({ type: DrawDocumentResponse, isArray: true })
  list(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<DrawDocumentResponse[]> {
    return this.documents.list(caller, id);
  }

  /** Issues a paper: who was drawn, or why nobody was. Where nothing has changed since the last edition, that one is told. */
  @Allow('admin', 'planner')
  @Post(':id/documents/:kind')
  @ApiCreatedResponse({ type: DrawDocumentIssueResponse })
  issue(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('kind') kind: string,
  ): Promise<DrawDocumentIssueResponse> {
    return this.documents.issue(caller, id, kindIn(DRAW_DOCUMENT_KINDS, kind, DOCUMENT));
  }

  /** A paper as it was issued: a page to print, a PDF, or a DOCX to edit. */
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
    const known = kindIn(DRAW_DOCUMENT_KINDS, kind, DOCUMENT);
    const origin = this.origins.of(request);
    const task = await this.documents.issued(caller, id, known, { edition, language, origin });
    const { drawNumber, edition: made } = task.stamp;
    return servedPaper(response, await this.press.make({ ...task, format }), format, `${drawNumber}-${known}-${made}`);
  }
}
