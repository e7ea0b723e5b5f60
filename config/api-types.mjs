// Writes what the console knows of the API: the types of every request and answer, made from config/openapi.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

export const TYPES = fileURLToPath(new URL('../src/console/app/api/schema.d.ts', import.meta.url));

export async function apiTypes() {
  const document = JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8'));
  const head = '// Made from config/openapi.json by `npm run openapi`. Not to be changed by hand.\n\n';
  return head + astToString(await openapiTS(document));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TYPES, await apiTypes());
