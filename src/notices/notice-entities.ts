import { NoticeChannel } from './channels/notice-channel.entity.js';
import { NoticeChoice } from './inbox/notice-choice.entity.js';
import { NoticeDelivery } from './outbox/notice-delivery.entity.js';
import { NoticeMessage } from './outbox/notice-message.entity.js';
import { NoticeQueue } from './outbox/notice-queue.entity.js';
import { NoticeReceipt } from './outbox/notice-receipt.entity.js';
import { Notice } from './outbox/notice.entity.js';

/** Every entity of notices, for `src/entities.ts`. */
export const NOTICE_ENTITIES = [
  ...[Notice, NoticeReceipt, NoticeMessage, NoticeDelivery],
  ...[NoticeQueue, NoticeChannel, NoticeChoice],
] as const;
