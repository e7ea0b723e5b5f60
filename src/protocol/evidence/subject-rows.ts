import { type Words } from '../errors.js';
import { type Subject } from './subject.js';

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
  const { agency, batch, commitment, cutoff, draw, drawn, log, pools, reasons = [], record, source } = subject;
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
    ...reasons.map(({ code, words }) =>
      row(`机关自述的理由，未经核对（${code}）`, `the agency's own words, not checked (${code})`, words),
    ),
    row('承诺码', 'commitment', commitment),
    row('记录码', 'record', record ?? { zh: '尚无', en: 'none yet' }),
    row('日志', 'log', log.origin),
    row('日志公钥', 'key of the log', log.key),
    row('检查点条数', 'checkpoint size', String(log.size)),
    row('检查点的根', 'checkpoint root', log.root),
  ];
}
