import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../../../../../test/support/server.js';
import { POWERS } from './powers.js';

interface Operation {
  readonly operationId?: string;
  readonly 'x-roles'?: readonly string[];
}
const { paths } = JSON.parse(readFileSync(join(ROOT, 'config/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};
const rolesOf = new Map(
  Object.values(paths)
    .flatMap((path) => Object.values(path))
    .map((operation) => [operation.operationId, operation['x-roles']]),
);

it('the page of the roles says of each operation what the server says', () => {
  const said = POWERS.flatMap(({ operations, roles }) => operations.map((one) => [one, [...roles].sort()] as const));
  const held = said.map(([one]) => [one, [...(rolesOf.get(one) ?? ['no such operation'])].sort()] as const);
  expect(said).toEqual(held);
  expect(said.length).toBeGreaterThan(25);
});
