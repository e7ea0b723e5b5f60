import { Controller, Get, Param, Put, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { Readable } from 'node:stream';

import { CurrentCaller, type Caller } from '../../../accounts/caller.js';
import { notFound } from '../../../platform/errors/domain-error.js';
import { Allow, AllowSignedIn } from '../../../platform/http/access.js';
import { ParseIdPipe } from '../../../platform/http/parse-id.pipe.js';
import { kindNamed } from './file-kind.js';
import { StoredFileResponse } from './site-file.dto.js';
import { SITE_FILE } from './site-files.errors.js';
import { SiteFiles } from './site-files.service.js';

const HASH = /^[0-9a-f]{64}$/;

/** Photos and papers of an inspection. */
@ApiTags('on-site')
@Controller('inspections/:id/files/:sha256')
export class SiteFilesController {
  constructor(private readonly files: SiteFiles) {}

  /** Brings a file, known by the SHA-256 of its bytes. Sent again it is there already. Its type is what its bytes say. */
  @Allow('admin', 'planner', 'inspector')
  @Put()
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ type: StoredFileResponse })
  put(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('sha256') sha256: string,
    @Req() request: Request,
  ): Promise<StoredFileResponse> {
    if (!HASH.test(sha256)) throw notFound(SITE_FILE, sha256);
    const said = request.headers['content-length'];
    return this.files.put(caller, id, sha256, request, said === undefined ? undefined : Number(said));
  }

  /** Its bytes, to be kept and not to be shown as a page: whatever they are, nothing in them runs. */
  @AllowSignedIn()
  @Get()
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('sha256') sha256: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    if (!HASH.test(sha256)) throw notFound(SITE_FILE, sha256);
    const file = await this.files.get(caller, id, sha256);
    const ending = kindNamed(file.mediaType)?.ending ?? 'bin';
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    response.setHeader('X-Content-Type-Options', 'nosniff');
    return new StreamableFile(Readable.from(this.files.bytes(file), { objectMode: false }), {
      type: file.mediaType,
      length: file.bytes,
      disposition: `attachment; filename="${sha256.slice(0, 16)}.${ending}"`,
    });
  }
}
