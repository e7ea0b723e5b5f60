import { Platform1764000000001 } from './1764000000001-platform.js';
import { Registry1764000000002 } from './1764000000002-registry.js';
import { Accounts1764000000003 } from './1764000000003-accounts.js';
import { Planning1764000000004 } from './1764000000004-planning.js';
import { Drawing1764000000005 } from './1764000000005-drawing.js';
import { Fieldwork1764000000006 } from './1764000000006-fieldwork.js';
import { Log1764000000007 } from './1764000000007-log.js';
import { Amendments1764000000009 } from './1764000000009-amendments.js';
import { VisitDays1764000000010 } from './1764000000010-visit-days.js';
import { PlanLife1764000000011 } from './1764000000011-plan-life.js';
import { Interests1764000000012 } from './1764000000012-interests.js';
import { Strata1764000000013 } from './1764000000013-strata.js';
import { Partners1764000000014 } from './1764000000014-partners.js';
import { JointVisits1764000000015 } from './1764000000015-joint-visits.js';
import { ExpertSeats1764000000016 } from './1764000000016-expert-seats.js';
import { Visits1764000000017 } from './1764000000017-visits.js';
import { VisitLimits1764000000018 } from './1764000000018-visit-limits.js';
import { Rotations1764000000019 } from './1764000000019-rotations.js';
import { InspectionLife1764000000020 } from './1764000000020-inspection-life.js';
import { Deadlines1764000000021 } from './1764000000021-deadlines.js';
import { Notices1764000000022 } from './1764000000022-notices.js';
import { InspectionRecusals1764000000023 } from './1764000000023-inspection-recusals.js';
import { RecusalEnds1764000000024 } from './1764000000024-recusal-ends.js';
import { Rectifications1764000000025 } from './1764000000025-rectifications.js';
import { Documents1764000000027 } from './1764000000027-documents.js';
import { OnSite1764000000028 } from './1764000000028-on-site.js';
import { Publications1764000000029 } from './1764000000029-publications.js';
import { Disclosure1764000000030 } from './1764000000030-disclosure.js';
import { BrowserSessions1764000000031 } from './1764000000031-browser-sessions.js';
import { DrawDocuments1764000000032 } from './1764000000032-draw-documents.js';
import { ClosingDays1764000000033 } from './1764000000033-closing-days.js';
import { Retractions1764000000034 } from './1764000000034-retractions.js';
import { BulletinLists1764000000035 } from './1764000000035-bulletin-lists.js';
import { LogKinds1764000000038 } from './1764000000038-log-kinds.js';
import { NameOrder1764000000040 } from './1764000000040-name-order.js';
import { HistoryAgencies1764000000043 } from './1764000000043-history-agencies.js';
import { Refusals1764000000044 } from './1764000000044-refusals.js';
import { ListsInOrder1764000000045 } from './1764000000045-lists-in-order.js';
import { BulletinWords1764000000047 } from './1764000000047-bulletin-words.js';

/** Every migration, oldest first. One that has been released is never changed; the next change is a new one. */
export const MIGRATIONS = [
  Platform1764000000001,
  Registry1764000000002,
  Accounts1764000000003,
  Planning1764000000004,
  Drawing1764000000005,
  Fieldwork1764000000006,
  Log1764000000007,
  Amendments1764000000009,
  VisitDays1764000000010,
  PlanLife1764000000011,
  Interests1764000000012,
  Strata1764000000013,
  Partners1764000000014,
  JointVisits1764000000015,
  ExpertSeats1764000000016,
  Visits1764000000017,
  VisitLimits1764000000018,
  Rotations1764000000019,
  InspectionLife1764000000020,
  Deadlines1764000000021,
  Notices1764000000022,
  InspectionRecusals1764000000023,
  RecusalEnds1764000000024,
  Rectifications1764000000025,
  Documents1764000000027,
  OnSite1764000000028,
  Publications1764000000029,
  Disclosure1764000000030,
  BrowserSessions1764000000031,
  DrawDocuments1764000000032,
  ClosingDays1764000000033,
  Retractions1764000000034,
  BulletinLists1764000000035,
  LogKinds1764000000038,
  NameOrder1764000000040,
  HistoryAgencies1764000000043,
  Refusals1764000000044,
  ListsInOrder1764000000045,
  BulletinWords1764000000047,
] as const;
