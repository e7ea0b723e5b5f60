import { Entity, Index } from 'typeorm';

import {
  DayColumn,
  FlagColumn,
  IdColumn,
  MomentColumn,
  TextColumn,
} from '../../../platform/database/entity-columns.js';

/** A day that an administrator has named, from a notice that the library does not know yet or has wrong. */
@Entity('working_day_overrides')
@Index('uq_working_day_overrides_day', ['day'], { unique: true })
export class WorkingDayOverride {
  @IdColumn()
  id: number;

  @DayColumn()
  day: string;

  @FlagColumn()
  working: boolean;

  /** The holiday that it belongs to. */
  @TextColumn(100)
  name: string;

  /** The notice that says so, such as 国办发明电〔2026〕1号. */
  @TextColumn(200)
  source: string;

  @TextColumn(100)
  enteredBy: string;

  @MomentColumn()
  enteredAt: Date;
}
