import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';

import { recipientsBy, recipientsOfRoles, type Recipient } from '../../accounts/users/recipients.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Role } from '../../platform/http/access.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { secretBytes } from '../../platform/secrets/secrets.js';
import { type Bilingual } from '../../platform/text.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { nearest } from '../audience.js';
import { NoticeChannel } from '../channels/notice-channel.entity.js';
import { oneLine } from '../channels/words.js';
import { choiceOf, type Wish } from '../choices.js';
import { NoticeChoice } from '../inbox/notice-choice.entity.js';
import { type Choice, type NoticeKind } from '../notice-kinds.js';
import { NoticeMessage } from './notice-message.entity.js';
import { NoticeReceipt } from './notice-receipt.entity.js';
import { Notice } from './notice.entity.js';
import { queueOf, SEND_JOB } from './queues.js';

/** Who is to be told. */
export interface Audience {
  readonly userIds?: readonly number[];
  /** The users who are these inspectors. */
  readonly inspectorIds?: readonly number[];
  /** Those of these roles at the agency, or at the nearest agency above it that has one. */
  readonly roles?: readonly Role[];
  /** But not these. */
  readonly except?: readonly (number | null)[];
  /** Nor the users who are these inspectors. */
  readonly exceptInspectors?: readonly number[];
}

export interface NewNotice {
  readonly kind: NoticeKind;
  /** Whose affair it is; null: the whole installation's. */
  readonly agencyId: number | null;
  readonly to: Audience;
  /** One line. */
  readonly title: Bilingual;
  /** Plain text. */
  readonly body?: Bilingual;
  /** A path of this server. */
  readonly link: string;
  /** At most 160 characters. A notice told again under the same key is the one that was told before. */
  readonly key: string;
  /** For the people alone: not for the agency's group chats and webhooks. */
  readonly personal?: boolean;
}

const LONGEST_KEY = 160;
const LONGEST_TITLE = 200;
const LONGEST_BODY = 4000;
const LONGEST_LINK = 500;
const ROWS_AT_ONCE = 200;

/**
 * The one way by which people are told of things. What is told is written in the transaction that makes it true: a
 * transaction that does not commit has told nothing, and one that does will be heard of, whatever becomes of this process.
 */
