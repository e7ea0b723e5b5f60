import { DomainError, invalid, notFound } from '../platform/errors/domain-error.js';
import { text } from '../platform/text.js';

export const noSuchChannel = (id: number): DomainError => notFound(text('通知渠道', 'notice channel'), id);
export const noSuchNotice = (id: number): DomainError => notFound(text('通知', 'notice'), id);

export const notPostable = (): DomainError =>
  invalid(
    '/address',
    'notice_address',
    text(
      '应为 http:// 或 https:// 开头的完整地址，不含用户名、密码和 # 之后的部分。',
      'Should be a whole address that begins with http:// or https://, without user, password or fragment.',
    ),
  );

export const addressRefused = (): DomainError =>
  invalid(
    '/address',
    'address_refused',
    text(
      '这是本机、内网或保留地址，不能作为通知地址。确需发往内网时，请由运维人员在 SORTIS_NOTICE_NETWORKS 中写明网段。',
      'This is an address of this machine, of a private network or reserved, and nothing is sent there. If it must be, whoever runs the server names the network in SORTIS_NOTICE_NETWORKS.',
    ),
  );

export const secretNotTaken = (kind: string): DomainError =>
  invalid(
    '/secret',
    'secret_not_taken',
    kind === 'webhook'
      ? text(
          'webhook 的密钥由系统生成，创建时显示一次；请去掉 secret。',
          'The secret of a webhook is made by the system and shown once when it is created: leave out secret.',
        )
      : text(
          '企业微信群机器人没有加签密钥；请去掉 secret。',
          'A robot of WeCom has no secret to sign with: leave out secret.',
        ),
  );

export const doubledChoice = (at: number): DomainError =>
  invalid(
    `/choices/${at}`,
    'doubled_choice',
    text(
      '同一种通知、同一渠道前面已经选过，只能选一次。',
      'This kind and channel were chosen before in this list; each may be chosen once.',
    ),
  );

export const tooManyMessages = (seconds: number): DomainError =>
  new DomainError(
    'too-many',
    'too_many_messages',
    text(
      `这个群机器人每分钟至多收 20 条，请 ${seconds} 秒后再试。`,
      `This robot takes 20 messages a minute at most. Try again in ${seconds} s.`,
    ),
    { retryAfterSeconds: seconds },
  );

export const tooManyChannels = (most: number): DomainError =>
  new DomainError(
    'conflict',
    'too_many_channels',
    text(
      `一个单位至多有 ${most} 个通知渠道。请先删除不用的。`,
      `An agency has ${most} notice channels at most. Remove one that is not used first.`,
    ),
  );
