import { Module } from '@nestjs/common';

import { AgenciesModule } from '../agencies/agencies.module.js';
import { MattersController } from './matters.controller.js';
import { MattersService } from './matters.service.js';

@Module({
  imports: [AgenciesModule],
  controllers: [MattersController],
  providers: [MattersService],
  exports: [MattersService],
})
export class MattersModule {}
