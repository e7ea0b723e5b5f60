import { setTimeout as sleep } from 'node:timers/promises';

import { SystemClock } from '../platform/clock/clock.js';
import { askBounded } from '../platform/http/bounded-answer.js';
import { text, type Bilingual } from '../platform/text.js';
import {
  isReadingOf,
  judgeLog,
  type LogOffence,
  type LogReading,
  openCommitments,
  ProtocolError,
  readCheckpoint,
  readPage,
  readVerifierKey,
  signedBy,
  UNREAD,
  type WitnessMemory,
  type WitnessVerdict,
  withUnproven,
} from '../protocol/index.js';
import { printable } from './printable.js';
import { alarmsBeside, keepProof, keepState, readState, StateUnusable, type WitnessState } from './witness-state.js';

/** A list of ten thousand keys; everything else is far smaller. */
const MOST_BYTES = 4 * 1024 * 1024;
const PATIENCE_MILLISECONDS = 10_000;
/** One look, whatever is asked for. */
const LOOK_MILLISECONDS = 120_000;
/** Entries of one question. */
const PAGE = 100;

export interface WitnessArguments {
  readonly url: string;
  readonly state: string | undefined;
  /** Verifier keys; none: the first that is shown is trusted. */
  readonly trusted: readonly string[];
  /** Seconds between two looks; undefined: one look. */
  readonly every: number | undefined;
  readonly json: boolean;
}

interface Look {
  /** 0 the log goes on, 1 alarm, 2 nothing can be said. */
  readonly status: 0 | 1 | 2;
  readonly lines: readonly Bilingual[];
  readonly told: Readonly<Record<string, unknown>>;
}

/**
 * Keeps watch over a log from outside: sees that it goes on from what was seen before, and keeps the proof if it does not. Needs
 * the server's public addresses and a file of its own, nothing else.
 * @returns 0 it goes on, 1 alarm, 2 nothing can be said (no answer, no usable answer, no usable state)
 */
export async function witness({ every, json, trusted, url, state }: WitnessArguments): Promise<number> {
  const unfit = faultOf(url, trusted);
  if (unfit !== undefined) {
    process.stderr.write(`${unfit.zh} / ${unfit.en}\n`);
    return 2;
  }
  const log = new WatchedLog(url.replace(/\/+$/, ''), state ?? defaultState(url), trusted);
  const stopping = new AbortController();
  if (every !== undefined) for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopping.abort());
  for (;;) {
    const { lines, status, told } = await log.look(stopping.signal);
    if (stopping.signal.aborted) return 0;
    if (json) process.stdout.write(`${JSON.stringify({ ...told, ...joined(lines) })}\n`);
    else process.stdout.write(lines.map(({ en, zh }) => `${printable(`${SIGN[status]} ${zh} / ${en}`)}\n`).join(''));
    // an alarm is for people; a server that does not answer may answer the next time
    if (every === undefined || status === 1) return status;
    await sleep(every * 1000, undefined, { signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted) return 0;
  }
}

const SIGN = ['✓', '✗', '?'] as const;
const joined = (lines: readonly Bilingual[]): Bilingual =>
  text(lines.map(({ zh }) => zh).join(''), lines.map(({ en }) => en).join(' '));

function faultOf(url: string, trusted: readonly string[]): Bilingual | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol))
    return text(`“${url}”不是 http(s):// 地址。`, `"${url}" is no address with http(s)://.`);
  if (parsed.username + parsed.password + parsed.search + parsed.hash !== '')
    return text('地址只含主机和路径。', 'The address has a host and a path only.');
  for (const key of trusted) {
    try {
      readVerifierKey(key);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return text(`--key 不是日志的公钥：${key.slice(0, 400)}`, `--key is no key of a log: ${key.slice(0, 400)}`);
    }
  }
  return undefined;
}

/** A file of its own for each server, in the working directory. */
function defaultState(url: string): string {
  const { host, pathname } = new URL(url);
  return `sortis-witness-${`${host}${pathname}`.replace(/\/+$/, '').replace(/[^A-Za-z0-9.]+/g, '-')}.json`;
}

/** The log at an address, and what is remembered of it in a file. */
export class WatchedLog {
  private readonly clock = new SystemClock();

  constructor(
    private readonly url: string,
    private readonly file: string,
    private readonly trusted: readonly string[],
    private readonly patience = PATIENCE_MILLISECONDS,
  ) {}

  async look(stop?: AbortSignal): Promise<Look> {
    let state: WitnessState | undefined;
    try {
      state = readState(this.file);
    } catch (error) {
      if (!(error instanceof StateUnusable)) throw error;
      return this.unusable(
        text(
          `状态文件 ${error.file} 不可用（${error.why}）。请从备份恢复；若要重新开始信任，请自行移走该文件。`,
          `The state in ${error.file} cannot be used (${error.why}). Restore it from a backup; to begin to trust anew, move it away yourself.`,
        ),
      );
    }
    if (state !== undefined && !this.trusts(state.memory))
      return this.unusable(
        text(
          `状态文件 ${this.file} 信任的公钥是 ${lastKey(state.memory)}，不在 --key 之列。请换用另一个 --state。`,
          `The state in ${this.file} trusts the key ${lastKey(state.memory)}, none of those of --key. Use another --state.`,
        ),
      );
    return this.judge(state, stop);
  }

