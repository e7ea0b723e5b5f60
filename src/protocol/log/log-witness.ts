import { fromHex } from '../bytes.js';
import { ProtocolError, type Words } from '../errors.js';
import { type Json } from '../json/canonical.js';
import { type Check, integer, list, misshapen, text } from '../json/shape.js';
import { verifyConsistency, verifyInclusion } from '../merkle.js';
import { type Checkpoint, readCheckpoint } from './checkpoint.js';
import { entryBytes, readEntry } from './entries.js';
import { readPath } from './log-proof.js';
import { readVerifierKey, signedBy } from './note.js';

/*
 * What a third party concludes who looks at a log from time to time (README, "Log"): does it go on from what was seen before?
 * Pure: whoever looks fetches what is asked for here, and this judges everything that has come, however hostile.
 */

export interface SeenKey {
  /** The entry that announced it. */
  readonly index: number;
  readonly key: string;
}

/** What a witness keeps of a log between two looks. */
export interface WitnessMemory {
  readonly origin: string;
  /** The keys that were trusted one after the other; the last one signs now. */
  readonly keys: readonly SeenKey[];
  /** The newest head that was proven to go on from the one before: a signed note. */
  readonly checkpoint: string;
  /** Heads that the log signed, without a proof so far that they are of the same log. */
  readonly unproven: readonly string[];
}

export type Alarm = 'fork' | 'key' | 'origin' | 'rollback';

export type WitnessVerdict =
  /** The answer of the log at this address is needed (below `/api/v1/log/`). */
  | { readonly verdict: 'ask'; readonly path: string }
  | {
      readonly verdict: 'good';
      readonly memory: WitnessMemory;
      readonly head: Checkpoint;
      /** Entries that were known before; undefined at the first contact. */
      readonly before: number | undefined;
      readonly newKeys: readonly SeenKey[];
    }
  | {
      readonly verdict: 'alarm';
      readonly alarm: Alarm;
      readonly words: Words;
      /** The note that was kept, if any, and the one that contradicts it. */
      readonly kept: string | undefined;
      readonly shown: string;
    }
  /** An answer is not what the address should give: says nothing about the log. */
  | { readonly verdict: 'unusable'; readonly path: string; readonly words: Words };

/** Answers as they came, by address. */
export type LogAnswers = ReadonlyMap<string, string>;

const MOST_KEYS = 10_000;
/** Changes of the key between two looks; more is not a log that is kept with care. */
const MOST_ROTATIONS = 100;
const MOST_UNPROVEN = 20;
const CHECKPOINT = 'checkpoint';
const index = integer(0, Number.MAX_SAFE_INTEGER);

/** Leaves the judgement: with a question, an alarm, or an answer that is none. */
class Verdict extends Error {
  constructor(readonly is: Exclude<WitnessVerdict, { verdict: 'good' }>) {
    super(is.verdict);
  }
}

/**
 * @param memory of the look before, or undefined at the first contact
 * @param trusted verifier keys of which one has to sign, or has to have handed over to the one that signs; none at the first
 *   contact: the key that signs then is trusted from then on
 */
export function judgeLog(
  memory: WitnessMemory | undefined,
  trusted: readonly string[],
  answers: LogAnswers,
): WitnessVerdict {
  try {
    return new Judgement(memory, trusted, answers).run();
  } catch (error) {
    if (error instanceof Verdict) return error.is;
    throw error;
  }
}

/** Keeps a head for which no proof could be had, if the log has signed it: what is shown next has to go on from it as well. */
export function withUnproven(memory: WitnessMemory, note: string): WitnessMemory {
  const key = readVerifierKey(memory.keys.at(-1)!.key);
  let head: Checkpoint;
  try {
    head = readCheckpoint(note);
  } catch (error) {
    if (error instanceof ProtocolError) return memory;
    throw error;
  }
  const known = [memory.checkpoint, ...memory.unproven].some((each) => sameHead(readCheckpoint(each), head));
  const signed = head.origin === memory.origin && signedBy(head.note, key);
  if (known || !signed || memory.unproven.length >= MOST_UNPROVEN) return memory;
  return { ...memory, unproven: [...memory.unproven, note] };
}

