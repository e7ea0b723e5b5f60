import { Clock, type AskedDatabase } from './clock.js';

/** The shared clock went on by so much more (or less, then negative) than the process's own counting, in milliseconds. */
export interface ClockJump {
  readonly milliseconds: number;
  readonly to: Date;
}

const JUMP_MILLISECONDS = 60_000;
/** The database tells whole milliseconds. */
const TOLD_MILLISECONDS = 1;

/**
 * One clock for all processes on a database: the database's own. Between two answers the process counts on from the last
 * one by its monotonic counter, so that whatever the host's clock shows, and however it is set, changes nothing. An embedded
 * database (SQLite) has the host's clock.
 */
export class SharedClock extends Clock {
  /** How often the clock has jumped since the process began, and the last time. */
  jumps = 0;
  lastJump: ClockJump | undefined;
  /** What is added to the process's counter, by the answers of a database server. */
  private offset: number | undefined;
  /** The same at the last look, whichever clock was looked at. */
  private seen: number | undefined;

  constructor(private readonly jumped: (jump: ClockJump) => void = () => undefined) {
    super();
  }

  now(): Date {
    return this.offset === undefined ? hostMoment() : new Date(this.offset + counter());
  }

  override async ask(database: AskedDatabase): Promise<Date> {
    const { type } = (database.connection ?? database).options ?? {};
    if (type !== 'mysql') {
      const now = hostMoment();
      this.look(now.getTime() - counter(), now);
      return now;
    }
    const before = counter();
    const rows = await database.query('SELECT UTC_TIMESTAMP(3) AS moment');
    const after = counter();
    const moment = Array.isArray(rows) ? (rows[0] as { moment: unknown } | undefined)?.moment : undefined;
    if (!(moment instanceof Date)) throw new Error('the database does not tell the time');
    // The answer was made at some time between question and answer. An earlier one that agrees with this is kept: it may
    // have been quicker, hence more exact. So a slow answer spoils nothing, and a difference is never more than it shows.
    const least = moment.getTime() - after;
    const most = moment.getTime() + TOLD_MILLISECONDS - before;
    this.offset = this.offset === undefined ? (least + most) / 2 : Math.min(Math.max(this.offset, least), most);
    this.look(this.offset, moment);
    return moment;
  }

  private look(offset: number, to: Date): void {
    const milliseconds = this.seen === undefined ? 0 : Math.round(offset - this.seen);
    this.seen = offset;
    if (Math.abs(milliseconds) < JUMP_MILLISECONDS) return;
    this.jumps++;
    this.lastJump = { milliseconds, to };
    this.jumped(this.lastJump);
  }
}

// eslint-disable-next-line no-restricted-syntax -- here and in the system clock are the places that may ask
const hostMoment = (): Date => new Date();

/** Milliseconds of the process's monotonic counter: nobody can set it. */
const counter = (): number => performance.now();
