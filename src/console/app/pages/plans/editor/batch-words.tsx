import { type Schemas } from '../../../api/client.js';
import { type Field } from '../../../record/fields.js';
import { type Key, type Speech } from '../../../words/words.js';
import { rateWords } from '../rate-words.js';
import { MEMBERS, type Member } from './batch-values.js';
import '../../../words/planning-words.js';

type Batch = Schemas['BatchResponse'];

const LABELS = {
  name: 'plans.batchName',
  matterIds: 'matters.title',
  filter: 'plans.scope',
  rate: 'matters.rate',
  minimum: 'editor.minimum',
  censusBelow: 'editor.censusBelow',
  strata: 'editor.strata',
  schedule: 'plans.times',
  visitWindow: 'inspections.visits',
  teamSize: 'editor.teamSize',
  seats: 'editor.seats',
  expertSeats: 'editor.expertSeats',
  assigned: 'editor.assigned',
  maxLoad: 'editor.maxLoad',
  qualifications: 'editor.qualifications',
  coolDownDays: 'editor.coolDownDays',
  rotation: 'editor.rotation',
  noticeMinutes: 'editor.noticeMinutes',
  entropySource: 'draws.entropy',
  witnesses: 'editor.witnesses',
  pools: 'editor.pools',
} as const satisfies Record<Member, Key>;

/** The members of a batch as fields, for those who compare two people's changes. */
export function batchFields(matterName: (id: number) => string): Field[] {
  return MEMBERS.map((name) => ({
    name,
    label: LABELS[name],
    kind: 'text',
    show: (value, speech) => shownMember(name, value, speech, matterName),
  }));
}

function shownMember(name: Member, value: unknown, speech: Speech, matterName: (id: number) => string): string {
  const { t } = speech;
  const list = (words: readonly string[]): string =>
    words.length === 0 ? t('common.none') : words.join(t('common.comma'));
  if (value === null || value === undefined || value === '') return t('common.none');
  switch (name) {
    case 'matterIds':
      return list((value as number[]).map(matterName));
    case 'filter':
      return list((value as Batch['filter']).flatMap(({ in: values }) => values));
    case 'rate':
      return rateWords(value as Batch['rate'], speech);
    case 'strata':
      return list(
        (value as Batch['strata']).map(({ name: stratum, rate }) =>
          rate == null ? stratum : `${stratum} ${rateWords(rate, speech)}`,
        ),
      );
    case 'schedule': {
      const { at, expression } = value as Batch['schedule'];
      return at === undefined ? (expression ?? '') : at.length > 10 ? speech.moment(at) : speech.day(at);
    }
    case 'visitWindow': {
      const { afterDays, days, from, until } = value as Batch['visitWindow'];
      return from === undefined
        ? t('editor.windowWords', { after: afterDays ?? 0, days: days ?? 0 })
        : `${speech.day(from)} – ${speech.day(until)}`;
    }
    case 'seats':
      return list((value as Batch['seats']).map(({ count, from }) => `${t(`editor.seatNames.${from}`)} ${count}`));
    case 'assigned':
      return t('editor.assignedWords', { n: (value as NonNullable<Batch['assigned']>).inspectorIds.length });
    case 'qualifications':
    case 'witnesses':
      return list(value as string[]);
    case 'entropySource':
      return t(`sources.${value as Batch['entropySource']}`);
    case 'pools':
      return t(value === 'open' ? 'editor.poolsOpen' : 'editor.poolsClosed');
    default:
      return typeof value === 'number' ? String(value) : (value as string);
  }
}
