import { DomainError } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type PlanState } from './plan.entity.js';

const conflict = (code: string, message: Bilingual): DomainError => new DomainError('conflict', code, message);

const STATE_WORDS: Readonly<Record<PlanState, Bilingual>> = {
  draft: text('草稿', 'a draft'),
  submitted: text('已送审', 'submitted'),
  approved: text('审核通过', 'approved'),
  published: text('已发布', 'published'),
};

export const submittedAlready = (title: string, state: PlanState): DomainError =>
  conflict(
    'plan_submitted_already',
    text(
      `计划“${title}”${STATE_WORDS[state].zh}，不需要再次送审。更改计划后会回到草稿。`,
      `The plan "${title}" is ${STATE_WORDS[state].en} and need not be submitted again. A change of it makes it a draft once more.`,
    ),
  );

export const notSubmitted = (title: string, state: PlanState): DomainError =>
  conflict(
    'plan_not_submitted',
    text(
      `计划“${title}”目前是“${STATE_WORDS[state].zh}”，没有待审核的内容。请先送审（submit）。`,
      `The plan "${title}" is ${STATE_WORDS[state].en}, and nothing of it waits for a review. Submit it first.`,
    ),
  );

export const secondPersonNeeded = (title: string): DomainError =>
  new DomainError(
    'forbidden',
    'second_person_needed',
    text(
      `计划“${title}”须由送审人和最后修改人以外的另一人审核，例如本单位另一名计划员、管理员，或上级单位的计划员。`,
      `The plan "${title}" is reviewed by someone other than who submitted it or changed it last: another planner of the agency, an administrator, or a planner of an agency above.`,
    ),
  );

export const reviewRequired = (title: string, state: PlanState): DomainError =>
  conflict(
    'plan_review_required',
    state === 'submitted'
      ? text(
          `计划“${title}”已送审，须由第二人审核通过后才能发布。`,
          `The plan "${title}" is submitted; it can be published once a second person has approved it.`,
        )
      : text(
          `计划“${title}”须先送审（submit），由第二人审核通过（approve）后才能发布。`,
          `The plan "${title}" is submitted first, and can be published once a second person has approved it.`,
        ),
  );

export const notPublished = (title: string): DomainError =>
  conflict(
    'plan_not_published',
    text(
      `计划“${title}”尚未发布，发布后才能报备。`,
      `The plan "${title}" is not published yet, and is filed only after that.`,
    ),
  );

export const noAgencyAbove = (agency: string): DomainError =>
  conflict(
    'no_agency_above',
    text(
      `“${agency}”没有上级单位，无处报备。如有上级，请先在单位中登记。`,
      `"${agency}" has no agency above it to file with. Register the agency above first, if there is one.`,
    ),
  );

export const editionFiled = (edition: number): DomainError =>
  conflict(
    'edition_filed',
    text(
      `计划的第 ${edition} 版已经报备。更改后的新版可以再次报备。`,
      `Edition ${edition} of the plan is filed already. A later edition can be filed again.`,
    ),
  );

export const notFiled = (title: string): DomainError =>
  conflict(
    'plan_not_filed',
    text(
      `计划“${title}”没有报备，无可确认。`,
      `The plan "${title}" was not filed, so there is nothing to acknowledge.`,
    ),
  );

export const acknowledgedAlready = (edition: number): DomainError =>
  conflict(
    'filing_acknowledged',
    text(`第 ${edition} 版的报备已经确认。`, `The filing of edition ${edition} is acknowledged already.`),
  );

export const acknowledgedAbove = (agency: string): DomainError =>
  new DomainError(
    'forbidden',
    'acknowledged_above',
    text(
      `报备由收到它的上级单位“${agency}”确认。`,
      `A filing is acknowledged by the agency above that received it, "${agency}".`,
    ),
  );
