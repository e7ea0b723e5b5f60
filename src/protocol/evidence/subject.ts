import { type EntropySource } from '../entropy/source.js';
import { type Words } from '../errors.js';
import { readCheckpoint } from '../log/checkpoint.js';
import { entryOf, type LogProof } from '../log/log-proof.js';
import { type Manifest } from '../pool/manifest.js';

/** Which draw a file is about, as the file says itself: only its form has been looked at until all steps hold. */
export interface Subject {
  readonly agency: { readonly code: string; readonly name: string };
  readonly batch: { readonly id: string; readonly name: string; readonly occurrence: number };
  readonly commitment: string;
  readonly cutoff: string;
  readonly draw: string;
  /** How many targets are drawn, in all strata. */
  readonly drawn: number;
  readonly log: { readonly key: string; readonly origin: string; readonly root: string; readonly size: number };
  readonly pools: Manifest['pools'];
  /** Hash of the record; null where the file has none yet. */
  readonly record: string | null;
  readonly source: EntropySource;
}

interface Told {
  readonly commitment: string;
  readonly log: LogProof;
  readonly manifest: Manifest;
  /** Of evidence and extract; a target proof has it in its log. */
  readonly recordHash?: string;
}

export function subjectOf({ commitment, log, manifest, recordHash }: Told): Subject {
  const { agency, batch, cutoff, drawId, entropy, pools, strata } = manifest;
  const { origin, root, size } = readCheckpoint(log.checkpoint);
  return {
    agency: { code: agency.code, name: agency.name },
    batch: { id: batch.id, name: batch.name, occurrence: batch.occurrence },
    commitment,
    cutoff,
    draw: drawId,
    drawn: strata.reduce((sum, stratum) => sum + stratum.size, 0),
    log: { key: log.key, origin, root, size },
    pools,
    record: recordHash ?? entryOf(log, 'record')?.record ?? null,
    source: entropy.source,
  };
}

const POOLS: Readonly<Record<Subject['pools'], Words>> = {
  open: { zh: '公开', en: 'open' },
  closed: { zh: '不公开', en: 'closed' },
};

const SOURCES: Readonly<Record<Subject['source'], Words>> = {
  beacon: { zh: '公共信标', en: 'public beacon' },
  figures: { zh: '公开发布的号码', en: 'published figures' },
  ceremony: { zh: '见证人共同产生', en: 'witnesses together' },
  sealed: { zh: '本机封存', en: 'sealed by the machine' },
};

export interface SubjectRow {
  readonly label: Words;
  /** Words where the languages differ. */
  readonly value: string | Words;
}

/** The subject as people read it, one thing a row. */
export function subjectRows(subject: Subject): SubjectRow[] {
  const { agency, batch, commitment, cutoff, draw, drawn, log, pools, record, source } = subject;
  const row = (zh: string, en: string, value: string | Words): SubjectRow => ({ label: { zh, en }, value });
  return [
    row('抽取', 'draw', draw),
    row('机关', 'agency', `${agency.name} (${agency.code})`),
    row('批次', 'batch', `${batch.name} (${batch.id})`),
    row('第几次', 'occurrence', String(batch.occurrence)),
    row('名单截止', 'lists closed', cutoff),
    row('抽取数量', 'number drawn', String(drawn)),
    row('名单', 'pools', POOLS[pools]),
    row('随机数', 'randomness', SOURCES[source]),
    row('承诺码', 'commitment', commitment),
    row('记录码', 'record', record ?? { zh: '尚无', en: 'none yet' }),
    row('日志', 'log', log.origin),
    row('日志公钥', 'key of the log', log.key),
    row('检查点条数', 'checkpoint size', String(log.size)),
    row('检查点的根', 'checkpoint root', log.root),
  ];
}
