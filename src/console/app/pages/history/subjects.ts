import { type Schemas } from '../../api/client.js';
import { type Key } from '../../words/words.js';

export type Subject = Schemas['RecordChangeResponse']['subject'];

export const SUBJECTS = {
  agency: 'subjects.agency',
  matter: 'subjects.matter',
  target: 'subjects.target',
  inspector: 'subjects.inspector',
  recusal: 'subjects.recusal',
  visit: 'subjects.visit',
  user: 'subjects.user',
  plan: 'subjects.plan',
  batch: 'subjects.batch',
  draw: 'subjects.draw',
  inspection: 'subjects.inspection',
  rectification: 'subjects.rectification',
  job: 'subjects.job',
  'notice-channel': 'subjects.notice-channel',
  'disclosure-rules': 'subjects.disclosure-rules',
  'working-days': 'subjects.working-days',
} as const satisfies Record<Subject, Key>;

/** Records that have a page of their own, or a place over their list. */
const PAGES: Readonly<Partial<Record<string, string>>> = {
  agency: '/agencies',
  matter: '/matters',
  target: '/targets',
  inspector: '/inspectors',
  plan: '/plans',
  draw: '/draws',
  inspection: '/inspections',
  rectification: '/rectifications',
};

export function pageOf(subject: string, id: number | string): string | undefined {
  const list = PAGES[subject];
  return list === undefined ? undefined : `${list}/${id}`;
}
