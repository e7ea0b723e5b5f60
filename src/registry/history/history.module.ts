import { Module } from '@nestjs/common';

import { AgenciesModule } from '../agencies/agencies.module.js';
import { HistoryController } from './history.controller.js';
import { RecordHistory } from './record-history.service.js';

@Module({ imports: [AgenciesModule], controllers: [HistoryController], providers: [RecordHistory] })
export class RecordHistoryModule {}
