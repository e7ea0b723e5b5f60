import { mayPass } from '../../platform/database/database-errors.js';
import { JobFailed, LeaseLost, type ClaimedJob } from '../../platform/jobs/job-handlers.js';
import { MOST_ATTEMPTS } from '../../platform/jobs/retry.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type ImpossibleTargets, type Reason } from '../../protocol/index.js';
import { type Draw } from '../draws/draw.entity.js';
import { type Waits } from '../sources/sources.service.js';
import { Unfit } from './unfit.js';

/* Why a draw does not go on, or not yet. */

/** Milliseconds. */
const TRY_AGAIN = 10 * 60_000;
/** Milliseconds by which the log's last entry may be ahead of the clock. */
const MOST_AHEAD = 3_600_000;

/** Two people took the draw back while it was under way: there is nothing more to do, and nothing has failed. */
export class Voided extends Error {
  constructor(number: string) {
    super(`draw ${number} was voided`);
    this.name = 'Voided';
  }
}

/** Why the draw does not go on, where nobody will try it again. */
export function finalFailure(error: unknown, job: ClaimedJob, draw: Draw | undefined): Bilingual | undefined {
  if (error instanceof Unfit) return error.words;
  if (error instanceof JobFailed) return text(`抽取停止：${error.message}`, `The draw stopped: ${error.message}`);
  if (!isLastTry(error, job) || (draw !== undefined && isCommitted(draw))) return undefined;
  return text(
    `试了 ${job.attempts} 次都没有成功，抽取停止。原因见日志。`,
    `The draw stopped after ${job.attempts} tries; the log says why.`,
  );
}

export const isCommitted = (draw: Draw): boolean => draw.commitment !== null;

export const isLastTry = (error: unknown, job: ClaimedJob): boolean =>
  !(error instanceof LeaseLost) && !mayPass(error) && job.attempts >= MOST_ATTEMPTS;

/** What was promised is held: such a draw is tried for as long as it takes, and everyone sees that it is. */
export function stillTried(job: ClaimedJob, now: Date): Waits {
  const { en, zh } = text(
    `抽取受阻，已试 ${job.attempts} 次，将继续尝试同一次抽取。原因见系统日志。`,
    `The draw is held up: ${job.attempts} tries so far. The same draw goes on being tried; the server's log says why.`,
  );
  return { waiting: { en, zh, answers: [] }, again: new Date(now.getTime() + TRY_AGAIN) };
}

/** The log's last entry lies so far ahead of the clock that a draw committed after it would come late by as much. */
export function logAhead(headAt: Date | null, now: Date): Waits | undefined {
  if (headAt === null || headAt.getTime() - now.getTime() <= MOST_AHEAD) return undefined;
  const at = headAt.toISOString();
  const { en, zh } = text(
    `公开日志最后一条的时刻是 ${at}，而现在是 ${now.toISOString()}：有一条是在时钟出错时写下的。日志不能改写，此时公告的抽取要等到那一刻之后。请先核对服务器时钟，再决定是否启用新的日志。`,
    `The last entry of the public log is of ${at}, and it is ${now.toISOString()} now: one was written by a wrong clock. The log cannot be rewritten, and a draw committed now would come after that moment. Check the server's clock first, then decide whether to begin a new log.`,
  );
  return { waiting: { en, zh, answers: [] }, again: new Date(now.getTime() + TRY_AGAIN) };
}

/** Nobody is there to be drawn. @param reasons what has left people out, where something has */
export function emptyPool(reasons: readonly Reason[]): Unfit {
  const [zh, en] = [reasons.map(({ words }) => words.zh).join(''), reasons.map(({ words }) => words.en).join(' ')];
  return new Unfit(text(`抽查范围内没有检查对象。${zh}`, `No target is in the pool. ${en}`.trim()));
}

export function unfitFor({ count, first }: ImpossibleTargets): Unfit {
  const more = count > first.length;
  const [zh, en] = [first.join('、'), first.join(', ')];
  return new Unfit(
    text(
      `有 ${count} 个检查对象（${zh}${more ? ' 等' : ''}）没有任何检查组可派：可去的人员不足，或都已回避。请增加人员、加入相邻单位的人员，或解除不当的回避后，再安排抽取。`,
      `No team can be sent to ${count} target(s) (${en}${more ? ', …' : ''}): too few inspectors may go, or all are recused. Add inspectors, or end recusals that should not stand, and plan the draw again.`,
    ),
  );
}
