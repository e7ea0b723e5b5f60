import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type ChecklistDetailResponse } from '../disclosure/checklist/checklist.dto.js';
import { type DrawBulletinResponse } from '../disclosure/draws/draw-bulletin.dto.js';
import { type PlanBulletinDetailResponse } from '../disclosure/plans/plan-bulletin.dto.js';
import { type ResultDetailResponse } from '../disclosure/results/result.dto.js';
import { type PublicTargetResponse } from '../disclosure/target/public-target.dto.js';
import { type PublicInspectionResponse } from '../fieldwork/codes/public-inspection.dto.js';
import { type PublicDrawDetailResponse } from '../drawing/published/published.dto.js';
import { LANGUAGES } from '../platform/text.js';
import { checklistEntry, drawEntry, planEntry, resultEntry } from './bulletins/entries.js';
import { checklistSheet, planSheet, resultSheet } from './bulletins/entry-pages.js';
import { listSheet } from './bulletins/list-page.js';
import { drawSheet } from './draws/draw-page.js';
import { framed, type Sheet } from './frame/frame.js';
import { refusalSheet } from './frame/refusal.filter.js';
import { homeSheet } from './home/home-page.js';
import { inspectionSheet, unknownSheet } from './inspections/inspection-page.js';
import { targetSheet } from './targets/target-page.js';
import { SPEECHES, type Speech } from './words/speech.js';

const AT = '2026-03-05T01:30:00.000Z';
const HASH = 'ab'.repeat(32);

