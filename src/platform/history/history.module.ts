import { Global, Module } from '@nestjs/common';

import { Changes } from './changes.service.js';
import { History } from './history.service.js';
import { Refusals } from './refusals.service.js';

@Global()
@Module({ providers: [History, Changes, Refusals], exports: [History, Changes, Refusals] })
export class HistoryModule {}
