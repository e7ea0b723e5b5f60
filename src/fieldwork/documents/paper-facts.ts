import { type Language } from '../../platform/text.js';
import { chinaDay, chineseDay } from '../../platform/clock/days.js';
import { readManifest, type Json } from '../../protocol/index.js';
import { capFor, type Cap } from '../../registry/visits/left-out.js';
import { chanceAt, wordsOfChance } from '../codes/chance.js';
import { isProblem, nameOfFinding, resultWords, TARGET_STATES_MET } from '../findings/finding-codes.js';
import { type NoticeWay } from '../life/inspection-step.entity.js';
import { hasResult, isApproved, noticeInForce } from '../life/life-cycle.js';
import { type PaperSource } from './paper-reading.js';
import { type Facts } from './blocks.js';
import { siteFactsOf, type SiteFacts } from './site-facts.js';
import { type ListFacts, type ValueName } from './vocabulary.js';

const HOW: Readonly<Record<NoticeWay, Readonly<Record<Language, string>>>> = {
  'in-person': { zh: '直接送达', en: 'in person' },
  post: { zh: '邮寄送达', en: 'by post' },
  electronic: { zh: '电子送达', en: 'electronically' },
  unannounced: { zh: '不事先通知', en: 'unannounced' },
};

const said = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);

/** What the papers of an inspection say, in one language. */
export function factsOf(source: PaperSource, language: Language, today: string): Facts {
  const { inspection } = source;
  const site = siteFactsOf(source.site, source, language);
  const day = (on: string | null | undefined): string =>
    on === null || on === undefined ? '' : language === 'zh' ? chineseDay(on) : on;
  const values: Record<ValueName, string> = {
    'agency.name': source.agency.name,
    'agency.code': source.agency.code,
    'target.name': inspection.targetName,
    'target.code': inspection.targetCode,
    'target.kind': inspection.targetKind,
    'target.address': said(source.target.address),
    'target.legalRepresentative': said(source.target.legalRepresentative),
    'target.phone': said(source.target.phone),
    'target.stateMet': said(TARGET_STATES_MET.find(({ code }) => code === inspection.targetState)?.name[language]),
    'inspection.number': `${source.draw.number}-${inspection.ordinal}`,
    'visit.from': day(inspection.visitFrom),
    'visit.until': day(inspection.visitUntil),
    'visit.planned': day(inspection.plannedOn),
    'visit.on': day(inspection.visitedOn),
    ...stepFacts(source, language, day),
    ...drawFacts(source, language, day),
    ...planFacts(source),
    'team.list': source.team
      .map(({ certificateNumber, name }) => nameWithNumber(name, certificateNumber, language))
      .join(language === 'zh' ? '、' : ', '),
    'matters.list': source.matters.map(({ name }) => name).join(language === 'zh' ? '；' : '; '),
    ...resultFacts(source, language),
    ...site.values,
    'document.on': day(today),
  };
  const lists: ListFacts = { ...listFacts(source, language, day), ...site.lists };
  return { values, lists, strokes: site.strokes };
}

const nameWithNumber = (name: string, number: string | null, language: Language): string =>
  number === null ? name : language === 'zh' ? `${name}（${number}）` : `${name} (${number})`;

function drawFacts(
  { draw, inspection, manifest, recordHash }: PaperSource,
  language: Language,
  day: (on: string) => string,
): Record<Extract<ValueName, `draw.${string}`>, string> {
  const chance =
    manifest === null ? undefined : chanceAt(readManifest(JSON.parse(manifest) as Json), inspection.ordinal);
  const byName = { zh: '检查人员为指定人员，非随机', en: 'the inspectors were named, not drawn' };
  return {
    'draw.number': draw.number,
    'draw.on': day(chinaDay(draw.drawnAt)),
    'draw.chance': said(chance?.words),
    'draw.chanceWords': manifest === null ? '' : wordsOfChance(chance ?? null)[language],
    'draw.population': said(chance?.population),
    'draw.size': said(chance?.size),
    'draw.recordHash': said(recordHash),
    'draw.assignedByName': draw.assignedByName ? byName[language] : '',
  };
}