  private trusts({ keys }: WitnessMemory): boolean {
    return this.trusted.length === 0 || keys.some(({ key }) => this.trusted.includes(key));
  }

  private async judge(state: WitnessState | undefined, stop: AbortSignal | undefined): Promise<Look> {
    const answers = new Map<string, string>();
    const deadline = AbortSignal.timeout(LOOK_MILLISECONDS);
    const signal = stop === undefined ? deadline : AbortSignal.any([deadline, stop]);
    for (;;) {
      const verdict = judgeLog(state?.memory, this.trusted, answers);
      if (verdict.verdict !== 'ask') return this.concluded(verdict, state, answers, signal);
      const answer = await this.ask(verdict.path, signal);
      if ('fault' in answer) return this.unanswered(verdict.path, answer.fault, state, answers.get('checkpoint'));
      answers.set(verdict.path, answer.body);
    }
  }

  private ask(path: string, signal: AbortSignal): ReturnType<typeof askBounded> {
    const accept = path.startsWith('checkpoint') ? 'text/plain' : 'application/json';
    const bounds = { patienceMilliseconds: this.patience, mostBytes: MOST_BYTES, accept, signal };
    return askBounded(`${this.url}/api/v1/log/${path}`, bounds);
  }

  private async concluded(
    verdict: Exclude<WitnessVerdict, { verdict: 'ask' }>,
    state: WitnessState | undefined,
    answers: ReadonlyMap<string, string>,
    signal: AbortSignal,
  ): Promise<Look> {
    if (verdict.verdict === 'unusable')
      return this.unanswered(verdict.path, verdict.words, state, answers.get('checkpoint'));
    if (verdict.verdict === 'good') return this.read(verdict, state, signal);
    const { alarm, kept, shown, words } = verdict;
    const twin = kept === undefined || alarm !== 'fork' ? undefined : await this.twin(kept, state, signal);
    const files = keepProof(this.file, { kept, shown, 'same-size': twin });
    const where =
      files.length === 0
        ? text('已存有过多警报，这次的检查点未再保存。', 'Too many alarms are kept already; these notes were not.')
        : text(`双方的检查点存于 ${files.join('、')}。`, `The notes are kept in ${files.join(', ')}.`);
    return {
      status: 1,
      lines: [text(`警报！${words.zh}`, `ALARM! ${words.en}`), where],
      told: { verdict: 'alarm', alarm, url: this.url, files },
    };
  }

  /** What the server itself shows now for the size that was kept: signed, with another root, it is a proof without any doubt. */
  private async twin(kept: string, state: WitnessState | undefined, signal: AbortSignal): Promise<string | undefined> {
    const { root, size } = readCheckpoint(kept);
    const answer = await this.ask(`checkpoints/${size}`, signal);
    if ('fault' in answer || state === undefined) return undefined;
    try {
      const other = readCheckpoint(answer.body);
      const signed = state.memory.keys.some(({ key }) => signedBy(other.note, readVerifierKey(key)));
      return signed && other.size === size && other.root !== root ? answer.body : undefined;
    } catch (error) {
      if (error instanceof ProtocolError) return undefined;
      throw error;
    }
  }

  /** Every entry up to the checkpoint: that they are what it stands for, and that the log keeps its own rules. */
  private async read(verdict: Good, before: WitnessState | undefined, signal: AbortSignal): Promise<Look> {
    let reading = before?.reading ?? UNREAD;
    const offences: LogOffence[] = [];
    while (reading.watch.size < verdict.head.size) {
      const path = `entries?from=${reading.watch.size}&limit=${PAGE}`;
      const answer = await this.ask(path, signal);
      try {
        if ('fault' in answer) return this.unread(path, answer.fault, verdict, before);
        const page = readPage(reading, answer.body, verdict.head.size, this.clock.now());
        reading = page.reading;
        offences.push(...page.offences);
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        return this.unread(
          path,
          text(`${error.path}：${error.words.zh}`, `${error.path}: ${error.words.en}`),
          verdict,
          before,
        );
      }
    }
    if (!isReadingOf(reading, verdict.head)) {
      const { checkpoint: shown } = verdict.memory;
      const words = text(
        `日志给出的 ${verdict.head.size} 条与其检查点不符。`,
        `The ${verdict.head.size} entries that the log shows are not those of its checkpoint.`,
      );
      const files = keepProof(this.file, { kept: before?.memory.checkpoint, shown });
      const lines = [text(`警报！${words.zh}`, `ALARM! ${words.en}`), text(files.join('、'), files.join(', '))];
      return { status: 1, lines, told: { verdict: 'alarm', alarm: 'entries', url: this.url, files } };
    }
    return this.good(verdict, before, { reading, offences });
  }

