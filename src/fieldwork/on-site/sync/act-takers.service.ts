import { Injectable } from '@nestjs/common';

import { checkedObject } from '../../../platform/http/validation.js';
import { FindingsRequest } from '../../findings/finding.dto.js';
import { FindingsService } from '../../findings/findings.service.js';
import { InspectionLife } from '../../life/life.service.js';
import { type ActScene } from '../act-scene.js';
import { CheckInContent } from '../check-in/check-in.dto.js';
import { CheckIns } from '../check-in/check-ins.service.js';
import { SiteFileNotes } from '../files/site-file-notes.service.js';
import { FileContent, RemoveFileContent } from '../files/site-file.dto.js';
import { AnswerContent } from '../questions/answer.dto.js';
import { SiteAnswers } from '../questions/answers.service.js';
import { SignatureContent } from '../signatures/signature.dto.js';
import { SiteSignatures } from '../signatures/signatures.service.js';
import { type ActKind } from './act-kinds.js';
import { VisitContent } from './sync.dto.js';

/** Takes an act whose content is read; in its transaction. */
export type TakeAct = (scene: ActScene) => Promise<void>;

/** Who takes which kind of act. */
@Injectable()
export class ActTakers {
  constructor(
    private readonly checkIns: CheckIns,
    private readonly life: InspectionLife,
    private readonly answers: SiteAnswers,
    private readonly fileNotes: SiteFileNotes,
    private readonly signatures: SiteSignatures,
    private readonly findings: FindingsService,
  ) {}

  /** Reads an act's content, and what has to be read before its transaction begins. */
  async read(kind: ActKind, content: unknown): Promise<TakeAct> {
    switch (kind) {
      case 'check-in': {
        const checkIn = await checkedObject(CheckInContent, content);
        const code = await this.checkIns.scanned(checkIn.code);
        return (scene) => this.checkIns.take(scene, checkIn, code);
      }
      case 'visit': {
        const visit = await checkedObject(VisitContent, content);
        return (scene) => this.visit(scene, visit);
      }
      case 'answer': {
        const answer = await checkedObject(AnswerContent, content);
        return (scene) => this.answers.take(scene, answer);
      }
      case 'file': {
        const file = await checkedObject(FileContent, content);
        return (scene) => this.fileNotes.describe(scene, file);
      }
      case 'remove-file': {
        const removal = await checkedObject(RemoveFileContent, content);
        return (scene) => this.fileNotes.remove(scene, removal);
      }
      case 'signature': {
        const signature = await checkedObject(SignatureContent, content);
        return (scene) => this.signatures.take(scene, signature);
      }
      case 'findings': {
        const found = await checkedObject(FindingsRequest, content);
        return async ({ caller, manager, seen }) => void (await this.findings.recordIn(manager, caller, seen, found));
      }
    }
  }

  /** The step of that name. Two of a team say so on two phones: the second says what is known, and is not out of order. */
  private async visit(
    { caller, day, manager, seen }: ActScene,
    { note, on, present, targetState }: VisitContent,
  ): Promise<void> {
    const visitedOn = on ?? day;
    const isKnown = targetState === undefined || targetState === seen.inspection.targetState;
    if (seen.inspection.visitedOn === visitedOn && present == null && isKnown) return;
    await this.life.takeIn(manager, caller, seen, {
      step: 'visit',
      on: visitedOn,
      present: present ?? null,
      ...(targetState === undefined ? {} : { targetState }),
      note: note ?? null,
    });
  }
}
