import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';

import {
  HELD,
  type Json,
  ProtocolError,
  readReading,
  readVerifierKey,
  readWitnessMemory,
  subjectRows,
  verifyEvidence,
  type Verification,
  type VerifiedStep,
  type VerifyOptions,
} from '../protocol/index.js';
import { printable } from './printable.js';

const EXIT: Readonly<Record<Verification['verdict'], number>> = { holds: 0, fails: 1, unusable: 2 };

export interface VerifyArguments {
  readonly json: boolean;
  /** Verifier keys; none: the key in the file is taken. */
  readonly trusted: readonly string[];
  /** The file of the draw that this one stands in for. */
  readonly earlier: string | undefined;
  /** State file of a witness (`sortis witness`). */
  readonly witness?: string | undefined;
}

/**
 * Checks evidence, an extract or a target proof from the file alone, without a network or a database.
 * @returns 0 it holds, 1 it does not (the step is named, with what was expected and found), 2 not a usable file or key
 */
export async function verify(file: string, { earlier, json, trusted, witness }: VerifyArguments): Promise<number> {
  let result: Verification;
  try {
    for (const key of trusted) readVerifierKey(key, '--key');
    const options = {
      trusted,
      ...(earlier === undefined ? {} : { earlier: chunksOf(earlier) }),
      ...(witness === undefined ? {} : await notesOf(witness)),
    };
    result = await verifyEvidence(chunksOf(file), undefined, options);
  } catch (error) {
    result = { verdict: 'unusable', steps: [], reason: reasonOf(error) };
  }
  process.stdout.write(json ? `${JSON.stringify({ file, ...result }, null, 2)}\n` : textOf(result));
  return EXIT[result.verdict];
}

function chunksOf(file: string): AsyncIterable<Uint8Array> {
  return file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 });
}

/** What a witness has noted of the log, and the keys that he saw it handed on to. */
async function notesOf(file: string): Promise<Required<Pick<VerifyOptions, 'trusted' | 'witness'>>> {
  const held = JSON.parse(await readFile(file, 'utf8')) as { reading?: Json } & Json;
  return {
    trusted: readWitnessMemory(held, '').keys.map(({ key }) => key),
    witness: readReading(held.reading, '/reading'),
  };
}

/** The protocol never throws at what a file says, so this is a key that is none, or the file system speaking. */
function reasonOf(error: unknown): NonNullable<Verification['reason']> {
  if (error instanceof ProtocolError)
    return {
      zh: `${error.path} 不是日志的公钥：${error.found ?? ''}`,
      en: `${error.path} is no key of a log: ${error.found ?? ''}`,
    };
  const why = error instanceof Error ? error.message : String(error);
  return { zh: `无法读取文件：${why}`, en: `the file cannot be read: ${why}` };
}

/** Nothing is told before all is known: whether the head may be believed, the steps decide. */
function textOf(result: Verification): string {
  return headOf(result) + result.steps.map(lineOf).join('') + closing(result);
}

function headOf({ subject, verdict }: Verification): string {
  if (subject === undefined) return '';
  const title =
    verdict === 'holds'
      ? '所核验的抽取 / The draw that was checked'
      : '文件对自己的说法，未获证实 / What the file says of itself; nothing bears it out';
  const rows = subjectRows(subject).map(({ label, value }) => {
    const told = typeof value === 'string' ? value : `${value.zh} / ${value.en}`;
    return `  ${label.zh} / ${label.en}: ${told}`;
  });
  return `${[title, ...rows].map(printable).join('\n')}\n\n`;
}

function scoped({ en, scope, zh }: VerifiedStep): string {
  return scope === undefined ? `${zh} / ${en}` : `${zh}（仅限所示内容）/ ${en} (only what is shown)`;
}

function lineOf(step: VerifiedStep): string {
  const mark = !step.ok ? '✗' : step.checked === false ? '–' : '✓';
  const lines = [`${mark} ${step.step.padEnd(20)} ${scoped(step)}`];
  if (step.expected !== undefined) lines.push(`    应为 / expected: ${step.expected}`);
  if (step.found !== undefined) lines.push(`    实为 / found:    ${step.found}`);
  return `${lines.map(printable).join('\n')}\n`;
}

function closing(result: Verification): string {
  switch (result.verdict) {
    case 'holds':
      return `\n${heldLine(result)}\n`;
    case 'fails': {
      const step = result.steps.at(-1)?.step ?? '';
      return `\n不成立：在“${step}”这一步不符。/ It does not hold: it fails at "${step}".\n`;
    }
    case 'unusable':
      return `${printable(`不是可用的文件：${result.reason?.zh ?? ''} / Not a usable file: ${result.reason?.en ?? ''}`)}\n`;
  }
}

function heldLine({ kind, unchecked }: Verification): string {
  const { en, zh } = HELD[kind ?? 'evidence'];
  return unchecked === undefined ? `${zh}/ ${en}` : `${zh}${unchecked.zh}/ ${en} ${unchecked.en}`;
}
