import { expect } from '@jest/globals';

import { verifyEvidence, type Json } from '../../src/protocol/index.js';
import { judgedByPython, said, type Job, type Said } from './python.js';

export const LONG = process.env.SORTIS_LONG === '1';
export const PATIENCE = LONG ? 3_600_000 : 180_000;

export const parse = (file: Uint8Array): Json => JSON.parse(Buffer.from(file).toString('utf8')) as Json;

/** The step at which a file fails; `holds` or `unusable` of the others. */
export const failsAt = ({ verdict, steps }: Said): string =>
  verdict === 'fails' ? steps.at(-1)!.replace(/ fails$/, '') : verdict;

const bytes = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : content;

/** What both say of each file; fails where they differ. */
export async function saidByBoth(files: readonly (Job & { readonly what: string })[]): Promise<Said[]> {
  const python = await judgedByPython(files);
  const differing: unknown[] = [];
  const both: Said[] = [];
  for (const [i, { earlier, evidence, trusted, what }] of files.entries()) {
    const options = {
      ...(earlier === undefined ? {} : { earlier: [bytes(earlier)] }),
      ...(trusted === undefined ? {} : { trusted }),
    };
    const typescript = said(await verifyEvidence([bytes(evidence)], undefined, options));
    both.push(typescript);
    if (JSON.stringify(typescript) !== JSON.stringify(python[i]))
      differing.push({ what, typescript, python: python[i] });
  }
  expect(differing).toEqual([]);
  return both;
}
