import { type Role } from '../../session/person.js';
import { type Key } from '../../words/words.js';

/** Something that is done here, who may do it, and by which operation of the server it is done. */
export interface Power {
  readonly what: Key;
  readonly roles: readonly Role[];
  /** `Room_method`, as in the API's document; powers.spec.ts asks the document whether the roles are these. */
  readonly operations: readonly string[];
}

const ALL: readonly Role[] = ['admin', 'planner', 'inspector', 'auditor'];
const OFFICE: readonly Role[] = ['admin', 'planner'];

/** In the order of a year's work. */
export const POWERS: readonly Power[] = [
  {
    what: 'powers.see',
    roles: ALL,
    operations: ['Targets_list', 'Matters_list', 'Inspectors_list', 'Plans_list', 'Draws_list', 'Inspections_list'],
  },
  {
    what: 'powers.keepLists',
    roles: OFFICE,
    operations: [
      'Targets_create',
      'Targets_change',
      'Targets_retire',
      'Matters_create',
      'Inspectors_create',
      'TargetsSheets_import',
    ],
  },
  {
    what: 'powers.keepAbsences',
    roles: OFFICE,
    operations: ['Absences_create', 'Duties_enter', 'Duties_change', 'Recusals_declare'],
  },
  { what: 'powers.declareInterests', roles: ['admin', 'planner', 'inspector'], operations: ['Interests_declare'] },
  { what: 'powers.publishChecklist', roles: OFFICE, operations: ['ChecklistPublication_publish'] },
  {
    what: 'powers.plan',
    roles: OFFICE,
    operations: ['Plans_create', 'Plans_change', 'Batches_create', 'Plans_publish'],
  },
  { what: 'powers.amend', roles: OFFICE, operations: ['DrawAmendments_propose', 'Amendments_approve'] },
  {
    what: 'powers.inspect',
    roles: ['admin', 'planner', 'inspector'],
    operations: ['InspectionLife_take', 'Inspections_record'],
  },
  { what: 'powers.templates', roles: OFFICE, operations: ['DocumentTemplates_put'] },
  { what: 'powers.alerts', roles: ['admin', 'planner', 'auditor'], operations: ['Alerts_list'] },
  { what: 'powers.deliveries', roles: ['admin', 'auditor'], operations: ['NoticeChannels_deliveries'] },
  { what: 'powers.agencies', roles: ['admin'], operations: ['Agencies_create', 'Agencies_change', 'Agencies_retire'] },
  { what: 'powers.users', roles: ['admin'], operations: ['Users_create', 'Users_change', 'Users_setPassword'] },
  {
    what: 'powers.settings',
    roles: ['admin'],
    operations: ['DisclosureRules_put', 'NoticeChannels_create', 'WorkingDays_replace'],
  },
  { what: 'powers.jobs', roles: ['admin'], operations: ['Jobs_list', 'Jobs_retry'] },
];
