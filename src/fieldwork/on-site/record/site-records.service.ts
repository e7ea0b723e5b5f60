import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type Caller } from '../../../accounts/caller.js';
import { readMatters } from '../../inspections/draw-facts.js';
import { type Inspection } from '../../inspections/inspection.entity.js';
import { InspectionsService } from '../../inspections/inspections.service.js';
import { CheckIn } from '../check-in/check-in.entity.js';
import { type CheckInResponse } from '../check-in/check-in.dto.js';
import { type SiteFileResponse } from '../files/site-file.dto.js';
import { type AnswerResponse, type MissingAnswerResponse } from '../questions/answer.dto.js';
import { latestLists } from '../questions/question-lists.service.js';
import { type Standing } from '../questions/question-rules.js';
import { type SiteAnswer } from '../questions/site-answer.entity.js';
import { SiteSignature } from '../signatures/site-signature.entity.js';
import { FieldAct } from '../sync/field-act.entity.js';
import { readAnswers, readFiles, signedRecordOf, type NotedFile } from './read-record.js';
import { recordHash } from './site-record.js';
import { type SiteRecordResponse } from './record.dto.js';

/** Refused acts that are shown, the latest. */
const MOST_REFUSED = 200;

/** What was recorded on site, for whoever looks it over. */
@Injectable()
export class SiteRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inspections: InspectionsService,
  ) {}

  async of(caller: Caller, id: number): Promise<SiteRecordResponse> {
    const { inspection } = await this.inspections.visible(caller, id);
    return this.read(this.dataSource.manager, inspection);
  }

  async read(manager: EntityManager, inspection: Inspection): Promise<SiteRecordResponse> {
    const { id, state } = inspection;
    const answers = await readAnswers(manager, id);
    const files = await readFiles(manager, id);
    const hash = recordHash(signedRecordOf(inspection, answers, files));
    const checkIns = await manager.find(CheckIn, { where: { inspectionId: id }, order: { id: 'ASC' } });
    const signatures = await manager.find(SiteSignature, { where: { inspectionId: id }, order: { id: 'ASC' } });
    const acts = await this.acts(manager, [...checkIns, ...signatures]);
    const refused = await manager.find(FieldAct, {
      where: { inspectionId: id, outcome: 'refused' },
      order: { id: 'DESC' },
      take: MOST_REFUSED,
    });
    return {
      inspectionId: id,
      state,
      recordHash: hash,
      checkIns: await this.checkIns(manager, checkIns, acts),
      answers: answers.map(toAnswers),
      missing: await this.missing(manager, inspection, answers),
      files: files.map((file) => toFileResponse(id, file)),
      signatures: signatures.map((row) => ({
        id: row.id,
        signer: row.signer,
        name: row.name,
        refusal: row.refusal,
        recordHash: row.recordHash,
        version: row.recordHash === hash ? 'present' : row.matched === 1 ? 'earlier' : 'unknown',
        holds: row.recordHash === hash,
        strokes: row.strokes,
        at: row.at.toISOString(),
        by: acts.get(row.actId)?.userName ?? '',
      })),
      refused: refused.map(({ kind, problem, receivedAt, reckonedAt, userName }) => ({
        kind,
        by: userName,
        at: reckonedAt.toISOString(),
        receivedAt: receivedAt.toISOString(),
        problem: problem ?? {},
      })),
    };
  }

  private async acts(
    manager: EntityManager,
    rows: readonly { readonly actId: number }[],
  ): Promise<Map<number, FieldAct>> {
    const acts = await manager.findBy(FieldAct, { id: In(rows.map(({ actId }) => actId)) });
    return new Map(acts.map((act) => [act.id, act]));
  }

  private async checkIns(
    manager: EntityManager,
    rows: readonly CheckIn[],
    acts: ReadonlyMap<number, FieldAct>,
  ): Promise<CheckInResponse[]> {
    const ids = [0, ...new Set(rows.map(({ inspectorId }) => inspectorId))];
    const people = await manager.query<{ id: number; code: string; name: string }[]>(
      `SELECT id AS id, code AS code, name AS name FROM inspectors WHERE id IN (${ids.map(() => '?').join(', ')})`,
      ids,
    );
    return rows.flatMap((row) => {
      const act = acts.get(row.actId);
      const who = people.find(({ id }) => id === row.inspectorId);
      if (act === undefined || who === undefined) return [];
      const { accuracy, latitude, longitude } = row;
      return {
        id: row.id,
        inspectorId: row.inspectorId,
        code: who.code,
        name: who.name,
        expert: row.expert === 1,
        at: row.at.toISOString(),
        saidAt: act.saidAt.toISOString(),
        receivedAt: act.receivedAt.toISOString(),
        clock: act.clock,
        place: longitude === null || latitude === null ? null : { longitude, latitude, accuracy: accuracy ?? 0 },
        distance: row.distance,
        far: row.farReason !== null,
        farReason: row.farReason,
      };
    });
  }

  private async missing(
    manager: EntityManager,
    inspection: Inspection,
    answers: readonly Standing<SiteAnswer>[],
  ): Promise<MissingAnswerResponse[]> {
    const matterIds = (await readMatters(manager, inspection)).map(({ id }) => id);
    const lists = await latestLists(manager, matterIds);
    return matterIds.flatMap((matterId) =>
      (lists.get(matterId)?.questions ?? [])
        .filter(
          ({ key, required }) =>
            required && !answers.some(({ current }) => current.matterId === matterId && current.question === key),
        )
        .map(({ key }) => ({ matterId, question: key })),
    );
  }
}

const toAnswers = ({ current, disputed, earlier }: Standing<SiteAnswer>): SiteRecordResponse['answers'][number] => ({
  matterId: current.matterId,
  question: current.question,
  current: toAnswer(current),
  earlier: earlier.map(toAnswer),
  disputed,
});

const toAnswer = ({ at, id, listVersion, note, userName, value }: SiteAnswer): AnswerResponse => ({
  id,
  version: listVersion,
  value,
  note,
  by: userName,
  at: at.toISOString(),
});

function toFileResponse(inspectionId: number, { described, file, removed }: NotedFile): SiteFileResponse {
  const { at, bytes, mediaType, sha256, userName } = file;
  return {
    sha256,
    bytes,
    mediaType,
    by: userName,
    at: at.toISOString(),
    caption: described?.words ?? null,
    matterId: described?.matterId ?? null,
    question: described?.question ?? null,
    removed: removed !== undefined,
    removedReason: removed?.words ?? null,
    href: `/api/v1/inspections/${inspectionId}/files/${sha256}`,
  };
}
