/** The kept leaves are not those that were committed: someone changed the database. The draw stops. */
export class PoolTampered extends Error {
  constructor(part: string) {
    super(`the kept ${part} do not hash to the committed root`);
    this.name = 'PoolTampered';
  }
}
