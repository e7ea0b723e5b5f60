import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { recipientsBy } from '../../accounts/users/recipients.js';
import { Config } from '../../platform/config/config.js';
import { text, type Bilingual, type Language } from '../../platform/text.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { type Parcel, type Receiver } from '../channels/channel.js';
import { NoticeChannel } from '../channels/notice-channel.entity.js';
import { NoticeReceipt } from '../outbox/notice-receipt.entity.js';
import { type NoticeMessage } from '../outbox/notice-message.entity.js';
import { Notice } from '../outbox/notice.entity.js';

/** Titles that a digest names; of the rest it says how many they are. */
const MOST_TITLES = 100;

/** A message made ready: what goes out, and where. */
export interface Ready {
  readonly parcel: Parcel;
  readonly receiver: Receiver;
}

/** Makes of a message what goes out. Addresses are those of the moment of sending: who mends a wrong one need not wait. */
@Injectable()
export class Parcels {
  constructor(
    private readonly dataSource: DataSource,
    private readonly agencies: AgencyScope,
    private readonly config: Config,
  ) {}

  /** Nothing where there is no address any more: a person without a mailbox, a channel that was removed or switched off. */
  async of(message: NoticeMessage): Promise<Ready | undefined> {
    const to = await this.receiver(message);
    if (to === undefined) return undefined;
    const { language, ...receiver } = to;
    const [agency] = message.agencyId === null ? [] : await this.agencies.named([message.agencyId]);
    const head = {
      id: message.uid,
      agency: agency === undefined ? null : { code: agency.code, name: agency.name },
      language,
    };
    if (message.noticeId === null) {
      const about = message.about.startsWith('d') ? await this.digest(message) : trial(message, agency?.name ?? '');
      return { receiver, parcel: { ...head, ...about, link: this.linkTo(about.link) } };
    }
    const notice = await this.dataSource.manager.findOneByOrFail(Notice, { id: message.noticeId });
    const { bodyEn, bodyZh, kind, link, titleEn, titleZh, toldAt } = notice;
    const words = { title: text(titleZh, titleEn), body: text(bodyZh, bodyEn) };
    return { receiver, parcel: { ...head, ...words, kind, at: toldAt, link: this.linkTo(link) } };
  }

  linkTo(path: string): string {
    return this.config.publicUrl === undefined ? path : this.config.publicUrl + path;
  }

  private async receiver({
    about,
    channelId,
    userId,
  }: NoticeMessage): Promise<(Receiver & { readonly language: Language }) | undefined> {
    const { manager } = this.dataSource;
    if (channelId !== null) {
      const channel = await manager.findOneBy(NoticeChannel, { id: channelId });
      // whoever tries a channel out may do so before it is switched on
      if (channel?.removedAt !== null || !(channel.active || about.startsWith('t'))) return undefined;
      return { address: channel.address, secret: channel.secret, language: 'zh' };
    }
    const [person] = userId === null ? [] : await recipientsBy(manager, 'id', [userId]);
    if (person?.email == null) return undefined;
    return { address: person.email, secret: null, language: person.language ?? 'zh' };
  }

  private async digest(message: NoticeMessage): Promise<Pick<Parcel, 'at' | 'body' | 'kind' | 'link' | 'title'>> {
    const digestId = message.id;
    const { manager } = this.dataSource;
    const count = await manager.countBy(NoticeReceipt, { digestId });
    const notices = await manager
      .createQueryBuilder(Notice, 'notice')
      .innerJoin(NoticeReceipt, 'receipt', 'receipt.noticeId = notice.id')
      .where('receipt.digestId = :digestId', { digestId })
      .orderBy('notice.id', 'DESC')
      .limit(MOST_TITLES)
      .getMany();
    const lines = (language: Language): string =>
      [
        ...notices.map(({ link, titleEn, titleZh }) =>
          [`· ${language === 'zh' ? titleZh : titleEn}`, `  ${this.linkTo(link)}`].join('\n'),
        ),
        ...(count > notices.length
          ? [language === 'zh' ? `另有 ${count - notices.length} 条。` : `And ${count - notices.length} more.`]
          : []),
      ].join('\n');
    const title: Bilingual = text(`${count} 条通知`, count === 1 ? '1 notice' : `${count} notices`);
    return {
      kind: 'digest',
      at: message.madeAt,
      title,
      body: text(lines('zh'), lines('en')),
      link: '/api/v1/me/notices',
    };
  }
}

const trial = ({ madeAt }: NoticeMessage, agency: string): Pick<Parcel, 'at' | 'body' | 'kind' | 'link' | 'title'> => ({
  kind: 'test',
  at: madeAt,
  title: text(`${agency}的通知渠道测试`, `A trial of a notice channel of ${agency}`),
  body: text('收到这条消息，说明渠道设置正确。', 'Whoever reads this has set the channel up rightly.'),
  link: '/api/docs',
});
