import { type Words } from '../errors.js';
import { instantNumber } from '../ids.js';
import { type Json } from '../json/canonical.js';
import {
  type Check,
  hex64,
  id,
  instant,
  integer,
  list,
  literal,
  members,
  misshapen,
  orNull,
  text,
} from '../json/shape.js';
import { type LogEntry } from './entries.js';
import { readVerifierKey } from './note.js';

/* What whoever reads every entry of a log sees, and no file shows (README §16). Pure: the entries come one after the other. */

/** What the log has said of a draw so far. */
export interface WatchedDraw {
  /** Moment of the commitment. */
  readonly at: string;
  readonly batch: string;
  readonly commitment: string;
  readonly occurrence: number;
  readonly revealed: boolean;
  /** Hash of the record, once there is one. */
  readonly record: string | null;
  readonly state: 'open' | 'recorded' | 'ended' | 'voided';
}

/** What is remembered of a log from one entry to the next. Grows with the draws, not with the entries. */
export interface LogWatch {
  /** Entries read. */
  readonly size: number;
  readonly at: string;
  readonly origin: string;
  readonly draws: ReadonlyMap<string, WatchedDraw>;
  /** Ids that were named as an amendment, with the draw that they amend. */
  readonly amendments: ReadonlyMap<string, string>;
  /** By batch and occurrence, the draw that was committed last otherwise than as an amendment. */
  readonly occasions: ReadonlyMap<string, string>;
}

export interface LogOffence extends Words {
  /** Of the entry. */
  readonly index: number;
}

export const UNWATCHED: LogWatch = {
  size: 0,
  at: '',
  origin: '',
  draws: new Map(),
  amendments: new Map(),
  occasions: new Map(),
};

/** Two clocks may be so far apart. */
const LATITUDE = 60_000;

/**
 * Reads on. An entry that offends is told and then remembered as it is, so that what follows is judged by what the log says.
 * @param entries those after `watch.size`, as `readEntry` takes them
 * @param now the reader's own moment, Unix milliseconds
 */
export function watchLog(
  watch: LogWatch,
  entries: Iterable<LogEntry>,
  now: number,
): { readonly watch: LogWatch; readonly offences: readonly LogOffence[] } {
  const watcher = new Watcher(watch, now);
  for (const entry of entries) watcher.see(entry);
  return { watch: watcher.told(), offences: watcher.offences };
}

/** Commitments that no record, end or void has answered, in order of their moments. */
export function openCommitments({ draws }: LogWatch): readonly { readonly draw: string; readonly since: string }[] {
  const open = [...draws].filter(([, { state }]) => state === 'open');
  return open
    .map(([draw, { at }]) => ({ draw, since: at }))
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
}

/** As JSON, for whoever keeps it between two looks. */
export function writtenWatch({ amendments, at, draws, occasions, origin, size }: LogWatch): Json {
  const pairs = { amendments: [...amendments], draws: [...draws], occasions: [...occasions] };
  return { at, origin, size, ...pairs } as unknown as Json;
}

const count = integer(0, Number.MAX_SAFE_INTEGER);
const STATES = ['open', 'recorded', 'ended', 'voided'] as const;

const readDraw: Check<WatchedDraw> = (value, path) => {
  const held = members(value, path, ['at', 'batch', 'commitment', 'occurrence', 'record', 'revealed', 'state']);
  if (typeof held.revealed !== 'boolean') throw misshapen(`${path}/revealed`, 'true or false', held.revealed);
  return {
    at: instant(held.at, `${path}/at`),
    batch: id(held.batch, `${path}/batch`),
    commitment: hex64(held.commitment, `${path}/commitment`),
    occurrence: integer(1, 1_000_000)(held.occurrence, `${path}/occurrence`),
    revealed: held.revealed,
    record: orNull(hex64)(held.record, `${path}/record`),
    state: literal(...STATES)(held.state, `${path}/state`),
  };
};

