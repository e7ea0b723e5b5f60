import { In, type EntityManager } from 'typeorm';

import { chinaMinute } from '../../platform/clock/days.js';
import { text, type Bilingual, type Language } from '../../platform/text.js';
import { shortCode } from '../../protocol/index.js';
import { type Inspection } from '../inspections/inspection.entity.js';
import { type SeatedInspector } from '../inspections/team.js';
import { QuestionList } from '../on-site/questions/question-list.entity.js';
import { type Question, YES_NO } from '../on-site/questions/question-rules.js';
import { type SiteRecordResponse } from '../on-site/record/record.dto.js';
import { type SiteRecords } from '../on-site/record/site-records.service.js';
import { readRecordChanges } from '../on-site/record/read-record.js';
import { differences, recordAfter, versionsOf, type Difference } from '../on-site/record/signed-versions.js';
import { type SignedRecord } from '../on-site/record/site-record.js';
import { type Signer } from '../on-site/signatures/site-signature.entity.js';
import { type Facts } from './blocks.js';
import { type ListFacts, type ListName, type ValueName } from './vocabulary.js';

/* What papers say of what was recorded on site. A signature is over answers and files; what changed since is told from them. */

export interface PaperSite {
  readonly record: SiteRecordResponse;
  /** What was asked, by matter, version and key. */
  readonly questions: ReadonlyMap<string, Question>;
  /** The present answers and files. */
  readonly now: SignedRecord;
  /** The versions that were signed, by their hashes, as far as the server had them. */
  readonly signed: ReadonlyMap<string, SignedRecord>;
  /** The names of people, by what they sign in with. */
  readonly people: ReadonlyMap<string, string>;
  /** How much had been sent when it was read: whoever issues it finds out whether more has come. */
  readonly sent: number;
}

const keyOf = (matterId: number, version: number, question: string): string => `${matterId} ${version} ${question}`;

/** How much phones have sent of an inspection: acts, and files. */
export async function countSent(manager: EntityManager, inspectionId: number): Promise<number> {
  const [row] = await manager.query<{ n: number | string }[]>(
    `SELECT (SELECT COUNT(*) FROM field_acts WHERE inspection_id = ?)
          + (SELECT COUNT(*) FROM site_files WHERE inspection_id = ?) AS n`,
    [inspectionId, inspectionId],
  );
  return Number(row?.n ?? 0);
}

export async function readPaperSite(
  manager: EntityManager,
  inspection: Inspection,
  records: SiteRecords,
): Promise<PaperSite> {
  const { id: inspectionId, targetCode, targetName } = inspection;
  const subject = { inspectionId, targetCode, targetName };
  const sent = await countSent(manager, inspectionId);
  const record = await records.read(manager, inspection);
  const changes = await readRecordChanges(manager, inspectionId);
  const matters = [...record.answers, ...record.missing].map(({ matterId }) => matterId);
  const lists = await manager.findBy(QuestionList, { matterId: In([0, ...new Set(matters)]) });
  const questions = lists
    .sort((a, b) => a.version - b.version)
    .flatMap(({ matterId, questions: asked, version }) =>
      asked.flatMap((one) => [
        [keyOf(matterId, version, one.key), one] as const,
        // what nobody has answered is asked as the newest list asks it
        [keyOf(matterId, 0, one.key), one] as const,
      ]),
    );
  const users = [...record.answers.flatMap(({ current, earlier }) => [current, ...earlier]), ...record.files].map(
    ({ by }) => by,
  );
  return {
    record,
    questions: new Map(questions),
    now: recordAfter(subject, changes),
    signed: versionsOf(
      subject,
      changes,
      record.signatures.map((one) => one.recordHash),
    ),
    people: await readNames(manager, [...new Set(users)]),
    sent,
  };
}

async function readNames(manager: EntityManager, usernames: readonly string[]): Promise<Map<string, string>> {
  if (usernames.length === 0) return new Map();
  const rows = await manager.query<{ username: string; name: string }[]>(
    `SELECT u.username AS username, COALESCE(i.name, u.display_name) AS name
       FROM users u LEFT JOIN inspectors i ON i.id = u.inspector_id
      WHERE u.username IN (${usernames.map(() => '?').join(', ')})`,
    [...usernames],
  );
  return new Map(rows.map(({ name, username }) => [username, name]));
}

const WORDS = {
  yes: text('是', 'yes'),
  no: text('否', 'no'),
  'not-applicable': text('不适用', 'not applicable'),
  unanswered: text('未作答', 'not answered'),
  none: text('无', 'none'),
  counts: text('有', 'there'),
  removed: text('已作废', 'does not count any more'),
  target: text('被检查单位', 'the target'),
  noPlace: text('未取得位置', 'the phone told no place'),
  wrongClock: text('手机时间有误，已按服务器时间折算', "the phone's clock was off; this is the server's reckoning"),
  unsteadyClock: text('手机时间曾被改动', "the phone's clock was set meanwhile"),
  expert: text('专家', 'expert'),
  present: text('签署的即为本笔录所载的回答与附件', 'Signed: the answers and files as they stand in this record'),
  changed: text('签署之后有改动，见“签署之后的改动”', 'There were changes after it; see "Changed since it was signed"'),
  unknown: text(
    '签署的版本服务器未曾收到过，与本笔录有何不同无法逐项说明',
    'The server never had the version that was signed, and cannot tell item by item how this record differs from it',
  ),
} as const satisfies Record<string, Bilingual>;

