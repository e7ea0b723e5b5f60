/* What a batch says of who is sent. */

/** One of the initiator's seats where a team is formed of several levels (按层级混合组队). */
export interface BatchSeat {
  /** `own`: the initiator's own list; `keeper`: that of the agency that keeps the target; `agency`: that of one below it. */
  readonly from: 'own' | 'keeper' | 'agency';
  /** With `agency`: which. */
  readonly agencyId: number | null;
  readonly count: number;
  /** Beside those that everybody holds. */
  readonly qualifications: readonly string[];
}

/** People named for the seats (指定人员). */
export interface Assigned {
  readonly inspectorIds: readonly number[];
  readonly reason: string;
}
