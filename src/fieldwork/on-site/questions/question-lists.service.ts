import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../../accounts/caller.js';
import { Clock } from '../../../platform/clock/clock.js';
import { isDuplicate, Transactions } from '../../../platform/database/transactions.js';
import { DomainError, notFound } from '../../../platform/errors/domain-error.js';
import { History } from '../../../platform/history/history.service.js';
import { requireVersion } from '../../../platform/http/versions.js';
import { text } from '../../../platform/text.js';
import { MattersService } from '../../../registry/matters/matters.service.js';
import { QuestionList } from './question-list.entity.js';
import { faultsOfQuestions } from './question-rules.js';
import {
  toQuestion,
  toQuestionListResponse,
  type QuestionListResponse,
  type QuestionsRequest,
} from './question.dto.js';

/** MySQL's `text` ends at 65 535 bytes. */
const LIST_BYTES = 60_000;
const LIST = text('问题表', 'list of questions');

/** What is asked on site about a matter. Each change is a new version; answers go on speaking of the one that they answered. */
@Injectable()
export class QuestionLists {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly matters: MattersService,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** The present list, or an earlier version of it. */
  async of(caller: Caller, matterId: number, version?: number): Promise<QuestionListResponse> {
    await this.matters.one(caller, matterId);
    const { manager } = this.dataSource;
    if (version === undefined)
      return toQuestionListResponse(matterId, (await latestLists(manager, [matterId])).get(matterId) ?? null);
    const row = await manager.findOneBy(QuestionList, { matterId, version });
    if (row === null) throw notFound(LIST, version);
    return toQuestionListResponse(matterId, row);
  }

  async change(
    caller: Caller,
    matterId: number,
    request: QuestionsRequest,
    ifMatch: string | undefined,
  ): Promise<QuestionListResponse> {
    await this.matters.one(caller, matterId);
    const questions = request.questions.map(toQuestion);
    const faults = faultsOfQuestions(questions);
    if (faults[0] !== undefined) throw new DomainError('invalid', faults[0].code, faults[0].message, { faults });
    const bytes = Buffer.byteLength(JSON.stringify(questions));
    if (bytes > LIST_BYTES) throw listTooLong(bytes);
    try {
      return await this.transactions.run(async (manager) => {
        const before = (await latestLists(manager, [matterId])).get(matterId);
        requireVersion(ifMatch, before?.version ?? 0);
        const row = {
          matterId,
          version: (before?.version ?? 0) + 1,
          questions,
          byUser: caller.userId,
          byName: caller.username,
          at: this.clock.now(),
        };
        await manager.insert(QuestionList, row);
        await this.history.record(manager, {
          subject: 'matter',
          subjectId: matterId,
          action: 'questions-changed',
          before: before === undefined ? {} : { version: before.version },
          after: { version: row.version, questions: questions.length },
        });
        return toQuestionListResponse(matterId, row as QuestionList);
      });
    } catch (error) {
      throw isDuplicate(error) ? changedMeanwhile() : error;
    }
  }
}

/** The present list of each of these matters that has one. */
export async function latestLists(
  manager: EntityManager,
  matterIds: readonly number[],
): Promise<Map<number, QuestionList>> {
  if (matterIds.length === 0) return new Map();
  const rows = await manager
    .createQueryBuilder(QuestionList, 'list')
    .where('list.matterId IN (:...matterIds)', { matterIds })
    .andWhere(
      'list.version = (SELECT MAX(other.version) FROM question_lists other WHERE other.matter_id = list.matterId)',
    )
    .getMany();
  return new Map(rows.map((row) => [row.matterId, row]));
}

const listTooLong = (bytes: number): DomainError =>
  new DomainError(
    'invalid',
    'questions_too_long',
    text(
      `问题表共 ${bytes} 字节，至多 ${LIST_BYTES} 字节；请缩短文字或拆分事项。`,
      `The list has ${bytes} bytes, and ${LIST_BYTES} at most; shorten its texts, or split the matter.`,
    ),
  );

const changedMeanwhile = (): DomainError =>
  new DomainError(
    'conflict',
    'changed_meanwhile',
    text('问题表刚被他人修改，请重新打开后再改。', 'The list was changed by someone else just now. Open it again.'),
  );
