import { chinaMinute, chineseDay } from '../../platform/clock/days.js';
import { text, type Bilingual, type Language } from '../../platform/text.js';
import { assuranceOf, chancesOf, shortCode, type EntropySource, type LogKind } from '../../protocol/index.js';
import { EVERYONE } from '../../planning/batches/strata.js';
import { type DrawnList, type ListedInspector } from '../../drawing/shown/drawn-lists.service.js';
import { type Facts } from './blocks.js';
import { type DrawListFacts, type DrawValueName } from './draw-vocabulary.js';
import { type PaperPlan } from './paper-reading.js';

/* What the papers of a draw say, all of it from what was committed, recorded and logged. */

export interface DrawSource {
  readonly list: DrawnList;
  readonly agency: { readonly name: string; readonly code: string };
  readonly plan: PaperPlan;
}

const KINDS: Readonly<Record<DrawnList['kind'], Bilingual>> = {
  draw: text('抽取', 'Draw'),
  supplement: text('补抽（顺位中接下来的对象）', 'Supplement (the next places of an earlier draw)'),
  replacement: text('更换（空出的席位重新抽取）', 'Replacement (seats that were left are drawn anew)'),
};

const SOURCES: Readonly<Record<EntropySource, Bilingual>> = {
  beacon: text('公共随机信标', 'A public beacon'),
  figures: text('公开发布的数字', 'Published figures'),
  ceremony: text('多位见证人共同产生', 'Made by several witnesses together'),
  sealed: text('本机事先封存', 'Sealed beforehand by the drawing machine'),
};

const LOGGED: Readonly<Record<LogKind, Bilingual>> = {
  key: text('日志密钥', "the log's key"),
  commit: text('承诺', 'commitment'),
  reveal: text('随机数揭示', 'reveal of the randomness'),
  record: text('抽取记录', 'record of the draw'),
  end: text('终止', 'end'),
  void: text('作废', 'void'),
  supplement: text('补抽', 'supplement'),
  replace: text('更换', 'replacement'),
  publish: text('公布', 'publication'),
};

/** What decides what is said of a draw on top of its paper, where it is not simply drawn. */
const NO_RESULT: Readonly<Record<string, Bilingual>> = {
  infeasible: text(
    '未能组成检查组：对象已经抽出，但没有可行的检查组，这次抽取没有结果',
    'No teams could be formed: targets were drawn, but there is no possible set of teams, and the draw came to nothing',
  ),
  undrawn: text('作废时尚未抽取，没有结果', 'It had not been drawn when it was voided, and came to nothing'),
  ended: text(
    '未能抽取：没有得到随机数，这次抽取没有结果',
    'Not drawn: the randomness never came, and the draw came to nothing',
  ),
};

export function drawFactsOf(source: DrawSource, language: Language, today: string): Facts {
  const { agency, list, plan } = source;
  const { manifest, standing } = list;
  const said = (words: Bilingual | null | undefined): string => words?.[language] ?? '';
  const day = (on: string | undefined): string => (on === undefined ? '' : language === 'zh' ? chineseDay(on) : on);
  const minute = (at: Date | string | null | undefined): string =>
    at === null || at === undefined ? '' : chinaMinute(new Date(at));
  const join = (words: readonly string[]): string => words.join({ zh: '；', en: '; ' }[language]);
  const assigned = text('指定人员，非随机', 'people were named, not drawn');
  const values: Record<DrawValueName, string> = {
    'agency.name': manifest?.agency.name ?? agency.name,
    'agency.code': manifest?.agency.code ?? agency.code,
    'plan.title': plan.title,
    'plan.year': String(plan.year),
    'batch.name': manifest?.batch.name ?? plan.batch,
    'draw.number': list.number,
    'draw.kind': said(KINDS[list.kind]),
    'draw.relation': said(relationWords(list)),
    'draw.void': said(voidWords(list)),
    // why there are no teams stands in a list of its own
    'draw.failure': join(
      [said(NO_RESULT[resultOf(list)]), list.infeasible.length > 0 ? '' : said(list.failure)]
        .map((each) => each.replace(/[。.]$/, ''))
        .filter((each) => each !== ''),
    ),
    'draw.successors': join(standing.successors.map(({ kind, number }) => `${number} ${said(KINDS[kind])}`)),
    'draw.cutoff': minute(manifest?.cutoff),
    'draw.committedAt': minute(list.committedAt),
    'draw.planned': minute(list.drawAt),
    'draw.at': minute(list.drawnAt),
    'draw.notPublic':
      list.published || list.recordHash === null || manifest === null ? '' : minute(manifest.publication.notBefore),
    'draw.population': manifest === null ? '' : String(manifest.targets.count),
    'draw.excluded': manifest === null ? '' : String(manifest.exclusions.count),
    'draw.size': String(list.strata.reduce((sum, { drawn }) => sum + drawn.length, 0)),
    'draw.source': manifest === null ? '' : said(SOURCES[manifest.entropy.source]),
    'draw.assurance': manifest === null ? '' : said(assuranceOf(manifest.entropy.source)),
    'draw.assignedByName': list.assignedByName ? said(assigned) : '',
    'draw.commitment': list.commitment ?? '',
    'draw.recordHash': list.recordHash ?? '',
    'draw.shortCode': list.recordHash === null ? '' : shortCode(list.recordHash),
    'draw.log': list.origin ?? '',
    'visit.from': day(manifest?.visit.from),
    'visit.until': day(manifest?.visit.until),
    'reserve.hidden': hidesReserve(list) ? said(RESERVE_HIDDEN) : '',
    'reserve.left': list.reserveLeft === 0 ? '' : String(list.reserveLeft),
    'document.on': day(today),
  };
  return { values, lists: listsOf(list, said, minute) };
}