const sameHead = (one: Checkpoint, other: Checkpoint): boolean => one.size === other.size && one.root === other.root;

class Judgement {
  private readonly shown: string;
  private readonly head: Checkpoint;

  constructor(
    private readonly memory: WitnessMemory | undefined,
    private readonly trusted: readonly string[],
    private readonly answers: LogAnswers,
  ) {
    this.shown = this.answer(CHECKPOINT);
    this.head = this.read(CHECKPOINT, () => readCheckpoint(this.shown));
  }

  run(): WitnessVerdict {
    const { head, memory } = this;
    const seen = [memory?.checkpoint, ...(memory?.unproven ?? [])].filter((note) => note !== undefined);
    if (memory !== undefined) {
      if (head.origin !== memory.origin) throw this.otherOrigin(memory.origin);
      for (const note of seen) this.notBack(note, memory.keys);
    }
    const keys = this.listedKeys();
    const start = memory?.keys ?? [this.firstKey(keys)];
    let signer = start.at(-1)!;
    let last = memory?.checkpoint;
    const newKeys = keys.filter((each) => each.index > signer.index);
    if (newKeys.length > MOST_ROTATIONS)
      throw unusable('keys', `公钥更换了 ${newKeys.length} 次`, `the key was changed ${newKeys.length} times`);
    for (const next of newKeys) {
      last = this.handedOver(signer, next, last);
      signer = next;
    }
    if (!signedBy(head.note, readVerifierKey(signer.key))) throw this.otherKey(signer);
    if (last !== undefined) this.goesOn(last, this.shown);
    for (const note of memory?.unproven ?? []) this.goesOn(note, this.shown);
    // of a log that is met for the first time: the key stands in it, where the list says
    if (memory === undefined) this.announced(start[0]!, head);
    return {
      verdict: 'good',
      memory: {
        origin: head.origin,
        keys: [...start, ...newKeys],
        checkpoint: this.shown,
        unproven: [],
      },
      head,
      before: memory === undefined ? undefined : readCheckpoint(memory.checkpoint).size,
      newKeys,
    };
  }

  /** The log shows no less than it has shown before. */
  private notBack(note: string, keys: readonly SeenKey[]): void {
    const { head } = this;
    const kept = readCheckpoint(note);
    if (head.size > kept.size) return;
    // an old head is signed by the key of its time
    const ofItsTime = keys.filter((each) => each.index < head.size).at(-1) ?? keys[0]!;
    const signed = [keys.at(-1)!, ofItsTime].some((each) => signedBy(head.note, readVerifierKey(each.key)));
    if (!signed) throw this.otherKey(ofItsTime, note);
    if (head.size < kept.size)
      throw alarm(
        'rollback',
        {
          zh: `日志倒退：此前见到 ${kept.size} 条，现在只给出 ${head.size} 条。`,
          en: `The log has gone back: ${kept.size} entries were seen, now it shows ${head.size}.`,
        },
        note,
        this.shown,
      );
    if (head.root !== kept.root)
      throw alarm(
        'fork',
        {
          zh: `日志分叉：同为 ${kept.size} 条，此前的根是 ${kept.root}，现在是 ${head.root}。`,
          en: `The log has forked: of the same ${kept.size} entries the root was ${kept.root}, now it is ${head.root}.`,
        },
        note,
        this.shown,
      );
  }

  /** The keys up to the head that is shown, as the log lists them. */
  private listedKeys(): SeenKey[] {
    return this.read('keys', () => {
      const listed = list(readSeenKey, 1, MOST_KEYS)(memberOf(json(this.answer('keys')), 'keys'), '/keys');
      listed.forEach((each, at) => {
        const before = at === 0 ? -1 : listed[at - 1]!.index;
        if (each.index <= before) throw misshapen(`/keys/${at}/index`, `${before + 1} or more`, each.index);
        const { origin } = readVerifierKey(each.key);
        if (origin !== this.head.origin) throw misshapen(`/keys/${at}/key`, this.head.origin, origin);
      });
      const now = listed.filter((each) => each.index < this.head.size);
      if (now.length === 0) throw misshapen('/keys', `a key before entry ${this.head.size}`, listed);
      return now;
    });
  }

