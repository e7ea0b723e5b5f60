import { Controller, Get, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

import { Public } from '../../platform/http/access.js';
import { fromStatus } from '../../platform/http/problem.js';
import { RefusalFilter } from '../frame/refusal.filter.js';
import { SITE } from '../site-addresses.js';

/** Every other address of the site: a page says that there is none. Stands after all the others. */
@ApiExcludeController()
@UseFilters(RefusalFilter)
@Controller([...SITE])
export class NothingController {
  @Public()
  @Get('{*rest}')
  nothing(): never {
    throw fromStatus(404);
  }
}
