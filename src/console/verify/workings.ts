import { fromHex, shortCode, toHex } from '../../protocol/bytes.js';
import { Generator } from '../../protocol/chance/generator.js';
import { PAIRING_LABEL, selectionLabel } from '../../protocol/chance/seeds.js';
import { QUICKNET, timeOfRound } from '../../protocol/entropy/beacon.js';
import { figuresKey } from '../../protocol/entropy/figures.js';
import { sealHash } from '../../protocol/entropy/sealed.js';
import { type EntropyEvent, type EntropyReveal, randomnessOf } from '../../protocol/entropy/source.js';
import { ProtocolError } from '../../protocol/errors.js';
import { type Chunks, EXTRACT_FORMAT } from '../../protocol/evidence/evidence.js';
import { type EvidenceHead, EvidenceReader, Unusable } from '../../protocol/evidence/evidence-reader.js';
import { type StepCode } from '../../protocol/evidence/verify.js';
import { canonicalBytes, type Json } from '../../protocol/json/canonical.js';
import { readCheckpoint } from '../../protocol/log/checkpoint.js';
import { entryBytes } from '../../protocol/log/entries.js';
import { leafHash } from '../../protocol/merkle.js';
import { type Manifest } from '../../protocol/pool/manifest.js';
import { type Stratum, sizeByRate } from '../../protocol/pool/sizes.js';
import { DEFAULT_SUITE, suiteOf } from '../../protocol/suite.js';
import { type Words } from './words.js';

/* What a step computes, with the numbers of this very file, for whoever asks how the page knows. */

/** One line of a computation: what it is, and the value as it was computed here. */
export interface Working {
  readonly label: Words;
  /** Words where the languages differ. */
  readonly value: string | Words;
}

export type Workings = Readonly<Partial<Record<StepCode, readonly Working[]>>>;

/** The bytes that the hashes of a file are taken of, as text: what is signed and committed to. */
export interface RawParts {
  /** Canonical form: its hash is the commitment. */
  readonly manifest: string;
  /** Canonical forms of the draw's entries in the log. */
  readonly entries: readonly string[];
  readonly checkpoint: string;
}

export interface Shown {
  readonly workings: Workings;
  readonly raw: RawParts | null;
}

/** Strata, places and loads that are shown of many. */
const MOST = 12;
const PLACES = 3;

interface Passing {
  readonly drawn: string[][];
  readonly loads: Map<number, number>;
  teams: number;
  seats: number;
  firstTarget: Uint8Array | undefined;
}

/**
 * Reads the file a second time, beside the verifier, and remembers what its steps work with. Whether it is right, only the
 * verifier says; of a file that cannot be read so far there is nothing to show.
 */
export async function workingsOf(chunks: Chunks): Promise<Shown> {
  const passing: Passing = { drawn: [], loads: new Map(), teams: 0, seats: 0, firstTarget: undefined };
  let head: EvidenceHead | undefined;
  const reader = new EvidenceReader(
    (read) => {
      head = read;
      return {
        load: ({ load }) => void passing.loads.set(load, (passing.loads.get(load) ?? 0) + 1),
        drawn: (stratum, list, id, place) => {
          if (list === 'targets' && place < PLACES) (passing.drawn[stratum] ??= []).push(id);
        },
        stratum: () => undefined,
        team: ({ seats }) => {
          passing.teams++;
          passing.seats += seats.reduce((sum, seat) => sum + seat.length, 0);
        },
        target: (_leaf, bytes) => (passing.firstTarget ??= bytes.slice()),
        shown: () => undefined,
      };
    },
    () => undefined,
  );
  try {
    await reader.read(chunks);
  } catch (error) {
    if (!(error instanceof ProtocolError) && !(error instanceof Unusable)) throw error;
    // what was read of it may be incomplete: then nothing is shown of it
    return { workings: {}, raw: null };
  }
  if (head === undefined) return { workings: {}, raw: null };
  return { workings: told(head, passing), raw: rawOf(head) };
}

const row = (zh: string, en: string, value: string | Words): Working => ({ label: { zh, en }, value });

const textOf = (value: unknown): string => new TextDecoder().decode(canonicalBytes(value as Json));

function rawOf({ log, manifest }: EvidenceHead): RawParts {
  return {
    manifest: textOf(manifest),
    entries: log.entries.map(({ entry }) => new TextDecoder().decode(entryBytes(entry))),
    checkpoint: log.checkpoint,
  };
}