  private firstKey(keys: readonly SeenKey[]): SeenKey {
    const { trusted } = this;
    const first = trusted.length === 0 ? keys.at(-1) : keys.filter(({ key }) => trusted.includes(key)).at(-1);
    if (first !== undefined) return first;
    const now = keys.at(-1)!.key;
    throw alarm(
      'key',
      {
        zh: `日志的公钥是 ${now}，不在所信任的公钥之列。`,
        en: `The key of the log is ${now}, none of those that are trusted.`,
      },
      undefined,
      this.shown,
    );
  }

  /**
   * Follows one change of the key (README, "Log"): the checkpoint that has its entry as the last goes on from what was seen, and
   * both keys have signed it.
   */
  private handedOver(old: SeenKey, next: SeenKey, last: string | undefined): string {
    const size = next.index + 1;
    const kept = last === undefined ? undefined : readCheckpoint(last);
    if (kept !== undefined && kept.size > size)
      throw this.notHandedOver(next, old, last, this.shown, {
        zh: '其后的检查点却仍由旧公钥签名',
        en: 'but a checkpoint after it was signed by the old key',
      });
    const path = `checkpoints/${size}`;
    const note = this.answer(path);
    const handover = this.read(path, () => {
      const read = readCheckpoint(note);
      if (read.size !== size) throw misshapen('', `size ${size}`, read.size);
      return read;
    });
    for (const each of [old, next])
      if (handover.origin !== this.head.origin || !signedBy(handover.note, readVerifierKey(each.key)))
        throw this.notHandedOver(next, old, last, note, {
          zh: `该条的检查点没有 ${each.key} 的签名`,
          en: `but the checkpoint of that entry is not signed by ${each.key}`,
        });
    if (last !== undefined) this.goesOn(last, note);
    this.announced(next, handover, last, note);
    return note;
  }

  /** The entry that announces a key stands in the log. */
  private announced(key: SeenKey, head: Checkpoint, kept?: string, shown = this.shown): void {
    const at = `entries/${key.index}`;
    const leaf = this.read(at, () => {
      const entry = readEntry(memberOf(json(this.answer(at)), 'entry'), '/entry');
      return entry.kind === 'key' && entry.key === key.key ? entryBytes(entry) : undefined;
    });
    const proof = `proofs/inclusion?index=${key.index}&size=${head.size}`;
    const path = this.path(proof);
    const root = fromHex(head.root);
    if (leaf === undefined || !verifyInclusion({ leaf, index: key.index, count: head.size, path, root }))
      throw alarm(
        'key',
        {
          zh: `日志第 ${key.index} 条不是公钥 ${key.key}。`,
          en: `Entry ${key.index} of the log is not the key ${key.key}.`,
        },
        kept,
        shown,
      );
  }

  /** The later head goes on from the earlier one. Both are signed by the log. */
  private goesOn(earlier: string, later: string): void {
    const [from, to] = [readCheckpoint(earlier), readCheckpoint(later)];
    if (sameHead(from, to)) return;
    const path = from.size < to.size ? this.path(`proofs/consistency?from=${from.size}&to=${to.size}`) : [];
    const ends = [from, to].map(({ root, size }) => ({ size, root: fromHex(root) }));
    if (verifyConsistency(ends[0]!, ends[1]!, path)) return;
    throw alarm(
      'fork',
      {
        zh: `日志分叉：${to.size} 条的检查点不是从此前见到的 ${from.size} 条延续下来的。`,
        en: `The log has forked: the checkpoint of ${to.size} entries does not go on from the ${from.size} that were seen.`,
      },
      earlier,
      later,
    );
  }

