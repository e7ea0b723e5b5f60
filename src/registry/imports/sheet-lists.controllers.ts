import {
  Body,
  Controller,
  Get,
  HttpCode,
  Post,
  Query,
  Req,
  StreamableFile,
  UseInterceptors,
  type Type,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn, ROLES, type Role } from '../../platform/http/access.js';
import { type RegisterName } from '../sheets/index.js';
import { ExportsService, type WrittenFile } from './exports.service.js';
import { ExportQuery, ImportForm, ImportQuery, ImportReport, TemplateQuery } from './import.dto.js';
import { ImportsService } from './imports.service.js';
import { readMapping } from './mapping.js';
import { SheetUpload, uploadedBytes, type UploadRequest } from './sheet-upload.js';

const FILE_TYPES = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'] as const;

/** The three addresses that a register has for spreadsheets. `readers`: who may see its list. */
function sheetsOf(register: RegisterName, readers: readonly Role[] = ROLES): Type {
  @ApiTags(register)
  @Controller(register)
  class SheetsController {
    constructor(
      readonly imports: ImportsService,
      readonly exports: ExportsService,
    ) {}

    @Allow('admin', 'planner')
    @Post('imports')
    @HttpCode(200)
    @UseInterceptors(SheetUpload)
    @ApiConsumes('multipart/form-data')
    @ApiBody({ type: ImportForm })
    @ApiOkResponse({ type: ImportReport })
    import(
      @CurrentCaller() caller: Caller,
      @Query() query: ImportQuery,
      @Body() form: ImportForm,
      @Req() request: UploadRequest,
    ): Promise<ImportReport> {
      return this.imports.import(caller, register, uploadedBytes(request), {
        dryRun: query.dryRun ?? true,
        createAgencies: query.createAgencies ?? false,
        agencyId: form.agencyId ?? query.agencyId,
        mostRows: query.rows,
        ...readMapping(form.mapping),
        ...(form.sheet === undefined || form.sheet === '' ? {} : { sheet: form.sheet }),
      });
    }

    @Allow(...readers)
    @Get('exports')
    @ApiProduces(...FILE_TYPES)
    @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
    async export(@CurrentCaller() caller: Caller, @Query() query: ExportQuery): Promise<StreamableFile> {
      return asDownload(await this.exports.export(caller, register, query.format ?? 'xlsx', query.agencyId));
    }

    @AllowSignedIn()
    @Get('template')
    @ApiProduces(...FILE_TYPES)
    @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
    template(@Query() query: TemplateQuery): StreamableFile {
      return asDownload(this.exports.template(register, query.format ?? 'xlsx'));
    }
  }
  // the name goes into the OpenAPI document's operation ids
  const name = `${register[0]?.toUpperCase() ?? ''}${register.slice(1)}SheetsController`;
  Object.defineProperty(SheetsController, 'name', { value: name });
  return SheetsController;
}

export const SHEET_CONTROLLERS: readonly Type[] = [
  sheetsOf('matters'),
  sheetsOf('targets'),
  sheetsOf('inspectors'),
  sheetsOf('visits', ['admin', 'planner', 'auditor']),
];

function asDownload({ name, plainName, type, bytes }: WrittenFile): StreamableFile {
  return new StreamableFile(bytes, {
    type,
    length: bytes.byteLength,
    // RFC 6266: filename* (RFC 8187) for those who know it, filename for the rest
    disposition: `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
}