function told(head: EvidenceHead, passing: Passing): Workings {
  const { log, manifest, record } = head;
  return {
    canonical: [row('格式', 'format', head.format)],
    roots: rootRows(head, passing),
    commitment: [
      row(
        '公告的规范字节数',
        'canonical bytes of the announcement',
        String(canonicalBytes(manifest as unknown as Json).length),
      ),
      row('SHA-256（在此重算）', 'SHA-256, computed here', head.computedCommitment),
      row('文件所载的承诺码', 'commitment in the file', head.commitment),
      row('记录所指的承诺码', 'commitment in the record', record.commitment),
    ],
    'log-inclusion': logRows(head),
    'checkpoint-signature': [
      row('公钥', 'key', log.key),
      row('被签名的内容', 'what is signed', readCheckpoint(log.checkpoint).note.text.trimEnd()),
    ],
    'time-order': timeRows(head),
    entropy: entropyRows(manifest, record.entropy),
    seeds: [
      ...randomness(manifest, record.entropy),
      row('承诺码（盐）', 'commitment, as the salt', head.commitment),
      ...record.seeds.selection
        .slice(0, MOST)
        .map(({ seed, stratum }) => row(`HKDF ${selectionLabel(stratum)}`, `HKDF ${selectionLabel(stratum)}`, seed)),
      row(`HKDF ${PAIRING_LABEL}`, `HKDF ${PAIRING_LABEL}`, record.seeds.pairing),
    ],
    sizes: manifest.strata
      .slice(0, MOST)
      .map((stratum) => row(`分层 ${stratum.id}`, `stratum ${stratum.id}`, sizeWords(stratum))),
    selection: selectionRows(manifest, head, passing),
    pairing: [
      row('配对种子', 'seed of the pairing', record.seeds.pairing),
      row('检查组 / 席位', 'teams / places', `${passing.teams} / ${passing.seats}`),
      row('人员', 'inspectors', String(manifest.inspectors.count)),
      row(
        '交换次数（3 × 席位 + 1000）',
        'trades (3 × places + 1000)',
        String(passing.seats > 0 ? 3 * passing.seats + 1000 : 0),
      ),
      ...loadRows(passing),
    ],
    constraints: [
      row('检查时段', 'visit window', `${manifest.visit.from} – ${manifest.visit.until}`),
      row(
        '每人最多',
        'most for one person',
        manifest.pairing.maxLoad === null ? { zh: '不限', en: 'no limit' } : String(manifest.pairing.maxLoad),
      ),
      row(
        '回避（人员与对象）',
        'recusals (inspector and target)',
        String(head.inspectors.reduce((sum, { recusals }) => sum + recusals.length, 0)),
      ),
      ...loadRows(passing),
    ],
    result: [
      row('记录码（在此重算）', 'hash of the record, computed here', record.hash),
      row('文件所载的记录码', 'hash in the file', head.recordHash),
    ],
    ...(manifest.relation === null
      ? {}
      : {
          relation: [
            row('前次抽取', 'earlier draw', manifest.relation.draw),
            row('前次承诺码', 'its commitment', manifest.relation.commitment),
            row('前次记录码', 'its record', manifest.relation.record ?? { zh: '尚无', en: 'none' }),
            row('理由', 'reason', manifest.relation.reason),
          ],
        }),
  };
}

function rootRows(head: EvidenceHead, { firstTarget }: Passing): Working[] {
  const { exclusions, inspectors, strata, targets } = head.manifest;
  const counted = ({ count, root }: { readonly count: number; readonly root: string }): string => `${count} · ${root}`;
  const whole = head.format !== EXTRACT_FORMAT;
  return [
    ...(firstTarget === undefined
      ? []
      : [
          row('第一个对象的一行', 'the line of the first target', new TextDecoder().decode(firstTarget)),
          row('它的哈希 SHA-256(00 ‖ 行)', 'its hash SHA-256(00 ‖ line)', toHex(leafHash(firstTarget))),
        ]),
    ...strata
      .slice(0, MOST)
      .map(({ id, population, root }) =>
        row(`公告：分层 ${id}`, `announced: stratum ${id}`, counted({ count: population, root })),
      ),
    row('公告：全部对象', 'announced: all targets', counted(targets)),
    row('公告：人员', 'announced: inspectors', counted(inspectors)),
    ...(whole ? [row('重算：人员', 'computed: inspectors', counted(head.inspectorHead))] : []),
    row('公告：排除', 'announced: exclusions', counted(exclusions)),
    ...(whole ? [row('重算：排除', 'computed: exclusions', counted(head.exclusions))] : []),
  ];
}

function logRows({ log, manifest }: EvidenceHead): Working[] {
  const { root, size } = readCheckpoint(log.checkpoint);
  return [
    ...log.entries.flatMap(({ entry, index, path }) => [
      row(
        `第 ${index} 条（${entry.kind}）的哈希`,
        `hash of entry ${index} (${entry.kind})`,
        toHex(leafHash(entryBytes(entry))),
      ),
      row('与它一起算到根的哈希', 'hashed with it up to the root', path.map(shortCode).join('  ')),
    ]),
    row('检查点', 'checkpoint', `${size} · ${root}`),
    row('公告时的日志', 'the log at the announcement', `${manifest.previous.size} · ${manifest.previous.root}`),
  ];
}

