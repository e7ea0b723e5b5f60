import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { readFile } from 'node:fs/promises';

import { Public } from '../../platform/http/access.js';

/** The build puts it beside the compiled protocol. */
const VERIFY_PY = new URL('../../protocol/verify.py', import.meta.url);

/** The independent verifier, for whoever has an evidence file and Python. No sign-in: a proof that only insiders can check is none. */
@ApiTags('draws')
@Controller()
export class VerifierController {
  private program: Promise<string> | undefined;

  @Public()
  @Get('verify.py')
  @Header('Content-Type', 'text/x-python; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="verify.py"')
  @Header('Cache-Control', 'no-cache')
  @ApiProduces('text/x-python')
  @ApiOkResponse({ schema: { type: 'string' } })
  get(): Promise<string> {
    this.program ??= readFile(VERIFY_PY, 'utf8');
    return this.program;
  }
}
