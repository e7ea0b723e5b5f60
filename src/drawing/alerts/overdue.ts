import { text, type Bilingual } from '../../platform/text.js';

/* What is overdue, as rules: what it is called, how it is told, and which of it is new. */

export const ALERT_CODES = [
  'occurrence_not_begun',
  'occurrence_missed',
  'draw_without_result',
  'draw_not_issued',
  'draw_job_failed',
] as const;
export type AlertCode = (typeof ALERT_CODES)[number];

export const ALERT_SUBJECTS = ['occurrence', 'draw'] as const;
export type AlertSubject = (typeof ALERT_SUBJECTS)[number];

/** Something that should have happened and has not. */
export interface Overdue {
  readonly code: AlertCode;
  readonly subject: AlertSubject;
  readonly subjectId: number;
  /** The draw's number, or the one that the occurrence's draw will have. */
  readonly number: string;
  readonly agencyId: number;
  /** When it should have happened, or when it failed. */
  readonly since: Date;
}

/** What an alert is about. While it is open there is no second one about the same. */
export const aboutOf = ({ code, subject, subjectId }: Pick<Overdue, 'code' | 'subject' | 'subjectId'>): string =>
  `${code}:${subject}:${subjectId}`;

/** What of this is not told yet, and which of the open alerts are over. */
export function compare<T extends { readonly about: string | null }>(
  open: readonly T[],
  found: readonly Overdue[],
): { readonly begun: Overdue[]; readonly over: T[] } {
  const told = new Set(open.map(({ about }) => about));
  const still = new Map(found.map((each) => [aboutOf(each), each]));
  return {
    begun: [...still].flatMap(([about, each]) => (told.has(about) ? [] : [each])),
    over: open.filter(({ about }) => about !== null && !still.has(about)),
  };
}

/** What is overdue and what can be done, for people. */
export function wordsOf({ code, number, since }: Pick<Overdue, 'code' | 'number' | 'since'>): Bilingual {
  const at = since.toISOString();
  switch (code) {
    case 'occurrence_not_begun':
      return text(
        `抽取 ${number} 应于 ${at} 公告，至今没有开始。请查看执行任务的进程是否在运行。`,
        `Draw ${number} was to be announced at ${at} and has not begun. See whether a process that runs jobs is up.`,
      );
    case 'occurrence_missed':
      return text(
        `抽取 ${number} 错过了 ${at} 的预定时刻，等待人来决定：补做，或取消。`,
        `Draw ${number} missed its moment, ${at}, and waits for a person to decide: hold it late, or call it off.`,
      );
    case 'draw_without_result':
      return text(
        `抽取 ${number} 的预定时刻是 ${at}，至今没有结果。抽取页面写明了它在等什么。`,
        `Draw ${number} was due at ${at} and has no result. What it waits for stands on the draw.`,
      );
    case 'draw_not_issued':
      return text(
        `抽取 ${number} 的结果在 ${at} 已经产生，检查任务至今没有派发。`,
        `Draw ${number} has its result since ${at}, and its inspections have not been issued.`,
      );
    case 'draw_job_failed':
      return text(
        `抽取 ${number} 的任务在 ${at} 失败，不再自动重试。请查看原因，处理后重试该任务。`,
        `A job of draw ${number} failed at ${at} and is not tried again by itself. See why, mend it, and retry the job.`,
      );
  }
}
