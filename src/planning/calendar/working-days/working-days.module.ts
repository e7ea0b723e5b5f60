import { Global, Injectable, Module } from '@nestjs/common';

import { OfficeDays } from '../../../notices/digest/office-days.js';
import { isWorkingDay } from './working-day-calendar.js';
import { WorkingDays } from './working-days.service.js';

@Injectable()
class ChinasOfficeDays extends OfficeDays {
  constructor(private readonly days: WorkingDays) {
    super();
  }

  async isWorked(day: string): Promise<boolean> {
    return isWorkingDay(await this.days.calendar(), day);
  }
}

/** Global for the sake of notices, which come before planning and ask for working days through their own port. */
@Global()
@Module({
  providers: [WorkingDays, { provide: OfficeDays, useClass: ChinasOfficeDays }],
  exports: [WorkingDays, OfficeDays],
})
export class WorkingDaysModule {}