/** Every page, with the same words in every place where people, lists or agencies put words of their own. */
function pagesOf(speech: Speech, said: string): Record<string, Sheet> {
  const words = { zh: said, en: said };
  const agency = { code: said, name: said };
  const head = { number: said, title: said, summary: words, agency, year: 2026, version: 2, reason: said };
  const kept = { ...head, publishedAt: AT, changedAt: AT, hash: HASH, link: '/api/v1/x' };
  const version = { version: 1, hash: HASH, reason: said, at: AT, withdrawal: true, correctedBy: 2, link: '' };
  const target = { code: said, name: said, kind: said, masked: false };
  const team = [{ name: said, certificateNumber: said, expert: true }];
  const matter = { code: said, name: said, legalBasis: said };
  const result = {
    ...{ ...kept, kind: 'results' as const, state: said, target, matters: [matter], visitedOn: '2026-03-05' },
    findings: [{ code: said, matter: said, name: words }],
    ...{ result: words, problem: true, targetState: { code: said, name: words }, team },
    rectifications: [
      {
        finding: said,
        state: 'ordered' as const,
        name: words,
        orderedOn: '2026-03-05',
        deadline: '2026-04-05',
        outcome: null,
      },
    ],
    draw: { number: said, place: 1, recordHash: HASH, link: '' },
    ...{ correctedBy: 3, document: {}, openings: {} },
  } satisfies ResultDetailResponse;
  const checklist = {
    ...{ ...kept, kind: 'checklist' as const, state: 'retired', correctedBy: null, document: {} },
    matter: {
      ...{ ...matter, number: said, category: said, content: said, targetKind: said, importance: 'key', methods: [] },
      ...{ methodText: said, level: said, rate: null, frequency: said, windowFrom: said, windowUntil: said },
    },
  } satisfies ChecklistDetailResponse;
  const plan = {
    ...{ ...kept, kind: 'plans', state: 'changed', correctedBy: null },
    document: {
      batches: [
        {
          ...{
            code: said,
            name: said,
            matters: [matter],
            filterWords: words,
            teamSize: 2,
            draws: [AT],
            cancelled: true,
          },
          rate: { direction: 'at-least', millionths: 30_000 },
          strata: [{ code: said, name: said, rate: null }],
        },
      ],
    },
  } satisfies PlanBulletinDetailResponse as PlanBulletinDetailResponse;
  const bulletin = {
    ...{ ...kept, kind: 'draws', state: 'void', batch: said, matters: [agency], drawAt: AT, commitment: HASH },
    ...{ recordHash: HASH, population: 97, sampleSize: 3 },
  } as unknown as DrawBulletinResponse;
  const stratum = {
    ...{ id: said, conditions: [], censusBelow: null, minimum: null, population: 97, reserve: 9, size: 3, root: HASH },
    rate: { direction: 'at-least', millionths: 30_000 },
  };
  const relation = { kind: 'again', draw: said, ordinal: 1, reason: words };
  const draw = {
    ...{ number: said, kind: 'draw', phase: 'infeasible', relation, published: true, pools: 'closed' },
    voided: { at: AT, by: [said, said], reason: words, entry: 4 },
    successors: [{ number: said, kind: 'draw', phase: 'issued', link: '' }],
    entropy: { source: 'figures', label: 'public', ...words },
    ...{ announcedAt: AT, cutoffAt: AT, committedAt: AT, drawAt: AT, seededAt: AT, drawnAt: AT },
    ...{ publishedNotBefore: AT, commitment: HASH, recordHash: HASH, failure: words },
    links: { evidence: null, extract: '/x', fairness: '/f', verify: '/verify/' },
    reveal: { source: 'figures', revealedAt: AT, entered: [said, said], figures: [[[1, 2, 3]]] },
    manifest: {
      ...{ agency, batch: { id: said, name: said, matters: [matter], occurrence: 1 }, cutoff: AT },
      ...{
        exclusions: { count: 3, root: HASH },
        inspectors: { count: 8, root: HASH },
        targets: { count: 97, root: HASH },
      },
      ...{
        pools: 'closed',
        warnings: [],
        reasons: [{ code: said, words }],
        strata: [stratum, { ...stratum, id: `${said}x` }],
      },
      relation,
      pairing: { rules: [{ conditions: [], seats: [{ agencies: [said], count: 2, qualifications: [said] }] }] },
      entropy: { source: 'figures', notBefore: AT, events: [{ at: AT, groups: [], name: said, number: said }] },
    },
  } as unknown as PublicDrawDetailResponse;
  const inspection = {
    ...{ code: said, state: 'expired', verdict: words, reason: 'voided', document: 'notice', edition: 1, issuedAt: AT },
    ...{ agency: said, target: said, matters: [matter], team: [{ name: said, certificateNumber: said, expert: true }] },
    ...{ visitFrom: '2026-03-05', visitUntil: '2026-03-09', approved: false },
    draw: {
      ...{
        number: said,
        drawnAt: AT,
        shortCode: said,
        recordHash: HASH,
        assignedByName: true,
        verify: said,
        evidence: said,
      },
      chance: { size: 3, population: 97, words: said },
    },
    result: { visitedOn: '2026-03-05', words, publishedAt: AT },
    display: { state: 'displayed', words, reason: null },
  } satisfies PublicInspectionResponse;
  const proof = { draw: said, recordHash: HASH, chance: null, evidence: '/e', proof: '/p', verify: '/v' };
  const aTarget: PublicTargetResponse = {
    code: said,
    name: said,
    kind: said,
    items: [{ ...result, proof }],
    total: 41,
  };
  const listed = { asked: { target: said, agency: said, page: '2' }, total: 41 };
  const field = { name: 'agency', label: said, options: [[said, said] as const] };
  const figure = { numerator: 1, denominator: 3, basisPoints: 3333 };
  const origin = 'https://example.org';
  const drawn = { items: [{ place: 1, target, team, result: `/r/${said}` }], total: 120 };
  return {
    results: listSheet(speech, {
      ...{ ...listed, section: 'results', fields: [{ name: 'target', label: said }, field], faults: [words] },
      items: [
        resultEntry(speech, result),
        checklistEntry(speech, checklist),
        planEntry(speech, plan),
        drawEntry(speech, bulletin),
      ],
    }),
    result: resultSheet(speech, { one: result, versions: [version] }),
    matter: checklistSheet(speech, { one: checklist, versions: [version] }),
    plan: planSheet(speech, { one: plan, versions: [version] }),
    draw: drawSheet(speech, { draw, drawn, page: 2, origin }),
    target: targetSheet(speech, aTarget, 2),
    inspection: inspectionSheet(speech, inspection),
    withdrawn: inspectionSheet(speech, {
      ...inspection,
      result: null,
      display: { state: 'withdrawn', words, reason: said },
    }),
    unknown: unknownSheet(speech, said),
    refusal: refusalSheet(
      speech,
      {
        type: '',
        status: 400,
        code: '',
        title: said,
        detail: said,
        en: { title: said, detail: said },
        errors: [{ pointer: `/${said}`, code: '', message: words }],
      },
      '/public/zh/results',
    ),
    home: homeSheet(speech, {
      next: [{ at: AT, batch: said, agency: said, draw: said, plan: null }],
      latest: [result],
      totals: { checklist: 1, plans: 1, draws: 1, results: 1 },
      year: {
        year: 2026,
        asOf: AT,
        agencies: [{ agency, matterCoverage: figure, taskCompletion: figure, publicationRate: figure }],
      },
    }),
  };
}