const ROLES: Readonly<Record<Signer, Bilingual>> = {
  inspector: text('检查人员', 'Inspector'),
  target: text('被检查单位', 'Target'),
  witness: text('见证人（被检查单位拒签）', 'Witness (the target refused to sign)'),
};

const KINDS: Readonly<Record<string, Bilingual>> = {
  'image/jpeg': text('照片', 'photo'),
  'image/png': text('图片', 'picture'),
  'image/webp': text('图片', 'picture'),
  'image/heic': text('照片', 'photo'),
  'application/pdf': text('PDF 文件', 'PDF'),
};

type SiteValue = Extract<ValueName, `${'site' | 'signed'}.${string}`>;
type SiteList = Extract<ListName, 'checkIns' | 'answers' | 'files' | 'signatures' | 'changes'>;

export interface SiteFacts {
  readonly values: Record<SiteValue, string>;
  readonly lists: Pick<ListFacts, SiteList>;
  readonly strokes: NonNullable<Facts['strokes']>;
}

export function siteFactsOf(
  site: PaperSite,
  {
    matters,
    team,
  }: { readonly matters: readonly { id: number; name: string }[]; readonly team: readonly SeatedInspector[] },
  language: Language,
): SiteFacts {
  const { record } = site;
  const say = new SiteWords(site, matters, language);
  const { signatures } = record;
  const moments = [...record.answers.map(({ current }) => current.at), ...record.files.map(({ at }) => at)];
  const recorded = [...moments, ...record.checkIns.map(({ at }) => at), ...signatures.map(({ at }) => at)].sort();
  return {
    values: {
      'site.hash': recorded.length === 0 ? '' : record.recordHash,
      'site.shortHash': recorded.length === 0 ? '' : shortCode(record.recordHash),
      'site.from': say.minute(record.checkIns.map(({ at }) => at).sort()[0]),
      'site.until': say.minute(recorded.at(-1)),
      'signed.unsigned': say.list(unsigned(record, team, WORDS.target[language])),
    },
    lists: {
      checkIns: record.checkIns.map((one, at) => ({
        number: String(at + 1),
        name: one.expert ? `${one.name}${say.aside(WORDS.expert[language])}` : one.name,
        at: say.minute(one.at),
        place: say.place(one),
        note: say.list([
          ...(one.farReason === null ? [] : [one.farReason]),
          ...(one.clock === 'wrong' ? [WORDS.wrongClock[language]] : []),
          ...(one.clock === 'unsteady' ? [WORDS.unsteadyClock[language]] : []),
        ]),
      })),
      answers: numbered([
        ...record.answers.map((given) => ({
          matter: say.matter(given.matterId),
          question: say.question(given.matterId, given.current.version, given.question),
          answer: say.answer(given.matterId, given.current.version, given.question, given.current.value),
          note: say.note(given),
          by: say.person(given.current.by),
          at: say.minute(given.current.at),
        })),
        ...record.missing.map(({ matterId, question }) => ({
          matter: say.matter(matterId),
          question: say.question(matterId, 0, question),
          // where nothing was answered on a phone, it is written by hand
          answer: record.answers.length === 0 ? '' : WORDS.unanswered[language],
          note: '',
          by: '',
          at: '',
        })),
      ]),
      files: numbered(
        record.files.map((file) => ({
          name: file.caption ?? say.kind(file.mediaType),
          matter: file.matterId === null ? '' : say.matter(file.matterId),
          size: `${say.kind(file.mediaType)} ${sized(file.bytes)}`,
          shortHash: shortCode(file.sha256),
          hash: file.sha256,
          by: say.person(file.by),
          at: say.minute(file.at),
          removed: file.removed ? (file.removedReason ?? WORDS.removed[language]) : '',
        })),
      ),
      signatures: numbered(
        signatures.map((one) => ({
          role: ROLES[one.signer as Signer][language],
          name: one.name,
          at: say.minute(one.at),
          refusal: one.refusal ?? '',
          shortHash: shortCode(one.recordHash),
          hash: one.recordHash,
          standing: WORDS[one.holds ? 'present' : site.signed.has(one.recordHash) ? 'changed' : 'unknown'][language],
        })),
      ),
      changes: numbered(
        [...new Set(signatures.filter(({ holds }) => !holds).map((one) => one.recordHash))].flatMap((hash) => {
          const signed = site.signed.get(hash);
          return signed === undefined
            ? []
            : differences(signed, site.now).map((one) => ({ shortHash: shortCode(hash), ...say.difference(one) }));
        }),
      ),
    },
    strokes: { signatures: signatures.map(({ strokes }) => strokes) },
  };
}