function pairsOf<V>(name: Check<string>, check: Check<V>): Check<ReadonlyMap<string, V>> {
  const pair: Check<[string, V]> = (value, path) => {
    if (!Array.isArray(value) || value.length !== 2) throw misshapen(path, 'a pair', value);
    return [name(value[0] as Json, `${path}/0`), check(value[1] as Json, `${path}/1`)];
  };
  return (value, path) => {
    const pairs = list(pair, 0, Number.MAX_SAFE_INTEGER)(value, path);
    const map = new Map(pairs);
    if (map.size !== pairs.length) throw misshapen(path, 'each once', value);
    return map;
  };
}

/** Reads what `writtenWatch` wrote. Throws on anything else: it is not to be trusted then. */
export const readWatch: Check<LogWatch> = (value, path) => {
  const held = members(value, path, ['amendments', 'at', 'draws', 'occasions', 'origin', 'size']);
  const size = count(held.size, `${path}/size`);
  // before the first entry there is no moment, and before the first key no name
  const none = (known: Json | undefined, read: Check<string>, name: string): string =>
    known === '' ? '' : read(known, `${path}/${name}`);
  return {
    size,
    at: none(held.at, instant, 'at'),
    origin: none(held.origin, text(200), 'origin'),
    draws: pairsOf(id, readDraw)(held.draws, `${path}/draws`),
    amendments: pairsOf(id, id)(held.amendments, `${path}/amendments`),
    occasions: pairsOf(text(80), id)(held.occasions, `${path}/occasions`),
  };
};

type OfDraw = Exclude<LogEntry, { kind: 'key' | 'commit' }>;
type Amending = Extract<LogEntry, { kind: 'supplement' | 'replace' }>;

const occasionOf = ({ batch, occurrence }: Pick<WatchedDraw, 'batch' | 'occurrence'>): string =>
  `${batch} ${occurrence}`;

class Watcher {
  readonly offences: LogOffence[] = [];
  private readonly draws: Map<string, WatchedDraw>;
  private readonly amendments: Map<string, string>;
  private readonly occasions: Map<string, string>;
  private size: number;
  private at: string;
  private origin: string;

  constructor(
    watch: LogWatch,
    private readonly now: number,
  ) {
    this.draws = new Map(watch.draws);
    this.amendments = new Map(watch.amendments);
    this.occasions = new Map(watch.occasions);
    ({ size: this.size, at: this.at, origin: this.origin } = watch);
  }

  told(): LogWatch {
    const { amendments, at, draws, occasions, origin, size } = this;
    return { size, at, origin, draws, amendments, occasions };
  }

  see(entry: LogEntry): void {
    this.moment(entry.at);
    if (this.size === 0 && entry.kind !== 'key') this.offend('日志的第 0 条不是公钥', 'entry 0 of the log is no key');
    if (entry.kind === 'key') this.key(entry.key);
    else if (entry.kind === 'commit') this.commit(entry);
    else this.goOn(entry);
    this.at = entry.at > this.at ? entry.at : this.at;
    this.size++;
  }

  private offend(zh: string, en: string): void {
    const index = this.size;
    this.offences.push({ index, zh: `第 ${index} 条：${zh}。`, en: `Entry ${index}: ${en}.` });
  }

  private moment(at: string): void {
    if (at < this.at)
      this.offend(`时间 ${at} 早于前面的 ${this.at}`, `its moment ${at} is before ${this.at}, which stands before it`);
    if ((instantNumber(at) ?? 0) > this.now + LATITUDE)
      this.offend(`时间 ${at} 还没有到`, `its moment ${at} has not come yet`);
  }

  private key(key: string): void {
    const { origin } = readVerifierKey(key);
    if (this.origin !== '' && origin !== this.origin)
      this.offend(`公钥属于另一份日志 ${origin}`, `the key is of another log, ${origin}`);
    this.origin = this.origin === '' ? origin : this.origin;
  }

