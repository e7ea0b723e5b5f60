import { Global, Module } from '@nestjs/common';

import { History } from './history.service.js';

@Global()
@Module({ providers: [History], exports: [History] })
export class HistoryModule {}
