import { BrowserSession } from './accounts/browser/browser-session.entity.js';
import { SignInAttempt } from './accounts/session/sign-in-attempt.entity.js';
import { User } from './accounts/users/user.entity.js';
import { DISCLOSURE_ENTITIES } from './disclosure/disclosure-entities.js';
import { Alert } from './drawing/alerts/alert.entity.js';
import { DrawAmendment } from './drawing/amendments/draw-amendment.entity.js';
import { DrawMatter } from './drawing/draws/draw-matter.entity.js';
import { DrawParticipant } from './drawing/draws/draw-participant.entity.js';
import { DrawPart } from './drawing/draws/draw-part.entity.js';
import { Draw } from './drawing/draws/draw.entity.js';
import { DrawRotation } from './drawing/rotation/draw-rotation.entity.js';
import { LOG_ENTITIES } from './drawing/log/log.entities.js';
import { DrawStatement } from './drawing/sources/draw-statement.entity.js';
import { FIELDWORK_ENTITIES } from './fieldwork/fieldwork-entities.js';
import { NOTICE_ENTITIES } from './notices/notice-entities.js';
import { PLANNING_ENTITIES } from './planning/planning-entities.js';
import { HeldName } from './platform/database/held-name.entity.js';
import { type Entities } from './platform/database/open-database.js';
import { Change } from './platform/history/change.entity.js';
import { Refusal } from './platform/history/refusal.entity.js';
import { IdempotencyKey } from './platform/idempotency/idempotency-key.entity.js';
import { Job } from './platform/jobs/job.entity.js';
import { DoneAt } from './platform/last-done/last-done.entity.js';
import { Setting } from './platform/settings/setting.entity.js';
import { REGISTRY_ENTITIES } from './registry/registry-entities.js';

/** Every entity of the product: composition, as in app.module.ts. */
export const ENTITIES: Entities = [
  Setting,
  HeldName,
  Change,
  Refusal,
  Job,
  DoneAt,
  IdempotencyKey,
  User,
  SignInAttempt,
  BrowserSession,
  ...REGISTRY_ENTITIES,
  ...NOTICE_ENTITIES,
  ...PLANNING_ENTITIES,
  Draw,
  DrawMatter,
  DrawPart,
  DrawParticipant,
  DrawRotation,
  ...LOG_ENTITIES,
  DrawStatement,
  DrawAmendment,
  Alert,
  ...FIELDWORK_ENTITIES,
  ...DISCLOSURE_ENTITIES,
];
