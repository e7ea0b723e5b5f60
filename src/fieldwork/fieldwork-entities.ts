import { InspectionCode } from './codes/inspection-code.entity.js';
import { DocumentIssue, DocumentPiece } from './documents/document-issue.entity.js';
import { DrawDocumentIssue, DrawDocumentPiece } from './documents/draw-issue.entity.js';
import { DocumentTemplate } from './documents/document-template.entity.js';
import { Finding } from './findings/finding.entity.js';
import { DrawKindMatter } from './inspections/draw-kind-matter.entity.js';
import { InspectionSeat } from './inspections/inspection-seat.entity.js';
import { SeatDeparture } from './inspections/seat-departure.entity.js';
import { Inspection } from './inspections/inspection.entity.js';
import { InspectionRecusal } from './recusals/inspection-recusal.entity.js';
import { InspectionReminder } from './deadlines/inspection-reminder.entity.js';
import { InspectionStep } from './life/inspection-step.entity.js';
import { Retraction } from './retractions/retraction.entity.js';
import { RectificationReminder } from './rectifications/rectification-reminder.entity.js';
import { RectificationStep } from './rectifications/rectification-step.entity.js';
import { Rectification } from './rectifications/rectification.entity.js';
import { JointVisit } from './joint-visits/joint-visit.entity.js';
import { CheckIn } from './on-site/check-in/check-in.entity.js';
import { SiteFileNote } from './on-site/files/site-file-note.entity.js';
import { SiteFilePiece } from './on-site/files/site-file-piece.entity.js';
import { SiteFile } from './on-site/files/site-file.entity.js';
import { QuestionList } from './on-site/questions/question-list.entity.js';
import { SiteAnswer } from './on-site/questions/site-answer.entity.js';
import { SiteSignature } from './on-site/signatures/site-signature.entity.js';
import { FieldAct } from './on-site/sync/field-act.entity.js';
import { FieldDevice } from './on-site/sync/field-device.entity.js';

/** Every entity of fieldwork, for `src/entities.ts`. */
export const FIELDWORK_ENTITIES = [
  Inspection,
  InspectionStep,
  InspectionReminder,
  InspectionRecusal,
  Retraction,
  DrawKindMatter,
  InspectionSeat,
  SeatDeparture,
  Finding,
  JointVisit,
  InspectionCode,
  DocumentTemplate,
  DocumentIssue,
  DocumentPiece,
  DrawDocumentIssue,
  DrawDocumentPiece,
  Rectification,
  RectificationStep,
  RectificationReminder,
  QuestionList,
  FieldDevice,
  FieldAct,
  CheckIn,
  SiteAnswer,
  SiteSignature,
  SiteFile,
  SiteFilePiece,
  SiteFileNote,
] as const;
