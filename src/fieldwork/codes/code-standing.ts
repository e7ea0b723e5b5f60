import { text, type Bilingual } from '../../platform/text.js';
import { type InspectionState } from '../life/life-cycle.js';
import { type Coded } from './code.js';

/** 真、已过期、假. */
export const CODE_STATES = ['real', 'expired', 'unknown'] as const;
export type CodeState = (typeof CODE_STATES)[number];

/** Why a code that was real is not any more. */
export const EXPIRED_REASONS = [
  'voided',
  'team-changed',
  'superseded',
  'visit-retracted',
  'window-over',
  'closed',
] as const;
export type ExpiredReason = (typeof EXPIRED_REASONS)[number];

export const CODE_STATE_WORDS: Readonly<Record<CodeState, Bilingual>> = {
  real: text('真', 'Real'),
  expired: text('已过期', 'Expired'),
  unknown: text('假', 'Fake'),
};

export const EXPIRED_WORDS: Readonly<Record<ExpiredReason, Bilingual>> = {
  voided: text(
    '这次抽取已经作废，这项检查不再进行。',
    'The draw was voided; this inspection does not take place any more.',
  ),
  'team-changed': text(
    '检查组成员已经更换，这份文书上的名单不再有效。请向来人索要新的文书。',
    'The team was changed, and the names on this paper do not hold any more. Ask for the new one.',
  ),
  superseded: text(
    '这份文书已由新的一份取代。请向来人索要新的文书。',
    'This paper was superseded by a newer edition. Ask for the new one.',
  ),
  'visit-retracted': text(
    '这份文书所写的检查登记有误，已经撤销：当时没有人到场检查。',
    'The visit that this paper is about was recorded in error and is taken back: nobody was there.',
  ),
  'window-over': text(
    '检查期限已过，不能再凭它上门检查。',
    'The days of the visit are over; nobody may come for an inspection with it any more.',
  ),
  closed: text('这项检查已经办结，不会再上门。', 'This inspection is closed; nobody comes for it any more.'),
};

/** What decides whether a code still holds. */
export interface CodeFacts {
  readonly document: Coded;
  readonly state: InspectionState;
  /** Days in China, both included. */
  readonly visitUntil: string;
  readonly today: string;
  /** It names a team that sits there no more. */
  readonly teamChanged: boolean;
  /** There is a later edition of the same paper. */
  readonly superseded: boolean;
  /** The visit that was recorded when it was issued was taken back since. */
  readonly visitRetracted: boolean;
}

/** Papers by which somebody comes to the door; they hold as long as he may. */
const AT_THE_DOOR: readonly Coded[] = ['inspection', 'approval', 'notice'];

/** Why it holds no more, or nothing: what is worst is said first. */
export function expiredBy({
  document,
  state,
  superseded,
  teamChanged,
  today,
  visitRetracted,
  visitUntil,
}: CodeFacts): ExpiredReason | undefined {
  if (state === 'voided') return 'voided';
  if (teamChanged) return 'team-changed';
  if (superseded) return 'superseded';
  if (!AT_THE_DOOR.includes(document)) return visitRetracted ? 'visit-retracted' : undefined;
  if (state === 'closed') return 'closed';
  return today > visitUntil ? 'window-over' : undefined;
}
