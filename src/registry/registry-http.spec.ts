import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module, RequestMethod, type INestApplication, type Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { NestFactory } from '@nestjs/core';
import { type NextFunction, type Response } from 'express';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';

import { of, RegistryRig, someUscc, whole } from '../../test/support/registry.js';
import { AgencyTree } from '../accounts/agency-tree.js';
import { type CallerRequest } from '../accounts/caller.js';
import { InspectorRoll } from '../accounts/inspector-roll.js';
import { Clock } from '../platform/clock/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { History } from '../platform/history/history.service.js';
import { ACCESS_RULE, type AccessRule } from '../platform/http/access.js';
import { ProblemFilter } from '../platform/http/problem.filter.js';
import { validationPipe } from '../platform/http/validation.js';
import { Log } from '../platform/log/log.js';
import { AgenciesController } from './agencies/agencies.controller.js';
import { AgenciesModule } from './agencies/agencies.module.js';
import { AbsencesController } from './inspectors/absences.controller.js';
import { InspectorsController } from './inspectors/inspectors.controller.js';
import { InspectorsModule } from './inspectors/inspectors.module.js';
import { RecusalsController } from './inspectors/recusals.controller.js';
import { MattersController } from './matters/matters.controller.js';
import { MattersModule } from './matters/matters.module.js';
import { TargetsController } from './targets/targets.controller.js';
import { TargetsModule } from './targets/targets.module.js';

