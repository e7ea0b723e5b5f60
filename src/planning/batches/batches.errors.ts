import { DomainError, invalid, type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

export const beingDrawn = (code: string): DomainError =>
  new DomainError(
    'conflict',
    'batch_being_drawn',
    text(
      `批次 ${code} 正在抽取（已公告），此时不能更改或取消。请等这一次抽取结束后再改。`,
      `Batch ${code} is being drawn (the draw is announced), so it can neither be changed nor cancelled now. Change it when this draw is over.`,
    ),
  );

export const drawStopped = (code: string): DomainError =>
  new DomainError(
    'conflict',
    'batch_draw_stopped',
    text(
      `批次 ${code} 有一次抽取在公告之后没有得出结果。请先由两人将那次抽取作废（可同时安排重抽），之后才能更改或取消批次。`,
      `A draw of batch ${code} came to nothing after it was committed. Two people void that draw first (and may have it drawn again); after that the batch can be changed or cancelled.`,
    ),
  );

export const batchCancelled = (code: string): DomainError =>
  new DomainError(
    'conflict',
    'batch_cancelled',
    text(
      `批次 ${code} 已取消，不能再改。需要时请新建批次。`,
      `Batch ${code} is cancelled and cannot be changed. Add a new batch where one is needed.`,
    ),
  );

export const codeTaken = (code: string): DomainError =>
  new DomainError(
    'conflict',
    'batch_code_taken',
    text(
      `本计划已有编号为 ${code} 的批次。请换一个编号，或不写编号由系统给出。`,
      `The plan has a batch ${code} already. Choose another code, or leave it out and get one.`,
    ),
    {
      faults: [
        {
          pointer: '/code',
          code: 'batch_code_taken',
          message: text(`编号 ${code} 已被使用。`, `The code ${code} is taken.`),
        },
      ],
    },
  );

export const reasonRequired = (): DomainError =>
  invalid(
    '/reason',
    'reason_required',
    text(
      '计划已发布，更改须写明理由（reason），并记为新版本。',
      'The plan is published: a change needs its "reason", and makes a new version.',
    ),
  );

/** A batch that could not be drawn, with every reason. */
export const batchUnfit = (faults: readonly Fault[]): DomainError =>
  new DomainError(
    'invalid',
    'batch_unfit',
    text(
      `批次有 ${faults.length} 处不符合要求，照此无法抽取。`,
      `The batch could not be drawn as it is: ${faults.length} ${faults.length === 1 ? 'place does' : 'places do'} not fit.`,
    ),
    { faults: faults.slice(0, 100) },
  );