function timeRows({ log, manifest, record }: EvidenceHead): Working[] {
  const moments: (readonly [string, Working])[] = [
    [manifest.cutoff, row('名单截止', 'lists closed', manifest.cutoff)],
    ...log.entries.map(({ entry }): readonly [string, Working] => [
      entry.at,
      row(`日志：${entry.kind}`, `log: ${entry.kind}`, entry.at),
    ]),
    [manifest.entropy.notBefore, row('随机数不早于', 'randomness not before', manifest.entropy.notBefore)],
    [record.entropy.revealedAt, row('随机数揭示', 'randomness revealed', record.entropy.revealedAt)],
    [manifest.publication.notBefore, row('公布不早于', 'published not before', manifest.publication.notBefore)],
  ];
  // moments are written so that their texts sort as they do
  return moments.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)).map(([, line]) => line);
}

function randomness(manifest: Manifest, reveal: EntropyReveal): Working[] {
  try {
    const bytes = randomnessOf(suiteOf(manifest.suite), manifest.entropy, reveal, manifest.drawId, { bls: false });
    return [row('随机数 R', 'randomness R', toHex(bytes))];
  } catch (error) {
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}

function entropyRows(manifest: Manifest, reveal: EntropyReveal): Working[] {
  return [...sourceRows(manifest.entropy, reveal), ...randomness(manifest, reveal)];
}

function sourceRows(event: EntropyEvent, reveal: EntropyReveal): Working[] {
  if (event.source === 'sealed' && reveal.source === 'sealed')
    return [
      row('公告时封存的哈希', 'hash sealed at the announcement', event.hash),
      row('揭示的随机数', 'what was revealed', reveal.secret),
      row(
        'SHA-256("sortis/1/sealed" ‖ 00 ‖ 揭示的随机数)',
        'SHA-256("sortis/1/sealed" ‖ 00 ‖ what was revealed)',
        sealHash(DEFAULT_SUITE, fromHex(reveal.secret)),
      ),
    ];
  if (event.source === 'beacon' && reveal.source === 'beacon')
    return [
      row('信标', 'beacon', event.chain),
      row('轮次', 'round', String(event.round)),
      row('该轮的时间', 'moment of the round', new Date(timeOfRound(event.round)).toISOString()),
      row('BLS 签名', 'BLS signature', reveal.signature),
      row('信标公钥', 'key of the beacon', QUICKNET.publicKey),
    ];
  if (event.source === 'figures' && reveal.source === 'figures')
    return [
      ...event.events.map(({ at, name, number }, e) =>
        row(
          `${name} · ${number}`,
          `${name} · ${number}`,
          `${at} · ${(reveal.figures[e] ?? []).map((group) => group.join(' ')).join(' | ')}`,
        ),
      ),
      row('连写', 'written together', figuresKey(reveal.figures)),
    ];
  if (event.source === 'ceremony' && reveal.source === 'ceremony')
    return event.witnesses.flatMap(({ hash, name }, w) => [
      row(`${name}：事先交来的哈希`, `${name}: hash handed in before`, hash),
      row(`${name}：揭示的随机数`, `${name}: what was revealed`, reveal.secrets[w] ?? '—'),
    ]);
  return [];
}

/** 22 × 300000 ÷ 1000000 = 6.6 → 7 */
function sizeWords({ censusBelow, minimum, population, rate, size }: Stratum): Words {
  if (censusBelow !== null && population < censusBelow)
    return {
      zh: `${population} < ${censusBelow}，全部抽取：${size}`,
      en: `${population} < ${censusBelow}, all of them: ${size}`,
    };
  const asked =
    rate.direction === 'number'
      ? String(rate.number)
      : `${population} × ${rate.millionths} ÷ 1000000 = ${(population * rate.millionths) / 1_000_000}`;
  const rounded =
    rate.direction === 'number' || rate.direction === 'exactly' ? '' : ` → ${sizeByRate(rate, population)}`;
  const least = minimum === null ? { zh: '', en: '' } : { zh: `，至少 ${minimum}`, en: `, at least ${minimum}` };
  return { zh: `${asked}${rounded}${least.zh}：抽 ${size}`, en: `${asked}${rounded}${least.en}: draws ${size}` };
}

/** The first places of each stratum: which number the seed gives, and who stands there. */
function selectionRows({ strata }: Manifest, { record }: EvidenceHead, { drawn }: Passing): Working[] {
  return strata.slice(0, MOST).flatMap(({ id, population, size }, at) => {
    const seed = record.seeds.selection[at]?.seed;
    if (seed === undefined) return [];
    const generator = new Generator(seed);
    return Array.from({ length: Math.min(PLACES, size, population) }, (_, i) => {
      const j = i + generator.below(population - i);
      return row(
        `分层 ${id} 第 ${i + 1} 位`,
        `stratum ${id}, place ${i + 1}`,
        `${i} + below(${population - i}) = ${j} → ${drawn[at]?.[i] ?? '—'}`,
      );
    });
  });
}

function loadRows({ loads }: Passing): Working[] {
  const sorted = [...loads].sort(([one], [other]) => one - other);
  if (sorted.length === 0) return [];
  return [
    row('工作量', 'loads', {
      zh: sorted.map(([load, people]) => `${people} 人各 ${load} 次`).join('，'),
      en: sorted.map(([load, people]) => `${people} with ${load}`).join(', '),
    }),
  ];
}
