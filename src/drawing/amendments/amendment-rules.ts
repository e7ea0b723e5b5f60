import { DomainError, invalid } from '../../platform/errors/domain-error.js';
import { type Bilingual, text } from '../../platform/text.js';
import { type AmendmentKind, type AmendmentState, KIND_WORDS } from './amendment.js';

/** What the rules have to know of a draw that someone wants to amend. */
export interface AmendedDraw {
  readonly number: string;
  readonly phase: string;
  readonly commitment: string | null;
}

/** Only the second person decides, and only once (domain rule 15). Throws a refusal in words. */
export function checkDecision(
  amendment: { readonly kind: AmendmentKind; readonly state: AmendmentState; readonly proposedBy: number },
  decider: number,
  /** Whether it is about the decider's own seat. */
  concerned = false,
): void {
  if (amendment.state !== 'proposed') {
    const done = amendment.state === 'approved' ? text('批准', 'approved') : text('退回', 'declined');
    throw refusal('amendment_decided', {
      zh: `这项${KIND_WORDS[amendment.kind].zh}申请已经${done.zh}，不能再次审批。`,
      en: `This ${KIND_WORDS[amendment.kind].en} was already ${done.en} and is not decided again.`,
    });
  }
  if (concerned) {
    throw new DomainError('forbidden', 'own_seat', {
      zh: '更换涉及审批人本人的席位，须由其他人审批。',
      en: 'It is about the seat of whoever decides; somebody else has to decide.',
    });
  }
  if (amendment.proposedBy === decider) {
    throw new DomainError('forbidden', 'second_person_needed', {
      zh: `${KIND_WORDS[amendment.kind].zh}须由申请人以外的另一人审批。`,
      en: `A ${KIND_WORDS[amendment.kind].en} is decided by someone other than the person who proposed it.`,
    });
  }
}

/**
 * Whether a draw may still be voided: it has begun, is not void, and nobody has been yet at any of its inspections
 * (its supplements' too). Once somebody was there the results stay, whoever dislikes them.
 * @param visited at how many of the inspections somebody has been
 */
export function checkVoid(draw: AmendedDraw, visited: number): void {
  checkNotVoided(draw);
  if (draw.commitment === null) {
    throw refusal('draw_not_committed', {
      zh: `抽取“${draw.number}”还没有作出承诺，没有可以作废的内容。`,
      en: `Draw "${draw.number}" is not committed yet; there is nothing to void.`,
    });
  }
  if (visited > 0) {
    throw refusal('draw_has_findings', {
      zh: `抽取“${draw.number}”已有 ${visited} 项检查任务到场检查或录入检查结果，不能作废，结果予以保留。`,
      en: `${visited} inspection(s) of draw "${draw.number}" are visited, or have findings, already; it can no longer be voided and the results stay.`,
    });
  }
}

/** A supplement and a replacement go on from a draw whose inspections are issued. */
export function checkGoesOn(draw: AmendedDraw): void {
  checkNotVoided(draw);
  if (draw.phase !== 'issued') {
    throw refusal('draw_not_issued', {
      zh: `抽取“${draw.number}”还没有下达检查任务，不能补抽或更换。`,
      en: `The inspections of draw "${draw.number}" are not issued yet; nothing of it can be supplemented or replaced.`,
    });
  }
}

const FURTHEST_DAYS = 366;

/** A new draw is due within a year: until then its occurrence is held for it. */
export function checkDue(wanted: Date | null, now: Date): void {
  const furthest = new Date(now.getTime() + FURTHEST_DAYS * 86_400_000);
  if (wanted === null || wanted <= furthest) return;
  throw invalid(
    '/newDraw/dueAt',
    'due_too_late',
    text(
      `新的抽取应在一年以内（${furthest.toISOString()} 之前）。`,
      `The new draw should be within a year (before ${furthest.toISOString()}).`,
    ),
  );
}

/** A new draw is never due before it was approved. */
export const dueAfterApproval = (wanted: Date | null, approvedAt: Date): Date =>
  wanted !== null && wanted > approvedAt ? wanted : approvedAt;

function checkNotVoided(draw: AmendedDraw): void {
  if (draw.phase === 'voided') {
    throw refusal('draw_voided', {
      zh: `抽取“${draw.number}”已经作废。`,
      en: `Draw "${draw.number}" was voided.`,
    });
  }
}

const refusal = (code: string, words: Bilingual): DomainError => new DomainError('conflict', code, words);
