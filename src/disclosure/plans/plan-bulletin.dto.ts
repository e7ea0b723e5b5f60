import { AnyObject, Integer } from '../../platform/http/fields.js';
import { type EditionDetailResponse, type EditionResponse } from '../../planning/plans/plan-edition.dto.js';
import { asHashed, hashOf, type SealedDocument } from '../kept/sealed.js';
import { BulletinResponse } from '../output/bulletin.dto.js';

const MOST = 2_147_483_647;

export class PlanBulletinResponse extends BulletinResponse {}

export class PlanBulletinDetailResponse extends PlanBulletinResponse {
  @Integer({ min: 1, max: MOST, nullable: true, about: 'The version that took its place; null where it holds' })
  correctedBy: number | null;

  @AnyObject({ about: 'What is hashed: the plan and its batches as this version has them' })
  document: object;
}

export const planLink = (number: number | string): string => `/api/v1/public/bulletins/plans/${number}`;

/** @param first when the plan was first published */
export function toPlanBulletin(edition: EditionResponse, first: Date | string): PlanBulletinResponse {
  const { at, content, edition: version, plan, reason } = edition;
  return {
    kind: 'plans',
    number: String(plan),
    title: content.title,
    summary: {
      zh: `${content.agency.name} ${content.year} 年度抽查工作计划，第 ${version} 版。`,
      en: `The plan of ${content.agency.name} for ${content.year}, version ${version}.`,
    },
    agency: { ...content.agency },
    year: content.year,
    state: version === 1 ? 'published' : 'changed',
    version,
    reason,
    publishedAt: new Date(first).toISOString(),
    changedAt: at,
    hash: null,
    link: planLink(plan),
  };
}

/** What an edition says; who made it is the agency's own. */
export function documentOf({
  batches,
  content,
  edition,
  plan,
  reason,
}: EditionDetailResponse): SealedDocument['document'] {
  const said = { format: 'sortis-plan/1', number: String(plan), version: edition, reason, content, batches };
  // as it is sent: what is undefined is not there
  return JSON.parse(JSON.stringify(said), (_, value: unknown) =>
    typeof value === 'string' ? asHashed(value) : value,
  ) as SealedDocument['document'];
}

/** @param latest the edition that holds */
export function toPlanDetail(
  edition: EditionDetailResponse,
  first: Date | string,
  latest: number,
): PlanBulletinDetailResponse {
  const document = documentOf(edition);
  return {
    ...toPlanBulletin(edition, first),
    hash: hashOf(document),
    correctedBy: edition.edition < latest ? edition.edition + 1 : null,
    document,
  };
}
