import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  FlagColumn,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { type AgencyChannel, type NoticeKind } from '../notice-kinds.js';

/** Where an agency is told of things: a webhook, or a robot in a group. */
@Entity('notice_channels')
@Index('ix_notice_channels_agency', ['agencyId'])
@Check('ck_notice_channels_kind', `kind IN ('webhook', 'wecom', 'dingtalk')`)
export class NoticeChannel {
  @IdColumn()
  id: number;

  @ForeignKey('Agency', { name: 'fk_notice_channels_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  @TextColumn(16)
  kind: AgencyChannel;

  @TextColumn(100)
  name: string;

  /** Whoever knows a robot's address can write to the group: it is shown to nobody again. Empty once the channel is removed. */
  @TextColumn(1000)
  address: string;

  /** Signs what goes out. */
  @TextColumn(200, { nullable: true })
  secret: string | null;

  /** Only these; all where there are none. */
  @JsonColumn()
  kinds: NoticeKind[];

  @FlagColumn()
  active: boolean;

  @IntegerColumn()
  version: number;

  @MomentColumn()
  createdAt: Date;

  @MomentColumn()
  updatedAt: Date;

  /** The log of its deliveries stays. */
  @MomentColumn({ nullable: true })
  removedAt: Date | null;
}
