import { In, type EntityManager } from 'typeorm';

import { type Inspection } from '../../inspections/inspection.entity.js';
import { SiteFileNote } from '../files/site-file-note.entity.js';
import { SiteFile } from '../files/site-file.entity.js';
import { standingAnswers, type Standing } from '../questions/question-rules.js';
import { SiteAnswer } from '../questions/site-answer.entity.js';
import { FieldAct } from '../sync/field-act.entity.js';
import { type RecordChange } from './signed-versions.js';
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

/** Everything that made the record what it is, in the order in which the server had it. */
export async function readRecordChanges(manager: EntityManager, inspectionId: number): Promise<RecordChange[]> {
  const answers = await manager.find(SiteAnswer, { where: { inspectionId }, order: { actId: 'ASC' } });
  const files = await manager.find(SiteFile, { where: { inspectionId }, order: { id: 'ASC' } });
  const removals = await manager.find(SiteFileNote, {
    where: { fileId: In([0, ...files.map(({ id }) => id)]), kind: 'removed' },
    order: { actId: 'ASC' },
  });
  const hashes = new Map(files.map(({ id, sha256 }) => [id, sha256]));
  const acted: { readonly actId: number; readonly change: RecordChange }[] = [
    ...answers.map((answer) => ({ actId: answer.actId, change: { kind: 'answered' as const, answer } })),
    ...removals.map(({ actId, fileId }) => ({
      actId,
      change: { kind: 'removed' as const, sha256: hashes.get(fileId) ?? '' },
    })),
  ].sort((a, b) => a.actId - b.actId);
  const acts = await manager.find(FieldAct, {
    where: { id: In([0, ...acted.map(({ actId }) => actId)]) },
    select: { id: true, receivedAt: true },
  });
  const received = new Map(acts.map(({ id, receivedAt }) => [id, receivedAt.getTime()]));
  const changes: RecordChange[] = [];
  const waiting = [...files];
  for (const { actId, change } of acted) {
    // the bytes of a file come before the act that was done after it
    while (waiting[0] !== undefined && waiting[0].at.getTime() <= (received.get(actId) ?? 0)) {
      changes.push({ kind: 'brought', sha256: waiting.shift()?.sha256 ?? '' });
    }
    changes.push(change);
  }
  return [...changes, ...waiting.map(({ sha256 }): RecordChange => ({ kind: 'brought', sha256 }))];
}