/** Who has not signed the present version. An expert assists, and does not sign for the agency. */
function unsigned(
  { signatures }: SiteRecordResponse,
  team: readonly SeatedInspector[],
  target: string,
): readonly string[] {
  const holding = signatures.filter(({ holds }) => holds);
  const missing = team
    .filter(({ expert, name }) => !expert && !holding.some((one) => one.signer === 'inspector' && one.name === name))
    .map(({ name }) => name);
  return holding.some(({ signer }) => signer !== 'inspector') ? missing : [...missing, target];
}

const numbered = <T extends object>(items: readonly T[]): (T & { readonly number: string })[] =>
  items.map((item, at) => ({ number: String(at + 1), ...item }));

const sized = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** A place in degrees, from millionths. */
const degrees = (millionths: number): string => {
  const [whole, part] = [Math.trunc(Math.abs(millionths) / 1_000_000), Math.abs(millionths) % 1_000_000];
  return `${millionths < 0 ? '-' : ''}${whole}.${String(part).padStart(6, '0')}`;
};

/** How things on site are said in one language. */
class SiteWords {
  constructor(
    private readonly site: PaperSite,
    private readonly matters: readonly { readonly id: number; readonly name: string }[],
    private readonly language: Language,
  ) {}

  list(words: readonly string[]): string {
    return words.join({ zh: '；', en: '; ' }[this.language]);
  }

  aside(words: string): string {
    return { zh: `（${words}）`, en: ` (${words})` }[this.language];
  }

  minute(iso: string | undefined): string {
    return iso === undefined ? '' : chinaMinute(new Date(iso));
  }

  person(username: string): string {
    return this.site.people.get(username) ?? username;
  }

  matter(id: number): string {
    return this.matters.find((one) => one.id === id)?.name ?? '';
  }

  kind(mediaType: string): string {
    return KINDS[mediaType]?.[this.language] ?? mediaType;
  }

  place({ distance, place }: SiteRecordResponse['checkIns'][number]): string {
    if (place === null) return WORDS.noPlace[this.language];
    const where = `${degrees(place.longitude)}, ${degrees(place.latitude)} ±${place.accuracy} m`;
    if (distance === null) return where;
    return where + this.aside({ zh: `距检查对象 ${distance} 米`, en: `${distance} m from the target` }[this.language]);
  }

  question(matterId: number, version: number, key: string): string {
    return this.asked(matterId, version, key)?.text ?? key;
  }

  answer(matterId: number, version: number, key: string, value: string): string {
    const question = this.asked(matterId, version, key);
    const known = YES_NO.find((each) => each === value);
    switch (question?.kind) {
      case 'yes-no':
        return known === undefined ? value : WORDS[known][this.language];
      case 'choice':
        return question.options.find(({ code }) => code === value)?.text ?? value;
      case 'number':
        return question.unit === null ? value : `${value} ${question.unit}`;
      default:
        return value;
    }
  }

  /** What was noted, and what another of the team has answered where they differ. */
  note({ current, disputed, earlier, matterId, question }: SiteRecordResponse['answers'][number]): string {
    const others = new Map<string, string>();
    for (const { at, by, value, version } of disputed ? earlier : []) {
      if (by === current.by || others.has(by) || value === current.value) continue;
      const said = this.answer(matterId, version, question, value);
      others.set(
        by,
        {
          zh: `${this.person(by)}于 ${this.minute(at)} 的回答不同：${said}`,
          en: `${this.person(by)} answered otherwise at ${this.minute(at)}: ${said}`,
        }[this.language],
      );
    }
    return this.list([...(current.note === null ? [] : [current.note]), ...others.values()]);
  }

  difference(one: Difference): { what: string; before: string; now: string; by: string } {
    const { files, answers } = this.site.record;
    if (one.kind === 'answer') {
      const { before, matterId, now, question } = one;
      const given = answers.find((each) => each.matterId === matterId && each.question === question)?.current;
      return {
        what: this.question(matterId, now.version, question),
        before:
          before === null
            ? WORDS.unanswered[this.language]
            : this.answer(matterId, before.version, question, before.value),
        now: this.answer(matterId, now.version, question, now.value),
        by: given === undefined ? '' : `${this.person(given.by)} ${this.minute(given.at)}`,
      };
    }
    const file = files.find(({ sha256 }) => sha256 === one.sha256);
    const name = file === undefined ? '' : (file.caption ?? this.kind(file.mediaType));
    const gone = file?.removedReason == null ? '' : this.aside(file.removedReason);
    return {
      what: `${name} ${shortCode(one.sha256)}`.trim(),
      before: WORDS[one.now ? 'none' : 'counts'][this.language],
      now: one.now ? WORDS.counts[this.language] : WORDS.removed[this.language] + gone,
      by: one.now && file !== undefined ? `${this.person(file.by)} ${this.minute(file.at)}` : '',
    };
  }

  private asked(matterId: number, version: number, key: string): Question | undefined {
    return this.site.questions.get(keyOf(matterId, version, key));
  }
}