describe('The registry over HTTP', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sortis-registry-'));
  let rig: RegistryRig;
  let app: INestApplication;
  let url: string;
  let tree: Awaited<ReturnType<RegistryRig['tree']>>;

  beforeAll(async () => {
    rig = await RegistryRig.open({ kind: 'sqlite', file: join(dir, 'http.sqlite') });
    tree = await rig.tree();
    const provided = [
      { provide: DataSource, useValue: rig.dataSource },
      { provide: Transactions, useValue: rig.transactions },
      { provide: History, useValue: rig.history },
      { provide: Clock, useValue: rig.clock },
      { provide: Log, useValue: rig.log },
    ];
    @Global()
    @Module({ providers: provided, exports: provided.map((each) => each.provide) })
    class Platform {}
    @Module({ imports: [Platform, AgenciesModule, MattersModule, TargetsModule, InspectorsModule] })
    class Composition {}
    app = await NestFactory.create(Composition, { logger: false, abortOnError: false });
    app.use((request: CallerRequest, _: Response, next: NextFunction) => {
      const agencyId = request.header('x-agency');
      request.caller = agencyId === undefined ? whole : of(Number(agencyId));
      next();
    });
    app.useGlobalPipes(validationPipe());
    app.useGlobalFilters(new ProblemFilter(rig.log));
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(async () => {
    await app.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function call(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; etag: string | null; body: Record<string, unknown> }> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-agency': String(tree.county), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, etag: answer.headers.get('etag'), body: text === '' ? {} : JSON.parse(text) };
  }

  const pointers = (body: Record<string, unknown>): unknown =>
    (body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]);

  it('makes, shows, changes and retires a target', async () => {
    const said = { name: '示范公墓', kind: '公墓', uscc: someUscc(1), regionCode: '990101', riskClass: 'A' };
    const made = await call('POST', '/targets', said);
    expect(made).toMatchObject({ status: 201, etag: '"1"', body: { ...said, agencyId: tree.county, version: 1 } });
    const path = `/targets/${String(made.body.id)}`;
    expect(await call('GET', path)).toMatchObject({ status: 200, etag: '"1"', body: made.body });
    const changed = await call('PATCH', path, { riskClass: null }, { 'if-match': '"1"' });
    expect(changed).toMatchObject({ status: 200, etag: '"2"', body: { riskClass: null, name: '示范公墓' } });
    expect(await call('PATCH', path, { riskClass: 'B' }, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
    expect(await call('POST', '/targets', said)).toMatchObject({
      status: 409,
      body: { existing: { id: made.body.id, name: '示范公墓' } },
    });
    expect(await call('GET', `${path}/history`)).toMatchObject({
      status: 200,
      body: [
        { action: 'updated', before: { riskClass: 'A' }, after: { riskClass: null } },
        { action: 'created', before: null },
      ],
    });
    expect(await call('POST', `${path}/retire`)).toMatchObject({ status: 200, etag: '"3"' });
    expect(await call('POST', `${path}/retire`, { reason: '再来' })).toMatchObject({ status: 409 });
    expect(await call('PATCH', path, { name: '改' })).toMatchObject({ status: 409, body: { code: 'retired' } });
    expect(await call('GET', '/targets?retired=true')).toMatchObject({ body: { total: 1 } });
    expect(await call('GET', '/targets')).toMatchObject({ body: { items: [], total: 0 } });
  });

  it('says what is wrong and where', async () => {
    const bad = await call('POST', '/targets', { kind: '', uscc: '123', regionCode: '160000', riskClass: 'E', x: 1 });
    expect(bad.status).toBe(400);
    expect(pointers(bad.body)).toEqual(
      expect.arrayContaining([
        ['/name', 'text'],
        ['/kind', 'text'],
        ['/uscc', 'uscc'],
        ['/regionCode', 'unknown_region'],
        ['/riskClass', 'one_of'],
        ['/x', 'unknown_field'],
      ]),
    );
    const reversed = await call('POST', '/inspectors', {
      name: '甲',
      certificateNumber: '1',
      validFrom: '2026-02-02',
      validUntil: '2026-02-01',
    });
    expect(reversed.status).toBe(400);
    expect(pointers(reversed.body)).toEqual([
      ['/validFrom', 'validity_reversed'],
      ['/validUntil', 'validity_reversed'],
    ]);
    expect(
      (await call('POST', '/matters', { name: '甲', rate: { direction: 'up', millionths: 0 } })).body,
    ).toMatchObject({
      errors: [{ pointer: '/rate/direction' }, { pointer: '/rate/millionths' }],
    });
    expect(await call('GET', '/matters?sort=nameKey')).toMatchObject({
      status: 400,
      body: { code: 'unknown_sort_field' },
    });
    expect(await call('GET', '/targets/abc')).toMatchObject({ status: 404 });
    expect(await call('GET', '/targets?pageSize=201')).toMatchObject({ status: 400 });
  });

  it('shows nothing of a neighbour, and moves nothing to one', async () => {
    const other = await call('POST', '/matters', { name: '邻县事项' }, { 'x-agency': String(tree.neighbour) });
    expect(other.status).toBe(201);
    const path = `/matters/${String(other.body.id)}`;
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { name: '改' }],
    ] as const) {
      expect(await call(method, path, body)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect(await call('POST', `${path}/retire`)).toMatchObject({ status: 404 });
    expect(await call('GET', `${path}/history`)).toMatchObject({ status: 404 });
    expect(await call('POST', '/matters', { name: '甲', agencyId: tree.neighbour })).toMatchObject({ status: 404 });
    expect(rig.log.warnings.length).toBeGreaterThanOrEqual(5);
    const own = await call('POST', '/matters', {
      name: '本县事项',
      rate: { direction: 'at-least', millionths: 30_000 },
    });
    expect(own.body).toMatchObject({ rate: { direction: 'at-least', millionths: 30_000 } });
    const moved = await call('PATCH', `/matters/${String(own.body.id)}`, { agencyId: tree.neighbour });
    expect(moved).toMatchObject({ status: 400, body: { code: 'agency_is_fixed' } });
  });

  it('keeps absences and recusals below their inspector', async () => {
    const certificate = { certificateNumber: 'H-1', validFrom: '2024-01-01', validUntil: '2028-01-01' };
    const { body: inspector } = await call('POST', '/inspectors', { name: '乙', ...certificate });
    const path = `/inspectors/${String(inspector.id)}`;
    const absence = await call('POST', `${path}/absences`, { from: '2026-05-01', until: '2026-05-02' });
    expect(absence).toMatchObject({ status: 201, body: { from: '2026-05-01', reason: null } });
    expect(await call('DELETE', `${path}/absences/${String(absence.body.id)}`)).toMatchObject({ status: 204 });
    const { body: target } = await call('POST', '/targets', { name: '回避对象', kind: '公墓' });
    const recusal = await call('POST', `${path}/recusals`, { targetId: target.id, reason: '亲属' });
    expect(recusal).toMatchObject({ status: 201, body: { targetName: '回避对象', endedAt: null } });
    const end = `${path}/recusals/${String(recusal.body.id)}/end`;
    expect(await call('POST', end, { reason: '离职' })).toMatchObject({ status: 200 });
    expect(await call('POST', end, {})).toMatchObject({ status: 409 });
  });

  it('answers the ports of accounts', () => {
    expect(app.get(AgencyTree, { strict: false })).toBeDefined();
    expect(app.get(InspectorRoll, { strict: false })).toBeDefined();
  });

  const controllers: Type[] = [
    AgenciesController,
    MattersController,
    TargetsController,
    InspectorsController,
    AbsencesController,
    RecusalsController,
  ];
  const routes = controllers.flatMap((controller) => {
    const methods = controller.prototype as Record<string, (...parts: unknown[]) => unknown>;
    return Object.getOwnPropertyNames(methods)
      .filter((name) => Reflect.hasMetadata(METHOD_METADATA, methods[name] ?? (() => undefined)))
      .map((name) => ({ controller: controller.name, name, handler: methods[name] ?? (() => undefined) }));
  });
  it.each(routes)('lets read all roles and write those who may: $controller $name', ({ controller, handler }) => {
    const rule = Reflect.getMetadata(ACCESS_RULE, handler) as AccessRule;
    const reads = Reflect.getMetadata(METHOD_METADATA, handler) === RequestMethod.GET;
    const writers = controller === 'AgenciesController' ? ['admin'] : ['admin', 'planner'];
    expect(rule).toEqual({
      public: false,
      roles: reads ? ['admin', 'planner', 'inspector', 'auditor'] : writers,
    });
  });
  it('has all its routes', () => expect(routes).toHaveLength(4 * 6 + 3 + 3));
});
