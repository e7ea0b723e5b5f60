import { In, type EntityManager } from 'typeorm';

import { type Inspection } from '../../inspections/inspection.entity.js';
import { SiteFileNote } from '../files/site-file-note.entity.js';
import { SiteFile } from '../files/site-file.entity.js';
import { standingAnswers, type Standing } from '../questions/question-rules.js';
import { SiteAnswer } from '../questions/site-answer.entity.js';
import { type SignedRecord } from './site-record.js';

/** A file with what was said of it. */
export interface NotedFile {
  readonly file: SiteFile;
  readonly described: SiteFileNote | undefined;
  readonly removed: SiteFileNote | undefined;
}

export async function readFiles(manager: EntityManager, inspectionId: number): Promise<NotedFile[]> {
  const files = await manager.find(SiteFile, { where: { inspectionId }, order: { id: 'ASC' } });
  const fileId = In(files.map(({ id }) => id));
  const notes = await manager.find(SiteFileNote, { where: { fileId }, order: { id: 'ASC' } });
  return files.map((file) => {
    const of = notes.filter((note) => note.fileId === file.id);
    return {
      file,
      described: of.findLast(({ kind }) => kind === 'described'),
      removed: of.find(({ kind }) => kind === 'removed'),
    };
  });
}

export async function readAnswers(manager: EntityManager, inspectionId: number): Promise<Standing<SiteAnswer>[]> {
  return standingAnswers(await manager.find(SiteAnswer, { where: { inspectionId }, order: { id: 'ASC' } }));
}

/** What is signed, as it is now. */
export async function readSignedRecord(
  manager: EntityManager,
  { id, targetCode, targetName }: Pick<Inspection, 'id' | 'targetCode' | 'targetName'>,
): Promise<SignedRecord> {
  return signedRecordOf({ id, targetCode, targetName }, await readAnswers(manager, id), await readFiles(manager, id));
}

export function signedRecordOf(
  { id, targetCode, targetName }: Pick<Inspection, 'id' | 'targetCode' | 'targetName'>,
  answers: readonly Standing<SiteAnswer>[],
  files: readonly NotedFile[],
): SignedRecord {
  return {
    inspectionId: id,
    targetCode,
    targetName,
    answers: answers.map(({ current: { listVersion, matterId, question, value } }) => ({
      matterId,
      question,
      version: listVersion,
      value,
    })),
    files: files.filter(({ removed }) => removed === undefined).map(({ file }) => file.sha256),
  };
}
