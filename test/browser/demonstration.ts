import { cpSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { prepared } from '../support/prepared.js';
import { PASSWORD, ROOT, TestServer } from '../support/server.js';

const ENVIRONMENT = { NODE_ENV: 'development', SORTIS_DEMO_PASSWORD: PASSWORD, SORTIS_SIGN_IN_ATTEMPTS: '1000' };

/** Of the built server, and of the hour: the county's draws are held while it is loaded, and one of them soon after. */
function stamp(): string {
  const server = join(ROOT, 'dist');
  const built = (readdirSync(server, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.js'))
    .reduce((latest, name) => Math.max(latest, statSync(join(server, name)).mtimeMs), 0);
  return `${Math.round(built)}-${new Date().toISOString().slice(0, 13)}`;
}

/**
 * A server with the demonstration in it, on the files of a folder that is there and empty. The county is loaded once for all
 * suites, which takes far longer than to copy it.
 */
export async function startDemonstration(dir: string, environment: Record<string, string> = {}): Promise<TestServer> {
  const county = await prepared(`demonstration-${stamp()}`, async (path) => {
    mkdirSync(path);
    const server = await TestServer.start({ kind: 'sqlite', file: join(path, 'sortis.sqlite') }, ENVIRONMENT);
    await server.stop();
  });
  cpSync(county, dir, { recursive: true });
  const database = { kind: 'sqlite', file: join(dir, 'sortis.sqlite') } as const;
  return TestServer.start(database, { ...ENVIRONMENT, ...environment });
}
