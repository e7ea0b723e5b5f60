/** A connection to the database, as TypeORM's data source, manager and runner are. */
export interface AskedDatabase {
  query(sql: string): Promise<unknown>;
  readonly connection?: { readonly options: { readonly type: string } };
  readonly options?: { readonly type: string };
}

/** The only source of the present moment. Tests bring their own. */
export abstract class Clock {
  /** The present moment, at once. Good for everything that is noted; what decides who may do what and when asks. */
  abstract now(): Date;

  /** The present moment by the clock that all processes on this database share. */
  ask(database: AskedDatabase): Promise<Date>;
  ask(): Promise<Date> {
    return Promise.resolve(this.now());
  }
}

/** The host's clock. */
export class SystemClock extends Clock {
  now(): Date {
    // eslint-disable-next-line no-restricted-syntax -- here and in the shared clock are the places that may ask
    return new Date();
  }
}

/** A clock that stands where it is put. */
export class StandingClock extends Clock {
  constructor(private moment: Date) {
    super();
  }

  now(): Date {
    return new Date(this.moment);
  }

  set(moment: Date): void {
    this.moment = moment;
  }
}
