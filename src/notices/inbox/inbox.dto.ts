import {
  Flag,
  Integer,
  Moment,
  Nested,
  NestedList,
  OneOf,
  QueryFlag,
  QueryInteger,
  Text,
} from '../../platform/http/fields.js';
import {
  CHOICES,
  NOTICE_KINDS,
  PERSONAL_CHANNELS,
  type Choice,
  type NoticeKind,
  type PersonalChannel,
} from '../notice-kinds.js';
import { WordsResponse } from '../../platform/http/words.dto.js';

const ROW = { min: 1, max: 2_147_483_647 };

export class InboxQuery {
  @QueryInteger({ min: 1, max: 1_000_000, optional: true, about: 'Page, from 1' })
  page?: number;

  @QueryInteger({ min: 1, max: 200, optional: true, about: 'Rows a page, 50 unless told' })
  pageSize?: number;

  @QueryFlag({ optional: true, about: '`true`: only what is not read; `false`: only what is' })
  unread?: boolean;
}

export class NoticeResponse {
  @Integer(ROW)
  id: number;

  @OneOf(NOTICE_KINDS)
  kind: NoticeKind;

  @Integer({ ...ROW, nullable: true, about: 'null: the whole installation' })
  agencyId: number | null;

  @Nested(() => WordsResponse)
  title: WordsResponse;

  @Nested(() => WordsResponse, { about: 'Plain text; may be empty' })
  body: WordsResponse;

  @Text({ max: 500, about: 'A path of this server' })
  link: string;

  @Moment()
  at: string;

  @Moment({ nullable: true })
  readAt: string | null;
}

export class NoticeChoiceFields {
  @OneOf(NOTICE_KINDS)
  kind: NoticeKind;

  @OneOf(PERSONAL_CHANNELS)
  channel: PersonalChannel;

  @OneOf(CHOICES, { about: 'At once, in the digest of each working day at 08:30, or not' })
  when: Choice;
}

export class NoticeChoicesRequest {
  @NestedList(() => NoticeChoiceFields, {
    maxItems: NOTICE_KINDS.length * PERSONAL_CHANNELS.length,
    about: 'In the place of those before; what is left out is as by default',
  })
  choices: NoticeChoiceFields[];
}

export class NoticeChoicesResponse {
  @NestedList(() => NoticeChoiceFields, { maxItems: NOTICE_KINDS.length * PERSONAL_CHANNELS.length })
  choices: NoticeChoiceFields[];

  @Text({ max: 254, nullable: true, about: 'Where mail goes to; changed by PATCH /api/v1/me' })
  email: string | null;

  @Flag({ about: 'Whether this server sends mail at all' })
  mailIsSent: boolean;
}
