import 'reflect-metadata';

import { FirstAdministrator } from './accounts/first-administrator.js';
import { createApplication } from './application.js';
import { Config } from './platform/config/config.js';
import { Log } from './platform/log/log.js';

/** Starts the server: one process that serves requests and runs what is due. */
export async function serve(): Promise<void> {
  const app = await createApplication();
  const config = app.get(Config);
  await app.init();
  await app.get(FirstAdministrator).ensure();
  await app.listen(config.port, config.host);
  app.get(Log).info({ address: await app.getUrl() }, 'Sortis is ready');
}
