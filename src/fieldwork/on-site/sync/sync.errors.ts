import { DomainError } from '../../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../../platform/text.js';

const conflict = (code: string, words: Bilingual, details: Record<string, unknown> = {}): DomainError =>
  new DomainError('conflict', code, words, { details });

export const actsOfAnother = (): DomainError =>
  conflict(
    'acts_of_another_person',
    text(
      '这些操作是另一个人做的，不能以您的名义发送。请由本人登录后发送。',
      'Somebody else did this, and it is not sent in your name. Whoever did it signs in and sends it.',
    ),
  );

export const sequenceTaken = ({ sequence }: { readonly sequence: number }, next: number): DomainError =>
  conflict(
    'sequence_taken',
    text(
      `这台手机的第 ${sequence} 项操作已经收到另一项，下一项应为第 ${next} 项。请以新的设备编号重新编号发送。`,
      `Another act came as number ${sequence} of this device, and ${next} is next. Send what is left under a new device id, counted from 1.`,
    ),
    { nextSequence: next },
  );

export const actIdReused = (id: string): DomainError =>
  conflict('act_id_reused', text(`操作编号 ${id} 已用于另一项操作。`, `The id ${id} belongs to another act.`));

export const neededRefused = (id: string): DomainError =>
  conflict(
    'needed_act_refused',
    text(`这项操作以 ${id} 为前提，而那一项没有被接受。`, `This act means nothing without ${id}, which was refused.`),
    { needs: id },
  );

export const neededUnknown = (id: string): DomainError =>
  conflict(
    'needed_act_unknown',
    text(`这项操作以 ${id} 为前提，而那一项没有收到。`, `This act means nothing without ${id}, which has not come.`),
    { needs: id },
  );

export const contentTooLong = (most: number): DomainError =>
  new DomainError('invalid', 'content_too_long', text(`内容超过 ${most} 字节。`, `The content is over ${most} bytes.`));
