import { DomainError } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

/** Seconds after which it is worth trying again. */
const AGAIN = 15;

/** Counts those who watch, so that no crowd and no single address takes all the connections of a process. */
export class Watchers {
  private readonly byAddress = new Map<string, number>();
  private all = 0;
  private readonly share: number;

  /** @param most of this process; one address may have a tenth of them, and at least two */
  constructor(private readonly most: number) {
    this.share = Math.max(2, Math.ceil(most / 10));
  }

  get count(): number {
    return this.all;
  }

  /** Takes a place, or says why there is none. What comes back gives it up, once. */
  enter(address: string): () => void {
    const own = this.byAddress.get(address) ?? 0;
    if (this.all >= this.most) {
      const words = text(
        `正在观看的连接已达上限（${this.most} 个）。请稍后再试，或定时查看 /api/v1/public/draws/抽取编号。`,
        `As many are watching as this server serves (${this.most}). Try again soon, or look at /api/v1/public/draws/{number} from time to time.`,
      );
      throw new DomainError('unavailable', 'too_many_watchers', words, { retryAfterSeconds: AGAIN });
    }
    if (own >= this.share) {
      const words = text(
        `同一地址同时观看的连接至多 ${this.share} 个。请先关闭其他页面。`,
        `One address may have ${this.share} connections that watch. Close other pages first.`,
      );
      throw new DomainError('too-many', 'too_many_watchers_here', words, { retryAfterSeconds: AGAIN });
    }
    this.all++;
    this.byAddress.set(address, own + 1);
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.all--;
      const left = (this.byAddress.get(address) ?? 1) - 1;
      if (left === 0) this.byAddress.delete(address);
      else this.byAddress.set(address, left);
    };
  }
}
