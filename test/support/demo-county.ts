import { BATCHES, INSPECTORS, MATTERS, targets, type DemoBatch } from '../../src/demonstration/county.js';
import { inspectorBody, made, year } from './hostile-house.js';
import { PASSWORD, type TestServer } from './server.js';

/** The demonstration's county on any database, with the people of a small bureau and a market regulator beside it. */
export interface DemoCounty {
  readonly agency: number;
  readonly market: number;
  readonly plan: number;
  /** Of the matters, by their numbers. */
  readonly matters: ReadonlyMap<string, number>;
  readonly planner: string;
  /** A second person, who plans as well. */
  readonly leader: string;
  readonly marketPlanner: string;
  /** Opens an account for an inspector, once. */
  officer(inspectorId: number): Promise<string>;
}

/** As the demonstration says it, but due now: a year told in a day. */
export const batchOf = (batch: DemoBatch, matters: ReadonlyMap<string, number>): Record<string, unknown> => ({
  name: batch.name,
  matterIds: batch.matters.map((number) => matters.get(number)),
  filter: [{ field: 'kind', in: batch.kinds }],
  rate: { direction: 'at-least', millionths: batch.millionths },
  censusBelow: batch.censusBelow ?? null,
  visitWindow: { afterDays: 0, days: 30 },
  schedule: { kind: 'date', at: new Date().toISOString() },
});

export async function buildDemoCounty(server: TestServer, admin: string): Promise<DemoCounty> {
  const make = async (path: string, body: unknown, token = admin): Promise<number> =>
    (await made(server, token, path, body)).id as number;
  const agency = await make('/agencies', {
    code: 'SFX-MZJ',
    name: '示范县民政局',
    level: 'county',
    regionCode: '990101',
  });
  const market = await make('/agencies', {
    code: 'SFX-SJJ',
    name: '示范县市场监管局',
    level: 'county',
    regionCode: '990101',
  });
  const term = { issuer: '示范省司法厅', validFrom: `${year() - 2}-01-01`, validUntil: `${year() + 3}-12-31` };
  for (const inspector of INSPECTORS) await make('/inspectors', { ...inspector, ...term, agencyId: agency });
  for (let n = 0; n < 3; n++) await make('/inspectors', inspectorBody(market, `SJJ-${n}`));
  for (const target of targets()) await make('/targets', { ...target, agencyId: agency });
  const matters = new Map<string, number>();
  for (const { millionths, ...matter } of MATTERS) {
    const rate = { direction: 'at-least', millionths };
    matters.set(matter.number, await make('/matters', { ...matter, agencyId: agency, level: '县级', rate }));
  }
  const user = async (username: string, more: object): Promise<string> => {
    await make('/users', { username, displayName: username, password: PASSWORD, ...more });
    return server.signIn(username);
  };
  const officers = new Map<number, Promise<string>>();
  const planner = await user('planner', { role: 'planner', agencyId: agency });
  return {
    agency,
    market,
    matters,
    planner,
    leader: await user('leader', { role: 'planner', agencyId: agency }),
    marketPlanner: await user('market', { role: 'planner', agencyId: market }),
    plan: await make('/plans', { agencyId: agency, year: year(), title: '年度随机抽查工作计划' }, planner),
    officer: (inspectorId) => {
      const known = officers.get(inspectorId);
      if (known !== undefined) return known;
      const opened = server
        .call('GET', `/api/v1/inspectors/${inspectorId}`, { token: admin })
        .then(({ body }) =>
          user(`officer${inspectorId}`, { role: 'inspector', agencyId: body.agencyId as number, inspectorId }),
        );
      officers.set(inspectorId, opened);
      return opened;
    },
  };
}

export { BATCHES };
