import { useQueries } from '@tanstack/react-query';

import { api, take } from '../../api/client.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';
import { inOrder, type Todo, type TodoKind } from './todo.js';

/** States of inspections in which the office has the next step, and which. */
const NEXT: readonly { readonly kind: TodoKind; readonly state: 'accepted' | 'reported' | 'reviewed' | 'published' }[] =
  [
    { kind: 'approve', state: 'accepted' },
    { kind: 'review', state: 'reported' },
    { kind: 'publish', state: 'reviewed' },
    { kind: 'close', state: 'published' },
  ];

/** What was asked for about an inspection, and waits for a second person. */
const ASKED = [
  { kind: 'recusal', undecided: 'recusal' },
  { kind: 'withdrawal', undecided: 'publication' },
  { kind: 'unvisit', undecided: 'visit' },
] as const;

/** What was asked for about a rectification, and waits for a second person. */
const MENDING = [
  { kind: 'extension', state: 'extending' },
  { kind: 'ending', state: 'closing' },
] as const;

const FEW = 5;

export interface Todos {
  readonly todos: readonly Todo[];
  readonly asking: boolean;
  /** The first thing that went wrong: then the list may lack something. */
  readonly error: unknown;
}

/** What waits for a planner, an administrator or an auditor, asked of the lists that know. */
export function useOfficeTodos(agencyId: number | undefined): Todos {
  const { said } = useSpeech();
  const { person } = useSession();
  const plans = person.role !== 'auditor';
  const of = agencyId === undefined ? {} : { agencyId };
  const ask = (name: string, work: (signal: AbortSignal) => Promise<Todo[]>, enabled = true) => ({
    queryKey: ['todo', name, agencyId ?? null],
    queryFn: ({ signal }: { signal: AbortSignal }) => work(signal),
    enabled,
    refetchInterval: 60_000,
  });
  return useQueries({
    queries: [
      ask('alerts', async (signal) => {
        const query = { ...of, open: true, pageSize: FEW, sort: 'since' };
        const { items } = await take(api.GET('/api/v1/alerts', { params: { query }, signal }));
        return items.map((alert) => ({
          kind: alert.code === 'occurrence_missed' ? 'missed' : 'alert',
          href: alert.subject === 'draw' ? `/draws/${alert.subjectId}` : '/plans',
          count: 1,
          since: alert.since,
          about: said(alert.message),
        }));
      }),
      ask('overdue', async (signal) => {
        const query = { ...of, overdue: true, pageSize: 1, sort: 'dueOn' };
        const { items, total } = await take(api.GET('/api/v1/inspections', { params: { query }, signal }));
        return [
          { kind: 'late', href: '/inspections?overdue=true&sort=dueOn', count: total, since: items[0]?.dueOn ?? null },
        ];
      }),
      ask('rectifications', async (signal) => {
        const query = { ...of, overdue: true, pageSize: 1, sort: 'dueOn' };
        const { items, total } = await take(api.GET('/api/v1/rectifications', { params: { query }, signal }));
        return [
          {
            kind: 'rectificationLate',
            href: '/rectifications?overdue=true&sort=dueOn',
            count: total,
            since: items[0]?.dueOn ?? null,
          },
        ];
      }),
      ask('amendments', async (signal) => {
        const query = { ...of, state: 'proposed' as const, pageSize: FEW };
        const { items } = await take(api.GET('/api/v1/amendments', { params: { query }, signal }));
        return items.map((amendment) => ({
          kind: 'amendment',
          href: `/draws/${amendment.drawId}`,
          count: 1,
          since: amendment.proposedAt,
          about: amendment.drawNumber,
        }));
      }),
      ask(
        'invitations',
        async (signal) => {
          const query = { state: 'invited' as const, pageSize: FEW };
          const { items } = await take(api.GET('/api/v1/invitations', { params: { query }, signal }));
          return items.map((invitation) => ({
            kind: 'invitation',
            href: '/invitations',
            count: 1,
            since: invitation.invitedAt,
            about: `${invitation.initiator.name} · ${invitation.batchName}`,
          }));
        },
        plans,
      ),
      ask('plans', async (signal) => {
        const query = { ...of, state: 'submitted' as const, pageSize: FEW };
        const { items } = await take(api.GET('/api/v1/plans', { params: { query }, signal }));
        return items.map((plan) => ({
          kind: 'planReview',
          href: `/plans/${plan.id}`,
          count: 1,
          since: plan.review?.at ?? plan.updatedAt,
          about: plan.title,
        }));
      }),
      ...ASKED.map(({ kind, undecided }) =>
        ask(kind, async (signal) => {
          const query = { ...of, undecided, pageSize: 1 };
          const { items, total } = await take(api.GET('/api/v1/inspections', { params: { query }, signal }));
          const [first] = items;
          // one leads to its page, several to their list
          return total === 1 && first !== undefined
            ? [{ kind, href: `/inspections/${first.id}`, count: 1, since: null, about: first.target.name }]
            : [{ kind, href: `/inspections?undecided=${undecided}`, count: total, since: null }];
        }),
      ),
      ...MENDING.map(({ kind, state }) =>
        ask(kind, async (signal) => {
          const query = { ...of, state, pageSize: 1, sort: 'dueOn' };
          const { items, total } = await take(api.GET('/api/v1/rectifications', { params: { query }, signal }));
          const [first] = items;
          return total === 1 && first !== undefined
            ? [{ kind, href: `/rectifications/${first.id}`, count: 1, since: null, about: first.target.name }]
            : [{ kind, href: `/rectifications?state=${state}&sort=dueOn`, count: total, since: null }];
        }),
      ),
      ...NEXT.map(({ kind, state }) =>
        ask(kind, async (signal) => {
          const query = { ...of, state, pageSize: 1, sort: 'dueOn' };
          const { items, total } = await take(api.GET('/api/v1/inspections', { params: { query }, signal }));
          return [
            { kind, href: `/inspections?state=${state}&sort=dueOn`, count: total, since: items[0]?.dueOn ?? null },
          ];
        }),
      ),
    ],
    combine: (answers) => ({
      todos: inOrder(answers.flatMap(({ data }) => data ?? [])),
      asking: answers.some(({ isLoading }) => isLoading),
      error: answers.find(({ error }) => error !== null)?.error ?? undefined,
    }),
  });
}
