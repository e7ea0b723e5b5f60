import { Injectable } from '@nestjs/common';

import { invalid } from '../../../platform/errors/domain-error.js';
import { text } from '../../../platform/text.js';
import { readMatters } from '../../inspections/draw-facts.js';
import { type ActScene, requireOpenRecord } from '../act-scene.js';
import { unfit } from '../on-site.errors.js';
import { type AnswerContent } from './answer.dto.js';
import { QuestionList } from './question-list.entity.js';
import { faultOfAnswer } from './question-rules.js';
import { SiteAnswer } from './site-answer.entity.js';

/** Answers to the questions of an inspection's matters. */
@Injectable()
export class SiteAnswers {
  async take({ actId, at, caller, manager, seen }: ActScene, content: AnswerContent): Promise<void> {
    const { inspection } = seen;
    const { matterId, note, question: key, value, version } = content;
    requireOpenRecord(seen);
    const matters = await readMatters(manager, inspection);
    if (!matters.some(({ id }) => id === matterId)) {
      throw invalid(
        '/matterId',
        'matter_not_inspected',
        text(`抽查事项 ${matterId} 不在本次检查任务内。`, `Matter ${matterId} is not among those of this inspection.`),
      );
    }
    const list = await manager.findOneBy(QuestionList, { matterId, version });
    if (list === null) {
      throw invalid(
        '/version',
        'unknown_question_list',
        text(
          `抽查事项 ${matterId} 没有第 ${version} 版问题表。`,
          `There is no version ${version} of the questions of matter ${matterId}.`,
        ),
      );
    }
    const question = list.questions.find((one) => one.key === key);
    if (question === undefined) {
      const keys = list.questions.map((one) => one.key);
      throw invalid(
        '/question',
        'unknown_question',
        text(
          `第 ${version} 版没有问题“${key}”，有：${keys.join('、')}。`,
          `Version ${version} has no question "${key}"; it has ${keys.join(', ')}.`,
        ),
      );
    }
    const fault = faultOfAnswer(question, value);
    if (fault !== undefined) throw unfit(fault);
    await manager.insert(SiteAnswer, {
      actId,
      inspectionId: inspection.id,
      matterId,
      listVersion: version,
      question: key,
      value,
      note: note === undefined || note === '' ? null : note,
      userId: caller.userId,
      userName: caller.username,
      at,
    });
  }
}
