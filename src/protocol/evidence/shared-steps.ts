import { equalBytes } from '../bytes.js';
import { checkMoments } from '../draw/draw.js';
import { assuranceOf, checkRevealMoment, type EntropyReveal } from '../entropy/source.js';
import { broken, TEN_MINUTES } from '../entropy/moments.js';
import { type Words } from '../errors.js';
import { instantNumber } from '../ids.js';
import { canonicalBytes, type Json } from '../json/canonical.js';
import { readCheckpoint } from '../log/checkpoint.js';
import { checkLogInclusion, checkLogSignature, entryOf, type LogProof } from '../log/log-proof.js';
import { readVerifierKey } from '../log/note.js';
import { type Manifest } from '../pool/manifest.js';
import { type Problem } from './replay.js';
import { caught, duration, type StepCheck } from './steps.js';

export interface VerifyOptions {
  /** Verifier keys that the reader trusts; none: that of the file is taken. */
  readonly trusted?: readonly string[];
  /** false: the beacon's signature is not checked, and `entropy` says so. */
  readonly bls?: boolean;
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

function entriesProblem({ commitment, log, manifest, record }: Logged): Problem | undefined {
  for (const { entry } of log.entries) {
    const of = entry as { readonly commitment?: string; readonly draw?: string };
    if (of.draw !== manifest.drawId || of.commitment !== commitment)
      return {
        zh: '日志条目属于另一次抽取。',
        en: 'The log entry is of another draw.',
        expected: `${manifest.drawId} ${commitment}`,
        found: `${String(of.draw)} ${String(of.commitment)}`,
      };
  }
  const told = entryOf(log, 'record')?.record;
  if (record === null || told === record) return undefined;
  return {
    zh: '日志里的记录摘要是另一个。',
    en: 'The log names another record.',
    expected: record,
    found: told ?? 'none',
  };
}

function timeStep(file: Logged): StepCheck {
  const { entropy, manifest } = file;
  const waited = duration(manifest.cutoff, entropy?.revealedAt ?? manifest.entropy.notBefore);
  return {
    step: 'time-order',
    words:
      entropy === null
        ? {
            zh: `名单截止后 ${waited.zh}，随机数才可揭示；尚未揭示。`,
            en: `The randomness may be revealed ${waited.en} after the lists were closed; it has not been yet.`,
          }
        : {
            zh: `名单截止早于随机数揭示 ${waited.zh}。`,
            en: `The lists were closed ${waited.en} before the randomness was revealed.`,
          },
    check: () =>
      caught(() => {
        checkMoments(manifest);
        if (entropy !== null) checkRevealMoment(manifest.entropy, entropy);
        checkLogMoments(file);
      }),
  };
}

/** The announcement stood in the log before anyone could know the randomness. Throws `rule`. */
function checkLogMoments({ entropy, log, manifest }: Logged): void {
  const commit = entryOf(log, 'commit')!.at;
  const { cutoff, entropy: event } = manifest;
  if (commit < cutoff)
    throw broken(
      '/log/entries/0/entry/at',
      '公告早于名单截止',
      'announced before the cut-off',
      `not before ${cutoff}`,
      commit,
    );
  const known = event.source === 'figures' ? event.events.map(({ at }) => at).sort()[0]! : event.notBefore;
  const ahead = event.source === 'figures' || event.source === 'beacon' ? TEN_MINUTES : 0;
  if ((instantNumber(commit) ?? 0) + ahead > (instantNumber(known) ?? 0))
    throw broken(
      '/log/entries/0/entry/at',
      '公告距随机数产生太近',
      'announced too late before the randomness',
      `${ahead / 60_000} min before ${known}`,
      commit,
    );
  if (entropy === null) return;
  let last = entropy.revealedAt;
  for (const [at, { entry }] of log.entries.entries()) {
    if (entry.kind === 'commit') continue;
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

/** With the assurance that the source gives. `problem`: that the reveal does not fit. */
export function entropyStep(file: Logged, options: VerifyOptions, problem: () => Problem | undefined): StepCheck {
  const { label, ...told } = assuranceOf(file.manifest.entropy.source);
  const unseen = file.manifest.entropy.source === 'beacon' && options.bls === false;
  const words: Words = {
    zh: `${{ public: '公共', witnessed: '有见证', 'self-declared': '自述' }[label]}：${told.zh}${unseen ? '（未核对信标签名）' : ''}`,
    en: `${label}: ${told.en}${unseen ? ' (the signature of the beacon was not checked)' : ''}`,
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