  private commit({ at, batch, commitment, draw, occurrence }: Extract<LogEntry, { kind: 'commit' }>): void {
    const occasion = occasionOf({ batch, occurrence });
    const amended = this.amends(draw, occasion);
    if (this.draws.has(draw)) this.offend(`抽取 ${draw} 此前已有承诺`, `draw ${draw} was committed to before`);
    else if (!amended && this.amendments.has(draw))
      this.offend(
        `抽取 ${draw} 是为 ${this.amendments.get(draw)} 而定的，而那次抽取已作废，或者不属于批次 ${batch} 第 ${occurrence} 次`,
        `draw ${draw} was decided on for ${this.amendments.get(draw)}, which is voided, or not of batch ${batch}, occurrence ${occurrence}`,
      );
    else if (!amended) {
      const last = this.occasions.get(occasion);
      if (last !== undefined && this.draws.get(last)?.state !== 'voided')
        this.offend(
          `批次 ${batch} 第 ${occurrence} 次已由抽取 ${last} 承诺，且未作废`,
          `batch ${batch}, occurrence ${occurrence} was committed to by draw ${last}, which is not voided`,
        );
    }
    this.draws.set(draw, { at, batch, commitment, occurrence, revealed: false, record: null, state: 'open' });
    if (!amended) this.occasions.set(occasion, draw);
  }

  /** Two people decided on this draw beside one of the same occasion that still stands. */
  private amends(draw: string, occasion: string): boolean {
    const earlier = this.draws.get(this.amendments.get(draw) ?? '');
    return earlier !== undefined && earlier.state !== 'voided' && occasionOf(earlier) === occasion;
  }

  private goOn(entry: OfDraw): void {
    const { draw, kind } = entry;
    const known = this.draws.get(draw);
    if (known === undefined) {
      this.offend(`${kind} 之前没有抽取 ${draw} 的承诺`, `${kind} of draw ${draw}, which was not committed to before`);
      return;
    }
    if (kind !== 'publish' && entry.commitment !== known.commitment)
      this.offend(
        `抽取 ${draw} 的 ${kind} 指向另一份承诺`,
        `${kind} of draw ${draw} names another commitment than it was committed to with`,
      );
    if (known.state === 'voided')
      this.offend(`抽取 ${draw} 作废之后又有 ${kind}`, `${kind} of draw ${draw} after it was voided`);
    else if (known.state === 'ended' && kind !== 'void')
      this.offend(`抽取 ${draw} 终止之后又有 ${kind}`, `${kind} of draw ${draw} after its end`);
    else this.inOrder(known, entry);
    if (kind === 'supplement' || kind === 'replace') this.amend(entry);
    this.draws.set(draw, after(known, entry));
  }

  private inOrder({ record, revealed }: WatchedDraw, entry: OfDraw): void {
    const { draw, kind } = entry;
    switch (kind) {
      case 'reveal':
        if (revealed) this.offend(`抽取 ${draw} 揭示了两次`, `draw ${draw} is revealed twice`);
        return;
      case 'record':
        if (!revealed) this.offend(`抽取 ${draw} 未揭示即有记录`, `draw ${draw} has its record before its reveal`);
        if (record !== null) this.offend(`抽取 ${draw} 有两份记录`, `draw ${draw} has a second record`);
        return;
      case 'end':
        if (record !== null) this.offend(`抽取 ${draw} 有记录之后终止`, `draw ${draw} ends after its record`);
        return;
      default:
        if (entry.record !== record)
          this.offend(
            `${kind} 所指的不是抽取 ${draw} 的记录`,
            `${kind} names another record than draw ${draw} has: ${record ?? 'none'}`,
          );
    }
  }

  private amend({ amendment, draw, kind }: Amending): void {
    if (this.draws.has(amendment) || this.amendments.has(amendment))
      this.offend(
        `${kind} 所指的抽取 ${amendment} 此前已有承诺或已被指定`,
        `${kind} names draw ${amendment}, which was committed to or named before`,
      );
    else this.amendments.set(amendment, draw);
  }
}

function after(known: WatchedDraw, entry: OfDraw): WatchedDraw {
  switch (entry.kind) {
    case 'reveal':
      return { ...known, revealed: true };
    case 'record':
      return known.state === 'open' ? { ...known, record: entry.record, state: 'recorded' } : known;
    case 'end':
      return known.state === 'open' ? { ...known, state: 'ended' } : known;
    case 'void':
      return { ...known, state: 'voided' };
    default:
      return known;
  }
}