function planFacts({
  inspection,
  plan,
  visits,
}: PaperSource): Record<Extract<ValueName, `${'plan' | 'batch' | 'cap'}.${string}`>, string> {
  const caps = plan.caps === null ? [] : (JSON.parse(plan.caps) as Cap[]);
  return {
    'plan.title': plan.title,
    'plan.year': said(plan.year),
    'batch.name': plan.batch,
    'cap.count': said(capFor(caps, inspection.targetKind)?.most),
    'cap.visits': said(visits),
  };
}

type StepValue =
  Extract<ValueName, `${'approval' | 'notice' | 'review'}.${string}`> | 'visit.present' | 'publication.on';

function stepFacts(
  { inspection, people, steps }: PaperSource,
  language: Language,
  day: (on: string | null | undefined) => string,
): Record<StepValue, string> {
  const approval = isApproved(steps) ? steps.findLast(({ step }) => step === 'approve') : undefined;
  const notice = noticeInForce(steps);
  const review = hasResult(inspection.state) ? steps.findLast(({ step }) => step === 'review') : undefined;
  const visit = inspection.visitedOn === null ? undefined : steps.findLast(({ step }) => step === 'visit');
  const how = notice?.details?.how;
  return {
    'approval.by': said(approval?.byName),
    'approval.on': approval === undefined ? '' : day(chinaDay(approval.at)),
    'approval.note': said(approval?.note),
    'approval.unannounced': approval?.details?.unannounced === true ? HOW.unannounced[language] : '',
    'notice.on': day(notice?.onDay),
    'notice.how': how === undefined ? '' : HOW[how][language],
    'visit.present': (visit?.details?.present ?? [])
      .map((id) => people.get(id)?.name ?? '')
      .join(language === 'zh' ? '、' : ', '),
    'review.by': said(review?.byName),
    'review.on': review === undefined ? '' : day(chinaDay(review.at)),
    'publication.on': inspection.publishedAt === null ? '' : day(chinaDay(inspection.publishedAt)),
  };
}

function resultFacts(
  { findings, inspection }: PaperSource,
  language: Language,
): Record<Extract<ValueName, `result.${string}`>, string> {
  const codes = hasResult(inspection.state) ? findings.map(({ code }) => code) : [];
  return {
    'result.words': resultWords(codes)[language],
    'result.remarks': said(inspection.remarks),
    'result.problem': codes.some(isProblem) ? { zh: '有', en: 'yes' }[language] : '',
  };
}

function listFacts(
  { deadlines, findings, inspection, matters, team }: PaperSource,
  language: Language,
  day: (on: string | null) => string,
): Omit<ListFacts, keyof SiteFacts['lists']> {
  const found = hasResult(inspection.state) ? findings : [];
  const matterOf = (id: number | null): (typeof matters)[number] | undefined => matters.find((one) => one.id === id);
  const role = { zh: ['执法人员', '专家'], en: ['inspector', 'expert'] }[language];
  return {
    matters: matters.map(({ code, content, id, legalBasis, name }, at) => ({
      number: String(at + 1),
      code,
      name,
      content: said(content),
      legalBasis: said(legalBasis),
      result: found
        .filter(({ matterId }) => matterId === id)
        .map((finding) => nameOfFinding(finding.code)[language])
        .join(language === 'zh' ? '；' : '; '),
    })),
    team: team.map(({ agency, certificateNumber, expert, name, validUntil }, at) => ({
      number: String(at + 1),
      name,
      certificateNumber: said(certificateNumber),
      validUntil: day(validUntil),
      agency,
      role: role[expert ? 1 : 0] ?? '',
    })),
    findings: found.map(({ code, matterId, note }, at) => ({
      number: String(at + 1),
      name: nameOfFinding(code)[language],
      matter: said(matterOf(matterId)?.name),
      note: said(note),
    })),
    problems: found
      .filter(({ code }) => isProblem(code))
      .map(({ code, matterId, note }, at) => ({
        number: String(at + 1),
        name: nameOfFinding(code)[language],
        matter: said(matterOf(matterId)?.name),
        note: said(note),
        legalBasis: said(matterOf(matterId)?.legalBasis),
        deadline: day(deadlines.find((one) => one.findingCode === code && one.matterId === matterId)?.on ?? null),
      })),
  };
}
