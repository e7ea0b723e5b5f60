import { createReadStream } from 'node:fs';

import { verifyEvidence, type Verification, type VerifiedStep } from '../protocol/index.js';

const EXIT: Readonly<Record<Verification['verdict'], number>> = { holds: 0, fails: 1, unusable: 2 };

/**
 * Replays a draw from its evidence file alone, without a network or a database.
 * @returns 0 it holds, 1 it does not (the step is named, with what was expected and found), 2 not a usable file
 */
export async function verify(file: string, json: boolean): Promise<number> {
  let result: Verification;
  try {
    const chunks: AsyncIterable<Uint8Array> =
      file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 });
    result = await verifyEvidence(chunks, (step) => {
      if (!json) process.stdout.write(lineOf(step));
    });
  } catch (error) {
    // the protocol never throws at what a file says, so this is the file system speaking
    const why = error instanceof Error ? error.message : String(error);
    result = {
      verdict: 'unusable',
      steps: [],
      reason: { zh: `无法读取文件：${why}`, en: `the file cannot be read: ${why}` },
    };
  }
  process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : closing(result));
  return EXIT[result.verdict];
}

function lineOf(step: VerifiedStep): string {
  const lines = [`${step.ok ? '✓' : '✗'} ${step.step.padEnd(12)} ${step.zh} / ${step.en}`];
  if (step.expected !== undefined) lines.push(`    应为 / expected: ${step.expected}`);
  if (step.found !== undefined) lines.push(`    实为 / found:    ${step.found}`);
  return `${lines.join('\n')}\n`;
}

function closing(result: Verification): string {
  switch (result.verdict) {
    case 'holds':
      return '\n成立：这次抽取可由任何人复核，结果与证据一致。/ It holds: the result is what the evidence leads to.\n';
    case 'fails': {
      const step = result.steps.at(-1)?.step ?? '';
      return `\n不成立：在“${step}”这一步不符。/ It does not hold: it fails at "${step}".\n`;
    }
    case 'unusable':
      return `不是可用的证据文件：${result.reason?.zh ?? ''} / Not a usable evidence file: ${result.reason?.en ?? ''}\n`;
  }
}
