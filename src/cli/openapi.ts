import { writeFileSync } from 'node:fs';

import { createApplication, openApi } from '../application.js';
import { Config } from '../platform/config/config.js';

/** Writes the OpenAPI document to a file; config/openapi.json is its committed copy. */
export async function writeOpenApi(file: string): Promise<number> {
  Config.asCommand();
  const app = await createApplication();
  await app.init();
  writeFileSync(file, `${JSON.stringify(openApi(app), null, 2)}\n`);
  await app.close();
  return 0;
}
