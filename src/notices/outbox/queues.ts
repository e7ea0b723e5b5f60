/** The kind of job that sends what waits for one server; its key is the queue's name. */
export const SEND_JOB = 'notice-send';

const MAIL = 'mail';
const CHANNEL = 'channel-';

/** What waits for the same server waits in one queue: the mail's, or a channel's own. */
export const queueOf = (channelId: number | null): string => (channelId === null ? MAIL : `${CHANNEL}${channelId}`);

/** The channel whose queue it is; null for the mail's. */
export const channelOf = (queue: string): number | null =>
  queue === MAIL ? null : Number(queue.slice(CHANNEL.length));
