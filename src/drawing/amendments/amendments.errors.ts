import { DomainError, invalid } from '../../platform/errors/domain-error.js';
import { type Bilingual, text } from '../../platform/text.js';

export const AMENDMENT = text('作废、补抽或更换申请', 'proposal');

export const unknownInspection = (pointer: string, id: number, draw: string): DomainError =>
  invalid(
    pointer,
    'unknown_inspection',
    text(
      `检查任务 ${id} 不属于抽取“${draw}”或由它接续的抽取。`,
      `Inspection ${id} is not one of draw "${draw}" or of those that go on from it.`,
    ),
  );

export const supplementOfRoot = (number: string, root: string): DomainError =>
  conflict(
    'supplement_of_first',
    text(
      `抽取“${number}”接续于“${root}”，备选顺位在“${root}”。请对“${root}”申请补抽。`,
      `Draw "${number}" goes on from "${root}", which has the reserve. Propose the supplement of "${root}".`,
    ),
  );

export const nextRoundHeld = (number: string, next: string): DomainError =>
  conflict(
    'next_round_held',
    text(
      `轮查中，抽取“${number}”之后的一轮“${next}”已确定名单，它的备选顺位可能已被抽到，不能再补抽；缺额由以后各轮补足。`,
      `In the rotation, round "${next}" came after draw "${number}" and may have drawn what that has left over; it can no longer be supplemented. The rounds to come make up for it.`,
    ),
  );

export const replacementInForce = (number: string): DomainError =>
  conflict(
    'replacement_in_force',
    text(
      `更换抽取“${number}”已经生效，检查组已换人，不能作废。仍需换人的，请另行申请更换。`,
      `Replacement "${number}" is in force and the teams have changed; it is not voided. Propose another replacement where one is needed.`,
    ),
  );

export const noNewDraw = (number: string): DomainError =>
  invalid(
    '/newDraw',
    'no_new_draw',
    text(
      `作废“${number}”后没有重新抽取：请写 "newDraw": null，作废后可以重新申请补抽或更换。`,
      `Nothing is drawn in the place of "${number}": say "newDraw": null, and propose the supplement or replacement again afterwards.`,
    ),
  );

export const inspectionDone = (ids: readonly number[]): DomainError =>
  conflict(
    'inspection_done',
    text(
      `检查任务 ${ids.join('、')} 中已有到场检查、录入检查结果或作废的，不能再更换检查人员。`,
      `Of inspection ${ids.join(', ')} some are visited, have findings already, or are void; their teams are not changed any more.`,
    ),
  );

export const replacementUnderWay = (id: number): DomainError =>
  conflict(
    'replacement_under_way',
    text(
      `检查任务 ${id} 正在更换检查人员，请等本次更换抽取完成（或作废）后再申请。`,
      `A replacement for inspection ${id} is under way. Wait until it is drawn, or void it, before you propose another.`,
    ),
  );

export const anotherDrawsSeat = (inspector: string, draw: string, other: string): DomainError =>
  conflict(
    'seat_of_another_draw',
    text(
      `检查人员“${inspector}”的席位由抽取“${other}”确定，不是“${draw}”。请对“${other}”申请更换。`,
      `The seat of inspector "${inspector}" was filled by draw "${other}", not "${draw}". Propose the replacement of "${other}".`,
    ),
  );

export const witnessesMissing = (batchCode: string): DomainError =>
  invalid(
    '/newDraw/entropySource',
    'witnesses_missing',
    text(
      `见证人揭示至少要有两名见证人，批次“${batchCode}”没有写明。`,
      `A ceremony needs at least two witnesses, and batch "${batchCode}" names none.`,
    ),
  );

export const voidProposed = (number: string, id: number): DomainError =>
  conflict(
    'void_proposed',
    text(
      `抽取“${number}”已有作废申请（第 ${id} 号）等待审批。`,
      `A void of draw "${number}" is waiting for a decision already (proposal ${id}).`,
    ),
  );

const conflict = (code: string, words: Bilingual): DomainError => new DomainError('conflict', code, words);
