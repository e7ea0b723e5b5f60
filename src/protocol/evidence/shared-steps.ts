import { equalBytes } from '../bytes.js';
import { checkMoments } from '../draw/draw.js';
import { assuranceOf, checkRevealMoment, type EntropyReveal } from '../entropy/source.js';
import { broken, TEN_MINUTES } from '../entropy/moments.js';
import { type Words } from '../errors.js';
import { instantNumber } from '../ids.js';
import { canonicalBytes, type Json } from '../json/canonical.js';
import { readCheckpoint } from '../log/checkpoint.js';
import { checkLogInclusion, checkLogSignature, entryOf, groundOf, type LogProof } from '../log/log-proof.js';
import { type LogReading } from '../log/log-reading.js';
import { readVerifierKey } from '../log/note.js';
import { type Manifest } from '../pool/manifest.js';
import { type Relation } from '../pool/relation.js';
import { type Problem } from './replay.js';
import { caught, duration, type StepCheck } from './steps.js';

export interface VerifyOptions {
  /** Verifier keys that the reader trusts; none: that of the file is taken. */
  readonly trusted?: readonly string[];
  /** false: the beacon's signature is not checked, and `entropy` says so. */
  readonly bls?: boolean;
  /** The reader's own notes of the log: then the step `witness` is checked. */
  readonly witness?: LogReading | undefined;
}

/** What all three formats have. `record`: the hash that the entry must name; null where any will do. */
export interface Logged {
  readonly commitment: string;
  readonly entropy: EntropyReveal | null;
  readonly log: LogProof;
  readonly manifest: Manifest;
  readonly record: string | null;
}

export function logSteps(file: Logged, options: VerifyOptions): StepCheck[] {
  const { log, manifest } = file;
  const { size } = readCheckpoint(log.checkpoint);
  const { origin } = readVerifierKey(log.key);
  const trusted = (options.trusted ?? []).length > 0;
  return [
    {
      step: 'log-inclusion',
      words: {
        zh: `这次抽取的每一步都已记入公开日志 ${origin}（共 ${size} 条），日志只增不改。`,
        en: `Every step of this draw stands in the public log ${origin} (${size} entries), which was only added to.`,
      },
      check: () =>
        entriesProblem(file) ??
        caught(() => {
          checkLogInclusion(log, manifest.previous);
        }),
    },
    {
      step: 'checkpoint-signature',
      words: trusted
        ? { zh: '日志检查点由你信任的密钥签名。', en: 'The checkpoint of the log is signed by a key that you trust.' }
        : {
            zh: '日志检查点的签名有效；请把文件中的密钥与公布的密钥对照。',
            en: 'The signature of the checkpoint is right; compare the key in the file with the published one.',
          },
      check: () =>
        caught(() => {
          checkLogSignature(log, manifest.previous, options.trusted);
        }),
    },
    timeStep(file),
  ];
}

/** The entry that lets a draw stand in for another. */
const GROUNDS = { again: 'void', supplement: 'supplement', replacement: 'replace' } as const;

/** There is no such entry without a relation, and with one it says the same. */
function groundProblem(log: LogProof, { drawId, relation }: Manifest): Problem | undefined {
  const entry = groundOf(log)?.entry;
  const told = entry && {
    ...('amendment' in entry ? { amendment: entry.amendment } : {}),
    ...statedOf(entry),
    kind: entry.kind,
  };
  const wanted = relation && {
    ...(relation.kind === 'again' ? {} : { amendment: drawId }),
    ...statedOf(relation),
    kind: GROUNDS[relation.kind],
  };
  if (equalBytes(bytesOf(told), bytesOf(wanted))) return undefined;
  return {
    zh: '日志中没有准许这次抽取代替另一次的相应条目，或者条目与公告所说的不同。',
    en: 'What the log says about the draw that this one stands in for is not what the announcement says.',
    expected: JSON.stringify(wanted),
    found: told === undefined ? 'none' : JSON.stringify(told),
  };
}

/** What the announcement and the log both say of the earlier draw. */
function statedOf(said: Pick<Relation, 'commitment' | 'draw' | 'reason' | 'record'>): object {
  const { commitment, draw, reason, record } = said;
  return { commitment, draw, reason, record };
}

function entriesProblem({ commitment, log, manifest, record }: Logged): Problem | undefined {
  const ground = groundOf(log)?.entry;
  for (const { entry } of log.entries) {
    if (entry === ground) continue;
    const of = entry as { readonly commitment?: string; readonly draw?: string };
    if (of.draw !== manifest.drawId || of.commitment !== commitment)
      return {
        zh: '日志条目属于另一次抽取。',
        en: 'The log entry is of another draw.',
        expected: `${manifest.drawId} ${commitment}`,
        found: `${String(of.draw)} ${String(of.commitment)}`,
      };
  }
  const { batch: announced } = manifest;
  const { batch, occurrence } = entryOf(log, 'commit')!;
  if (batch !== announced.id || occurrence !== announced.occurrence)
    return {
      zh: '日志里的批次或次数是另一个。',
      en: 'The log names another batch or occurrence.',
      expected: `${announced.id} ${announced.occurrence}`,
      found: `${batch} ${occurrence}`,
    };
  const told = entryOf(log, 'record')?.record;
  if (record !== null && told !== record)
    return {
      zh: '日志里的记录摘要是另一个。',
      en: 'The log names another record.',
      expected: record,
      found: told ?? 'none',
    };
  return groundProblem(log, manifest);
}

