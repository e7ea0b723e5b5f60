import { Entity, ForeignKey, Index } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../../platform/database/entity-columns.js';
import { type Question } from './question-rules.js';

/** One version of what is asked on site about one matter. Rows are never changed: answers name the version they answer. */
@Entity('question_lists')
@Index('uq_question_lists_version', ['matterId', 'version'], { unique: true })
export class QuestionList {
  @IdColumn()
  id: number;

  @ForeignKey('Matter', { name: 'fk_question_lists_matter', onDelete: 'RESTRICT' })
  @IntegerColumn()
  matterId: number;

  /** 1, 2, 3 … */
  @IntegerColumn()
  version: number;

  /** In the order in which they are asked; none where nothing is asked any more. */
  @JsonColumn()
  questions: Question[];

  @IntegerColumn()
  byUser: number;

  @TextColumn(200)
  byName: string;

  @MomentColumn()
  at: Date;
}