/** Where a pool has no strata, its one has a name for machines alone. */
const UNDIVIDED = text('全部', 'all');

const RESERVE_HIDDEN = text(
  '备选顺序在结果公布之前不列出。',
  'The order of the reserve is not told before the result is public.',
);

const hidesReserve = ({ manifest, published, recordHash }: DrawnList): boolean =>
  !published && recordHash !== null && (manifest?.strata.some(({ reserve }) => reserve > 0) ?? false);

/** What became of it, whatever was done about that since. */
function resultOf({ infeasible, log, phase, recordHash }: DrawnList): string {
  if (infeasible.length > 0 || phase === 'infeasible') return 'infeasible';
  if (recordHash !== null) return 'drawn';
  return phase === 'ended' || log.some(({ kind }) => kind === 'end') ? 'ended' : 'undrawn';
}

function voidWords({ standing: { voided } }: DrawnList): Bilingual | null {
  if (voided === null) return null;
  const at = chinaMinute(new Date(voided.at));
  return text(
    `本次抽取已于 ${at} 作废（${voided.by.join('、')}）：${voided.reason.zh}。以下内容仅供存档，不得据此检查`,
    `This draw was voided at ${at} (${voided.by.join(', ')}): ${voided.reason.en}. What follows is kept for the record; nobody is inspected by it`,
  );
}

function relationWords({ manifest }: DrawnList): Bilingual | null {
  const relation = manifest?.relation ?? null;
  if (relation === null) return null;
  const { draw, kind, reason } = relation;
  const about = {
    again: text(`抽取 ${draw} 作废后重新抽取`, `Drawn again after ${draw} was voided`),
    supplement: text(`对抽取 ${draw} 的补抽`, `A supplement of ${draw}`),
    replacement: text(`对抽取 ${draw} 的更换`, `A replacement in ${draw}`),
  }[kind];
  return text(`${about.zh}：${reason.zh}`, `${about.en}: ${reason.en}`);
}

function listsOf(
  { infeasible, log, manifest, strata, teams }: DrawnList,
  said: (words: Bilingual) => string,
  minute: (at: string) => string,
): DrawListFacts {
  let place = 0;
  const called = (stratum: string): string => (stratum === EVERYONE ? said(UNDIVIDED) : stratum);
  return {
    matters: (manifest?.batch.matters ?? []).map(({ code, name }, at) => ({ number: String(at + 1), code, name })),
    strata: (manifest === null ? [] : chancesOf(manifest)).map((one, at) => ({
      number: String(at + 1),
      id: called(one.stratum),
      population: String(one.population),
      size: String(one.size),
      reserve: String(one.reserve),
      chance: manifest?.relation?.kind === 'supplement' ? '—' : (one.chance?.words ?? '—'),
      words: said(one.words),
    })),
    reasons: (manifest?.reasons ?? []).map(({ words }) => ({ words: said(words) })),
    targets: strata.flatMap(({ drawn, id: stratum }) =>
      drawn.map(({ id, kind, name }) => ({
        number: String(++place),
        code: id,
        name,
        kind,
        stratum: called(stratum),
        team: (teams.get(id) ?? []).map((one) => said(nameOf(one))).join('\n'),
      })),
    ),
    reserve: strata.flatMap(({ id: stratum, reserve }) =>
      reserve.map(({ id, name }, at) => ({ number: String(at + 1), stratum: called(stratum), code: id, name })),
    ),
    cuts: infeasible.map(({ words }) => ({ words: said(words) })),
    log: log.map(({ at, kind, position }) => ({
      position: String(position),
      kind: said(LOGGED[kind]),
      at: minute(at),
    })),
  };
}

function nameOf({ certificateNumber, expert, name }: ListedInspector): Bilingual {
  const of = (separator: string, assists: string): string =>
    [name, ...(certificateNumber === null ? [] : [certificateNumber]), ...(expert ? [assists] : [])].join(separator);
  return text(of(' ', '（专家）'), of(' ', '(expert)'));
}