  /** The head is as it should be, and is kept; what stands below it could not be read. */
  private unread(path: string, fault: Bilingual, { memory }: Good, before: WitnessState | undefined): Look {
    keepState(this.file, before, memory, this.clock.now().toISOString());
    return this.unusable(
      text(`${this.url}/api/v1/log/${path}：${fault.zh}`, `${this.url}/api/v1/log/${path}: ${fault.en}`),
    );
  }

  private good(
    verdict: Good,
    before: WitnessState | undefined,
    read: { readonly reading: LogReading; readonly offences: readonly LogOffence[] },
  ): Look {
    const { head, memory, newKeys } = verdict;
    const { checkpoint } = before?.memory ?? {};
    const { reading, offences } = read;
    const news = before === undefined || checkpoint !== memory.checkpoint || reading !== before.reading;
    if (news || before.memory.unproven.length > 0)
      keepState(this.file, before, memory, this.clock.now().toISOString(), read);
    const lines: Bilingual[] = [];
    if (verdict.before === undefined) {
      const key = lastKey(memory);
      const by =
        this.trusted.length > 0
          ? text('公钥与 --key 相符', 'its key is the one of --key or follows from it')
          : text('信任首次所见的公钥，请设法从别处核对', 'its key is trusted on first use; compare it by another way');
      lines.push(
        text(
          `首次接触日志 ${head.origin}：${head.size} 条，根 ${head.root}；${by.zh}：${key}。今后从这里比对。`,
          `First contact with the log ${head.origin}: ${head.size} entries, root ${head.root}; ${by.en}: ${key}. It is compared from here on.`,
        ),
      );
    } else if (verdict.before === head.size) {
      lines.push(
        text(
          `日志 ${head.origin} 没有变化：${head.size} 条，根 ${head.root}。`,
          `The log ${head.origin} is as it was: ${head.size} entries, root ${head.root}.`,
        ),
      );
    } else {
      lines.push(
        text(
          `日志 ${head.origin} 从 ${verdict.before} 条延续到 ${head.size} 条，此前的内容未被改动；根 ${head.root}。`,
          `The log ${head.origin} goes on from ${verdict.before} to ${head.size} entries, and nothing before was changed; root ${head.root}.`,
        ),
      );
    }
    for (const { index, key } of newKeys)
      lines.push(
        text(
          `公钥自第 ${index} 条起换为 ${key}，新旧公钥都已签名。`,
          `From entry ${index} on the key is ${key}; the old and the new one have signed that.`,
        ),
      );
    lines.push(...this.offended(before?.offences ?? [], offences), ...unanswered(reading));
    const alarms = alarmsBeside(this.file);
    if (alarms.length > 0)
      lines.push(
        text(
          `以前有过警报，见 ${alarms.join('、')}*。`,
          `There were alarms before, see ${alarms.map((each) => `${each}*`).join(', ')}.`,
        ),
      );
    const { origin, root, size } = head;
    const told = {
      verdict: 'good',
      url: this.url,
      origin,
      before: verdict.before ?? null,
      size,
      root,
      key: lastKey(memory),
    };
    const open = openCommitments(reading.watch).length;
    const more = { newKeys: newKeys.map(({ key }) => key), draws: reading.watch.draws.size, open, offences, alarms };
    return { status: offences.length > 0 ? 1 : 0, lines, told: { ...told, ...more } };
  }

  private offended(before: readonly LogOffence[], now: readonly LogOffence[]): Bilingual[] {
    const lines = now.map(({ en, zh }) => text(`违规！${zh}`, `OFFENCE! ${en}`));
    if (before.length > 0)
      lines.push(
        text(
          `以前见过 ${before.length} 处违规，记在 ${this.file}。`,
          `There were ${before.length} offences before; ${this.file} has them.`,
        ),
      );
    return lines;
  }

  /** Nothing is known then; but a head that the log has signed is kept, and has to be continued too. */
  private unanswered(path: string, fault: Bilingual, state: WitnessState | undefined, note: string | undefined): Look {
    if (state !== undefined && note !== undefined) {
      const memory = withUnproven(state.memory, note);
      if (memory !== state.memory) keepState(this.file, state, memory, this.clock.now().toISOString());
    }
    const url = `${this.url}/api/v1/log/${path}`;
    return this.unusable(text(`${url}：${fault.zh}`, `${url}: ${fault.en}`));
  }

  private unusable(why: Bilingual): Look {
    const line = text(`无法判断：${why.zh}`, `Nothing can be said: ${why.en}`);
    return { status: 2, lines: [line], told: { verdict: 'unusable', url: this.url } };
  }
}

type Good = Extract<WitnessVerdict, { verdict: 'good' }>;

function unanswered({ watch }: LogReading): Bilingual[] {
  const [first, ...more] = openCommitments(watch);
  if (first === undefined) return [];
  const count = more.length + 1;
  return [
    text(
      `${count} 次抽取已有承诺而尚无结果，最早的是 ${first.draw}（${first.since}）。`,
      `${count} draw(s) are committed to without a result so far; the earliest is ${first.draw} (${first.since}).`,
    ),
  ];
}

const lastKey = ({ keys }: WitnessMemory): string => keys.at(-1)?.key ?? '';
