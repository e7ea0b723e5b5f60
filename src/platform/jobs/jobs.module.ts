import { Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';

import { JobDesk } from './job-desk.service.js';
import { JobFigures } from './job-figures.js';
import { JobHandlers } from './job-handlers.js';
import { JobRunner } from './job-runner.js';
import { Job } from './job.entity.js';
import { JobsController } from './jobs.controller.js';
import { Jobs } from './jobs.service.js';

@Global()
@Module({
  imports: [ScheduleModule.forRoot(), TypeOrmModule.forFeature([Job])],
  controllers: [JobsController],
  providers: [Jobs, JobDesk, JobFigures, JobHandlers, JobRunner],
  exports: [Jobs, JobHandlers, JobRunner],
})
export class JobsModule {}