function timeStep(file: Logged): StepCheck {
  const { entropy, manifest } = file;
  const waited = duration(manifest.cutoff, entropy?.revealedAt ?? manifest.entropy.notBefore);
  return {
    step: 'time-order',
    words:
      entropy === null
        ? {
            zh: `按日志自己的记载：名单截止后 ${waited.zh}，随机数才可揭示；尚未揭示。`,
            en: `By the log's own account: the randomness may be revealed ${waited.en} after the lists were closed; it has not been yet.`,
          }
        : {
            zh: `按日志自己的记载：名单截止早于随机数揭示 ${waited.zh}，公告在两者之间；时间是否属实，只有当时由他人保存的检查点能证明。`,
            en: `By the log's own account: the lists were closed ${waited.en} before the randomness was revealed, and announced in between; only a checkpoint that somebody else held then shows that it is true.`,
          },
    check: () =>
      caught(() => {
        checkMoments(manifest);
        if (entropy !== null) checkRevealMoment(manifest.entropy, entropy);
        checkLogMoments(file);
      }),
  };
}

/** The announcement stood in the log before anyone could know the randomness, as the log has it. Throws `rule`. */
function checkLogMoments({ entropy, log, manifest }: Logged): void {
  const ground = groundOf(log)?.entry;
  const commit = entryOf(log, 'commit')!.at;
  const at = `/log/entries/${ground === undefined ? 0 : 1}/entry/at`;
  if (ground !== undefined && commit < ground.at)
    throw broken(
      at,
      '公告早于准许它的日志条目',
      'announced before the log entry that lets it stand in for another',
      `not before ${ground.at}`,
      commit,
    );
  const { cutoff, entropy: event } = manifest;
  if (commit < cutoff)
    throw broken(at, '公告早于名单截止', 'announced before the cut-off', `not before ${cutoff}`, commit);
  const known = event.source === 'figures' ? event.events.map(({ at }) => at).sort()[0]! : event.notBefore;
  const ahead = event.source === 'sealed' ? 0 : TEN_MINUTES;
  if ((instantNumber(commit) ?? 0) + ahead > (instantNumber(known) ?? 0))
    throw broken(
      at,
      '公告距随机数产生太近',
      'announced too late before the randomness',
      `${ahead / 60_000} min before ${known}`,
      commit,
    );
  if (entropy === null) return;
  let last = entropy.revealedAt;
  for (const [at, { entry }] of log.entries.entries()) {
    if (entry === ground || entry.kind === 'commit') continue;
    if (entry.at < last)
      throw broken(
        `/log/entries/${at}/entry/at`,
        '日志条目的时间倒退',
        'a log entry comes before what it tells of',
        `not before ${last}`,
        entry.at,
      );
    last = entry.at;
  }
}

/** What people can hold against what they know themselves. */
function particulars({ entropy, manifest: { entropy: event } }: Logged): Words {
  if (event.source === 'figures' && entropy?.source === 'figures') {
    const told = event.events.map(({ at, name, number }, e) => {
      const numbers = (entropy.figures[e] ?? []).map((group) => group.join(' ')).join(' | ');
      return {
        zh: `${name} 第 ${number} 期（${at}）：${numbers}`,
        en: `${name}, number ${number} (${at}): ${numbers}`,
      };
    });
    const entered = entropy.entered;
    return {
      zh: `${told.map(({ zh }) => zh).join('；')}。录入人：${entered.join('、')}。`,
      en: ` ${told.map(({ en }) => en).join('; ')}. Entered by ${entered.join(' and ')}.`,
    };
  }
  if (event.source !== 'ceremony') return { zh: '', en: '' };
  const names = event.witnesses.map(({ name }) => name);
  return { zh: `见证人：${names.join('、')}。`, en: ` The witnesses: ${names.join(', ')}.` };
}

/** With the assurance that the source gives. `problem`: that the reveal does not fit. */
export function entropyStep(file: Logged, options: VerifyOptions, problem: () => Problem | undefined): StepCheck {
  const { label, ...told } = assuranceOf(file.manifest.entropy.source);
  const more = particulars(file);
  const unseen = file.manifest.entropy.source === 'beacon' && options.bls === false;
  const words: Words = {
    zh: `${{ public: '公共', witnessed: '有见证', 'self-declared': '自述' }[label]}：${told.zh}${more.zh}${unseen ? '（未核对信标签名）' : ''}`,
    en: `${label}: ${told.en}${more.en}${unseen ? ' (the signature of the beacon was not checked)' : ''}`,
  };
  return {
    step: 'entropy',
    words,
    ...(unseen ? ({ checked: false } as const) : {}),
    check: () => {
      const logged = entryOf(file.log, 'reveal')?.entropy;
      const found = problem();
      if (found !== undefined) return found;
      if (equalBytes(bytesOf(logged), bytesOf(file.entropy))) return undefined;
      return {
        zh: '日志里揭示的随机数是另一个。',
        en: 'The log has another reveal.',
        expected: JSON.stringify(file.entropy),
        found: JSON.stringify(logged),
      };
    },
  };
}

function bytesOf(value: unknown): Uint8Array {
  return canonicalBytes((value ?? null) as Json);
}
