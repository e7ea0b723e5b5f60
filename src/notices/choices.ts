import { NOTICE_KINDS, PERSONAL_CHANNELS, type Choice, type NoticeKind, type PersonalChannel } from './notice-kinds.js';

/** One person's wish for one kind by one channel. */
export interface Wish {
  readonly kind: NoticeKind;
  readonly channel: PersonalChannel;
  readonly when: Choice;
}

/** Whose task it is cannot wait for the morning; the rest can. */
const AT_ONCE: ReadonlySet<NoticeKind> = new Set([
  'inspection-assigned',
  'inspection-overdue',
  'rectification-overdue',
]);

export const defaultChoice = (kind: NoticeKind): Choice => (AT_ONCE.has(kind) ? 'at-once' : 'digest');

/** What was wished for, or else the default. */
export function choiceOf(wishes: readonly Wish[], kind: NoticeKind, channel: PersonalChannel): Choice {
  const wish = wishes.find((each) => each.kind === kind && each.channel === channel);
  return wish?.when ?? defaultChoice(kind);
}

/** Every kind by every channel, each once, in their order. */
export const allChoices = (wishes: readonly Wish[]): Wish[] =>
  NOTICE_KINDS.flatMap((kind) =>
    PERSONAL_CHANNELS.map((channel) => ({ kind, channel, when: choiceOf(wishes, kind, channel) })),
  );

/** Only what differs from the default is kept, so that a better default reaches those who never chose. */
export const worthKeeping = (wishes: readonly Wish[]): Wish[] =>
  wishes.filter(({ kind, when }) => when !== defaultChoice(kind));

/** The first wish whose kind and channel another one before it has, or undefined. */
export function doubled(wishes: readonly Wish[]): number | undefined {
  const seen = new Set<string>();
  const at = wishes.findIndex(({ channel, kind }) => {
    const name = `${kind} ${channel}`;
    if (seen.has(name)) return true;
    seen.add(name);
    return false;
  });
  return at < 0 ? undefined : at;
}
