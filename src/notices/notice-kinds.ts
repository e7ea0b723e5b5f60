/* What people are told of. A new kind is a line here; it is shown in everyone's choices from then on. */

export const NOTICE_KINDS = [
  'draw-issued',
  'draw-failed',
  'draw-late',
  'review-wanted',
  'inspection-assigned',
  'inspection-due',
  'inspection-overdue',
  'rectification-due',
  'rectification-overdue',
  'recusal-decided',
  'retraction-decided',
  'coverage-at-risk',
  'channel-failing',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What someone wants of a kind: told at once, in the morning's digest, or not (the list in the application has it all the same). */
export const CHOICES = ['at-once', 'digest', 'none'] as const;
export type Choice = (typeof CHOICES)[number];

/** By what a person is reached himself. What an agency is reached by (robots, webhooks) is no person's choice. */
export const PERSONAL_CHANNELS = ['email'] as const;
export type PersonalChannel = (typeof PERSONAL_CHANNELS)[number];

export const AGENCY_CHANNELS = ['webhook', 'wecom', 'dingtalk'] as const;
export type AgencyChannel = (typeof AGENCY_CHANNELS)[number];

export const CHANNELS = [...PERSONAL_CHANNELS, ...AGENCY_CHANNELS] as const;
export type ChannelKind = (typeof CHANNELS)[number];