@Injectable()
export class Notices {
  constructor(
    private readonly agencies: AgencyScope,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Sends nothing: it writes down what is to be sent. Never a reason for the caller's transaction to fail. */
  async tell(manager: EntityManager, told: NewNotice): Promise<void> {
    if (told.key.length > LONGEST_KEY || !/^\/(?!\/)/.test(told.link)) throw new Error(`no notice: ${told.key}`);
    const noticeId = await this.write(manager, told);
    if (noticeId === undefined) return;
    const people = await this.audience(manager, told);
    const choice = await choicesOf(manager, told.kind, people);
    for (let start = 0; start < people.length; start += ROWS_AT_ONCE) {
      const some = people.slice(start, start + ROWS_AT_ONCE);
      await manager.insert(
        NoticeReceipt,
        some.map(({ userId }) => ({ noticeId, userId, mail: choice(userId), digestId: null, readAt: null })),
      );
    }
    const mailed = people.filter(({ email, userId }) => email !== null && choice(userId) === 'at-once');
    const messages = [
      ...mailed.map(({ userId }) => ({ channel: 'email' as const, channelId: null, userId })),
      ...(await this.channelsOf(manager, told)).map(({ id, kind }) => ({ channel: kind, channelId: id, userId: null })),
    ].map((to) => ({ ...to, about: `n${noticeId}:${to.channelId === null ? 'u' : 'c'}${to.channelId ?? to.userId}` }));
    await this.post(
      manager,
      messages.map((message) => ({ ...message, noticeId, agencyId: told.agencyId })),
    );
  }

  /** Puts messages on the way. */
  async post(
    manager: EntityManager,
    messages: readonly Pick<NoticeMessage, 'about' | 'agencyId' | 'channel' | 'channelId' | 'noticeId' | 'userId'>[],
  ): Promise<void> {
    const now = this.clock.now();
    for (let start = 0; start < messages.length; start += ROWS_AT_ONCE) {
      await manager.insert(
        NoticeMessage,
        messages.slice(start, start + ROWS_AT_ONCE).map((message) => ({
          ...message,
          uid: newUid(),
          queue: queueOf(message.channelId),
          state: 'waiting' as const,
          attempts: 0,
          dueAt: now,
          madeAt: now,
          settledAt: null,
        })),
      );
    }
    const queues = [...new Set(messages.map(({ channelId }) => queueOf(channelId)))];
    await this.jobs.enqueue(manager, ...queues.map((key) => ({ kind: SEND_JOB, key, dueAt: now })));
  }

  /** The new row's id, or nothing where it was told before. */
  private async write(manager: EntityManager, { agencyId, key, kind, link, ...words }: NewNotice) {
    const uid = newUid();
    const { title } = words;
    const body = words.body ?? { zh: '', en: '' };
    await manager
      .createQueryBuilder()
      .insert()
      .into(Notice)
      .values({
        noticeKey: key,
        uid,
        kind,
        agencyId,
        titleZh: cut(oneLine(title.zh), LONGEST_TITLE),
        titleEn: cut(oneLine(title.en), LONGEST_TITLE),
        bodyZh: cut(body.zh.toWellFormed(), LONGEST_BODY),
        bodyEn: cut(body.en.toWellFormed(), LONGEST_BODY),
        link: link.slice(0, LONGEST_LINK),
        toldAt: this.clock.now(),
      })
      // the unique key decides; one that another transaction has just told is ignored, and is not seen here either
      .orIgnore()
      .updateEntity(false)
      .execute();
    return (await manager.findOneBy(Notice, { noticeKey: key, uid }))?.id;
  }

  private async audience(manager: EntityManager, { agencyId, to }: NewNotice): Promise<Recipient[]> {
    const line = agencyId === null || to.roles === undefined ? [] : await this.agencies.lineAbove(agencyId, manager);
    const concerned = await recipientsBy(manager, 'inspector_id', to.exceptInspectors ?? []);
    const except = new Set([...(to.except ?? []), ...concerned.map(({ userId }) => userId)]);
    const found = [
      ...(await recipientsBy(manager, 'id', to.userIds ?? [])),
      ...(await recipientsBy(manager, 'inspector_id', to.inspectorIds ?? [])),
    ];
    if (to.roles !== undefined && to.roles.length > 0) {
      const people = await recipientsOfRoles(manager, to.roles, line);
      found.push(
        ...nearest(
          line,
          people.filter(({ userId }) => !except.has(userId)),
        ),
      );
    }
    const all = found.filter(({ userId }) => !except.has(userId));
    return [...new Map(all.map((person) => [person.userId, person])).values()];
  }

  private async channelsOf(manager: EntityManager, { agencyId, kind, personal }: NewNotice): Promise<NoticeChannel[]> {
    if (agencyId === null || personal === true) return [];
    const there = await manager.findBy(NoticeChannel, { agencyId, active: true, removedAt: IsNull() });
    return there.filter(({ kinds }) => kinds.length === 0 || kinds.includes(kind));
  }
}

export const newUid = (): string => Buffer.from(secretBytes(16)).toString('hex');

const cut = (words: string, most: number): string => {
  const signs = [...words];
  return signs.length <= most ? words : `${signs.slice(0, most - 1).join('')}…`;
};

async function choicesOf(
  manager: EntityManager,
  kind: NoticeKind,
  people: readonly Recipient[],
): Promise<(userId: number) => Choice> {
  const own = new Map<number, Wish>();
  for (let start = 0; start < people.length; start += ROWS_AT_ONCE) {
    const userId = In(people.slice(start, start + ROWS_AT_ONCE).map((person) => person.userId));
    for (const row of await manager.findBy(NoticeChoice, { kind, channel: 'email', userId }))
      own.set(row.userId, { kind, channel: row.channel, when: row.choice });
  }
  return (userId) => {
    const wish = own.get(userId);
    return choiceOf(wish === undefined ? [] : [wish], kind, 'email');
  };
}
