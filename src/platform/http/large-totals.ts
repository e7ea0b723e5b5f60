/** From how many rows on counting is worth avoiding: some 5 ms on SQLite, which counts on the thread that answers everyone. */
const LARGE = 50_000;
const MILLISECONDS = 10_000;
const MOST = 500;

/**
 * What lists of many thousands counted a moment ago, by what was asked. To count a million rows takes 50 ms on SQLite and
 * 150 ms on MariaDB, every page anew, while the page itself takes 2; and whether it is 1 000 000 or 1 000 003 nobody can
 * tell from a page. So the total of a large list may be ten seconds old; that of a smaller one never is.
 */
export class LargeTotals {
  private readonly totals = new Map<string, { readonly total: number; readonly until: number }>();

  /** @param now milliseconds of a clock that only goes forward */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @param asked the query with its parameters */
  get(asked: string): number | undefined {
    const known = this.totals.get(asked);
    if (known === undefined || known.until > this.now()) return known?.total;
    this.totals.delete(asked);
    return undefined;
  }

  remember(asked: string, total: number): void {
    if (total < LARGE) return;
    this.totals.set(asked, { total, until: this.now() + MILLISECONDS });
    const oldest = this.totals.keys().next().value;
    if (this.totals.size > MOST && oldest !== undefined) this.totals.delete(oldest);
  }
}