const NOTHING = { styles: [], script: undefined };

/** The tags of a page with the names of their attributes: what a page is, whatever it says. */
function skeletonOf(page: string): string[] {
  const tags = page.match(/<[^>]*>/g) ?? [];
  const bare = tags.map((tag) => tag.replace(/"[^"]*"/g, '""'));
  // of what is not in quotes nothing is left but names
  expect(
    bare.filter((tag) => !/^<(?:!doctype html|\/?[a-z][a-z0-9]*(?: [a-z][A-Za-z-]*(?:="")?)*\/?)>$/.test(tag)),
  ).toEqual([]);
  return bare;
}

const hostile = fc
  .oneof(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onfocus='alert(1)' autofocus '",
      '</title><svg onload=alert(1)>',
      'javascript:alert(1)',
      '{{constructor}} ${alert(1)} {n} {name}',
      '&lt;b&gt;&#60;',
      '𠮷野家𠮷'.repeat(20),
      '\u202e倒\u0000\ud800',
      '--><!--',
    ),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom('<', '>', '&', '"', "'", '/', '=', ' ', '`', '{', '}', '$', 'a', '𠮷'),
      maxLength: 40,
    }),
  )
  // never nothing: what says nothing is left out
  .map((said) => `甲${said}`);

describe.each(LANGUAGES)('the pages of the public site in %s', (language) => {
  const speech = SPEECHES[language];
  const framedAll = (said: string): [string, string][] =>
    Object.entries(pagesOf(speech, said)).map(([name, sheet]) => [name, framed(speech, sheet, NOTHING)]);
  const plain = new Map(framedAll('甲').map(([name, page]) => [name, skeletonOf(page)]));

  it('are made of the same tags whatever anybody has written into any field', () => {
    fc.assert(
      fc.property(hostile, (said) => {
        for (const [name, page] of framedAll(said)) expect([name, skeletonOf(page)]).toEqual([name, plain.get(name)]);
      }),
      { numRuns: 60 },
    );
  });

  it('lead nowhere but to this server', () => {
    fc.assert(
      fc.property(hostile, (said) => {
        for (const [, page] of framedAll(said)) {
          const ways = [...page.matchAll(/ (?:href|src|action)="([^"]*)"/g)].map(([, way = '']) => way);
          expect(ways.filter((way) => !/^(?:\/(?!\/)|#|data:,$)/.test(way))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('say in full what was written', () => {
    const name = '示范县𠮷祥养老服务中心（特殊普通合伙）'.padEnd(80, '长');
    for (const [page, text] of framedAll(name)) {
      if (page !== 'unknown') expect([page, text.includes(name)]).toEqual([page, true]);
    }
  });

  it('hold no text that was filled with nothing', () => {
    for (const [page, text] of framedAll('甲')) {
      expect([page, /undefined|NaN|\[object|\{\w+[|}]/.exec(text.replace(/data-words="[^"]*"/, ''))?.[0]]).toEqual([
        page,
        undefined,
      ]);
    }
  });
});