  private otherOrigin(origin: string): Verdict {
    return alarm(
      'origin',
      {
        zh: `这里的日志是“${this.head.origin}”，此前见到的是“${origin}”。`,
        en: `The log here is "${this.head.origin}"; the one seen before is "${origin}".`,
      },
      this.memory?.checkpoint,
      this.shown,
    );
  }

  private otherKey({ key }: SeenKey, kept = this.memory?.checkpoint): Verdict {
    return alarm(
      'key',
      {
        zh: `检查点没有受信任的公钥 ${key} 的签名。`,
        en: `The checkpoint is not signed by the trusted key ${key}.`,
      },
      kept,
      this.shown,
    );
  }

  private notHandedOver(next: SeenKey, old: SeenKey, kept: string | undefined, shown: string, why: Words): Verdict {
    return alarm(
      'key',
      {
        zh: `日志称从第 ${next.index} 条起公钥由 ${old.key} 换成 ${next.key}，${why.zh}。`,
        en: `The log says that from entry ${next.index} on the key is ${next.key} instead of ${old.key}, ${why.en}.`,
      },
      kept,
      shown,
    );
  }

  private answer(path: string): string {
    const answer = this.answers.get(path);
    if (answer === undefined) throw new Verdict({ verdict: 'ask', path });
    return answer;
  }

  private path(address: string): Uint8Array[] {
    const hashes = this.read(address, () => readPath(memberOf(json(this.answer(address)), 'path'), '/path'));
    return hashes.map(fromHex);
  }

  private read<T>(path: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const found = error.found === undefined ? '' : ` (${error.found.slice(0, 120)})`;
      throw unusable(path, `${error.words.zh}${found}`, `${error.words.en}${found}`);
    }
  }
}

const readSeenKey: Check<SeenKey> = (value, path) => {
  const key = text(400)(memberOf(value, 'key', path), `${path}/key`);
  readVerifierKey(key, `${path}/key`);
  return { index: index(memberOf(value, 'index', path), `${path}/index`), key };
};

/** One member of an answer; what else it holds does not matter. */
function memberOf(value: Json | undefined, name: string, path = ''): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw misshapen(path, 'an object', value);
  return (value as Readonly<Record<string, Json | undefined>>)[name];
}

/** An answer as any server may write it: order of members and white space do not matter, for what is hashed is made anew. */
function json(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    throw misshapen('', 'JSON', body);
  }
}

const alarm = (kind: Alarm, words: Words, kept: string | undefined, shown: string): Verdict =>
  new Verdict({ verdict: 'alarm', alarm: kind, words, kept, shown });

const unusable = (path: string, zh: string, en: string): Verdict =>
  new Verdict({ verdict: 'unusable', path, words: { zh, en } });

/** Reads what a witness wrote down. Throws on anything that a witness would not have written: it is not to be trusted then. */
export const readWitnessMemory: Check<WitnessMemory> = (value, path) => {
  const note: Check<string> = (held, at) => {
    if (typeof held !== 'string') throw misshapen(at, 'a checkpoint', held);
    readCheckpoint(held, at);
    return held;
  };
  const memory = {
    origin: text(200)(memberOf(value, 'origin', path), `${path}/origin`),
    keys: list(readSeenKey, 1, MOST_KEYS)(memberOf(value, 'keys', path), `${path}/keys`),
    checkpoint: note(memberOf(value, 'checkpoint', path), `${path}/checkpoint`),
    unproven: list(note, 0, MOST_UNPROVEN)(memberOf(value, 'unproven', path), `${path}/unproven`),
  };
  const key = readVerifierKey(memory.keys.at(-1)!.key);
  for (const each of [memory.checkpoint, ...memory.unproven]) {
    const head = readCheckpoint(each);
    if (head.origin !== memory.origin || key.origin !== memory.origin || !signedBy(head.note, key))
      throw misshapen(`${path}/checkpoint`, `a checkpoint signed by ${memory.keys.at(-1)!.key}`, each);
  }
  return memory;
};
