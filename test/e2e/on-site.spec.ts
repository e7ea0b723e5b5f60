import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { connect } from 'node:net';

import { type Sender, type Sent, type SyncResponse } from '../../src/console/app/field/acts.js';
import { FieldQueue, type QueueStore } from '../../src/console/app/field/queue.js';
import { type QueueState } from '../../src/console/app/field/queue-state.js';
import { onEachDatabase } from '../support/databases.js';
import { batchBody, inspectorBody, made, today } from '../support/hostile-house.js';
import { takeSteps } from '../support/inspection-life.js';
import { jpeg, pdf, png, PROGRAMS, sha256, zip } from '../support/site-files.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';

const PLACE = { longitude: 116_397_500, latitude: 39_908_700 };
const BYTES = { 'content-type': 'application/octet-stream' };
const MEGABYTE = 1024 * 1024;

class Disk implements QueueStore {
  private state: QueueState | undefined;
  private readonly files = new Map<string, Uint8Array>();

  change(change: (state: QueueState | undefined) => QueueState): Promise<QueueState> {
    return Promise.resolve((this.state = change(this.state)));
  }
  putFile = (name: string, bytes: Uint8Array): Promise<void> => Promise.resolve(void this.files.set(name, bytes));
  getFile = (name: string): Promise<Uint8Array | undefined> => Promise.resolve(this.files.get(name));
  fileNames = (): Promise<string[]> => Promise.resolve([...this.files.keys()]);
  removeFile = (name: string): Promise<void> => Promise.resolve(void this.files.delete(name));
}

onEachDatabase('on site', (database) => {
  let server: TestServer;
  let admin: string;
  let matter: number;
  let version: number;
  let inspection: number;
  let other: number;
  let code: string;
  const tokens = new Map<number, string>();
  let team: number[];
  /** Of the first of the team. */
  let officer: string;

  const call = (method: string, path: string, token: string, body?: unknown, headers = {}): Promise<Answer> =>
    server.call(method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body }), headers });
  const get = async (path: string, token = admin): Promise<Answer['body']> => (await call('GET', path, token)).body;
  const put = (bytes: Uint8Array, said = sha256(bytes), token = officer, headers: Record<string, string> = BYTES) =>
    call('PUT', `/inspections/${inspection}/files/${said}`, token, bytes, headers);
  const told = ({ body, status }: Answer): string => `${status} ${body.code ?? ''}`.trim();
  const record = (): Promise<Answer['body']> => get(`/inspections/${inspection}/on-site`);
  const now = (): string => new Date().toISOString();
  const sync = (token: string, device: string, ...acts: object[]): Promise<Answer> =>
    call('POST', '/on-site/sync', token, {
      device,
      sentAt: now(),
      acts: acts.map((act, at) => ({
        id: randomUUID(),
        sequence: at + 1,
        at: now(),
        inspectionId: inspection,
        ...act,
      })),
    });
  const came = ({ body }: Answer): string[] =>
    body.items.map(({ problem, status }: Answer['body']) => [status, ...(problem ? [problem.code] : [])].join(' '));

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    const make = async (path: string, body: unknown): Promise<number> =>
      (await made(server, admin, path, body)).id as number;
    const agency = await make('/agencies', { code: 'MZ', name: '某县民政局', level: 'county', checkInMetres: 300 });
    matter = await make('/matters', { agencyId: agency, name: '场所检查', legalBasis: '《慈善法》' });
    for (let n = 0; n < 2; n++) {
      const target = {
        agencyId: agency,
        name: `协会${n}`,
        alias: `T${n}`,
        kind: '社会团体',
        address: `示范路 ${n} 号`,
      };
      await make('/targets', { ...target, ...PLACE });
    }
    const people = [await make('/inspectors', inspectorBody(agency, 'Z0')), await make('/inspectors', inspectorBody(agency, 'Z1'))]; // prettier-ignore
    for (const [at, inspectorId] of people.entries()) {
      const user = { username: `officer${at}`, displayName: '某', password: PASSWORD, role: 'inspector' };
      await make('/users', { ...user, agencyId: agency, inspectorId });
      tokens.set(inspectorId, await server.signIn(`officer${at}`));
    }
    const plan = await make('/plans', { agencyId: agency, year: Number(today().slice(0, 4)), title: '年度计划' });
    await make(
      `/plans/${plan}/batches`,
      batchBody(matter, { rate: { direction: 'number', number: 2 }, schedule: { kind: 'date', at: now() } }),
    );
    await made(server, admin, `/plans/${plan}/publish`, {});
    await server.until('/api/v1/draws', admin, (body) => body.items[0]?.phase === 'issued');
    const { items } = await get('/inspections?pageSize=100');
    [inspection, other] = items.map(({ id }: Answer['body']) => id);
    team = items[0].team.map(({ inspectorId }: Answer['body']) => inspectorId);
    officer = tokens.get(team[0]!) ?? '';
    for (const id of [inspection, other]) await takeSteps(server, admin, id, 'accept');
    const questions = [
      { key: 'licence', text: '证书是否悬挂', kind: 'yes-no', required: true },
      { key: 'note', text: '情况', kind: 'text' },
    ];
    ({ version } = (
      await call('PUT', `/matters/${matter}/questions`, admin, { questions }, { 'if-match': '"0"' })
    ).body);
    ({ code } = await get(`/inspections/${inspection}/code`, officer));
  }, 120_000);
  afterAll(() => server.stop());

  it('gives a phone its day, and nothing where it has it', async () => {
    const first = await call('GET', '/on-site/bundle', officer);
    expect(first.body.inspections).toHaveLength(2);
    expect(first.body.inspections.find(({ id }: Answer['body']) => id === inspection)).toMatchObject({
      target: { address: expect.stringContaining('示范路'), ...PLACE },
      checkInMetres: 300,
      matters: [{ id: matter, questions: { version, questions: [{ key: 'licence' }, { key: 'note' }] } }],
    });
    // the address that it names leads to the papers of that inspection, for whoever may go there
    const { documents } = first.body.inspections.find(({ id }: Answer['body']) => id === inspection);
    const papers = await server.call('GET', documents, { token: officer });
    expect([papers.status, papers.body.map(({ kind }: Answer['body']) => kind)]).toEqual([
      200,
      expect.arrayContaining(['notice']),
    ]);
    const tag = first.headers.get('etag') ?? '';
    const again = await call('GET', '/on-site/bundle', officer, undefined, { 'if-none-match': tag });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it('takes check-ins by the code, and refuses what is far away or copied', async () => {
    const device = randomUUID();
    const at = { ...PLACE, accuracy: 15 };
    const checkIn = (content: object): object => ({ kind: 'check-in', content: { code, place: at, ...content } });
    const answer = await sync(
      officer,
      device,
      checkIn({ place: { ...at, latitude: at.latitude + 100_000 } }),
      checkIn({ code: 'ZZZZ-ZZZZ-ZZZZ' }),
      checkIn({ code: `https://example.org/i/${code}` }),
    );
    expect(came(answer)).toEqual(['refused too_far_away', 'refused code_unknown', 'taken']);
    const partner = tokens.get(team[1]!) ?? '';
    const elsewhere = { ...at, latitude: at.latitude + 1_000_000 };
    expect(came(await sync(partner, randomUUID(), checkIn({ place: elsewhere, farReason: '已搬迁' })))).toEqual([
      'refused two_places_at_once',
    ]);
    expect(await record()).toMatchObject({
      checkIns: [{ distance: 0, clock: 'right', far: false }],
      refused: [{ problem: { code: 'two_places_at_once' } }, {}, { problem: { code: 'too_far_away' } }],
    });
    // what is done on site is nobody else's
    const stranger = await call('GET', `/public/inspections/${code}`, '');
    expect(JSON.stringify(stranger.body)).not.toContain('116397500');
  });

  describe('files', () => {
    it('come and go as they are: an attachment in which nothing runs', async () => {
      const photo = jpeg({ data: Buffer.alloc(MEGABYTE, 'photo') });
      expect((await put(photo)).body).toMatchObject({ mediaType: 'image/jpeg', before: false });
      // whatever its sender calls it
      expect((await put(photo, sha256(photo), officer, { 'content-type': 'application/json' })).body.before).toBe(true);
      const response = await fetch(`${server.url}/api/v1/inspections/${inspection}/files/${sha256(photo)}`, {
        headers: { authorization: `Bearer ${admin}` },
      });
      expect(Buffer.from(await response.arrayBuffer()).equals(photo)).toBe(true);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'image/jpeg',
        'content-length': String(photo.length),
        'content-disposition': `attachment; filename="${sha256(photo).slice(0, 16)}.jpg"`,
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      });
      const open = await fetch(`${server.url}/api/v1/inspections/${inspection}/files/${sha256(photo)}`);
      expect(open.status).toBe(401);
    });

    it('that are wrong are refused, and nothing of them is there', async () => {
      const bad: [Uint8Array, string][] = [
        [PROGRAMS[0]!, '415 file_type'],
        [Buffer.from('<html><script>alert(1)</script>'), '415 file_type'],
        [zip(), '415 file_type'],
        [Buffer.concat([pdf(), zip()]), '415 file_of_two_kinds'],
        [png(30_000, 30_000), '415 picture_too_large'],
        [jpeg().subarray(0, 40), '415 file_broken'],
        [Buffer.concat([jpeg(), Buffer.alloc(50 * MEGABYTE)]), '413 file_too_large'],
      ];
      for (const [bytes, why] of bad) expect(told(await put(bytes))).toBe(why);
      expect(told(await put(png(), 'ab'.repeat(32)))).toBe('400 hash_mismatch');
      expect(told(await put(png(), 'not-a-hash'))).toBe('404 not_found');
      for (const [bytes] of bad) {
        const found = await call('GET', `/inspections/${inspection}/files/${sha256(bytes)}`, admin);
        expect(found.status).toBe(404);
      }
      expect((await call('GET', `/inspections/${other}/files/${sha256(png())}`, officer)).status).toBe(404);
      // elsewhere bytes are no body
      expect(told(await call('POST', '/on-site/sync', officer, png(), BYTES))).toBe('415 unsupported_media_type');
    });

    it('that were cut off are not there, and come whole the next time', async () => {
      const photo = jpeg({ data: Buffer.alloc(2 * MEGABYTE, 'cut') });
      const path = `/api/v1/inspections/${inspection}/files/${sha256(photo)}`;
      await new Promise<void>((resolve) => {
        const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
        const head = `PUT ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${officer}\r\nContent-Length: ${photo.length}\r\n\r\n`;
        socket.on('close', () => resolve());
        socket.write(head);
        socket.write(photo.subarray(0, MEGABYTE), () => socket.destroy());
      });
      expect((await server.call('GET', path, { token: admin })).status).toBe(404);
      expect((await put(photo)).body).toMatchObject({ before: false, bytes: photo.length });
    });
  });

  it('counts everything once through cut connections and a server that is killed', async () => {
    let cut = 0;
    /** Every other request is cut: in its middle, or when it is out and nobody waits for the answer. */
    const send = async <T>(method: string, path: string, type: string, body: Uint8Array): Promise<Sent<T>> => {
      const fate = cut++ % 4;
      if (fate === 0 || fate === 2) {
        await new Promise<void>((resolve) => {
          const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
          socket.on('close', () => resolve());
          socket.on('error', () => undefined);
          socket.write(
            `${method} /api/v1${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${officer}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`,
          );
          socket.write(fate === 0 ? body.subarray(0, body.length / 2) : body, () => socket.destroy());
        });
        throw new Error('cut');
      }
      const answer = await call(method, path, officer, body, { 'content-type': type });
      if (answer.status === 401) return { kind: 'sign-in' };
      if (answer.status >= 500) throw new Error(told(answer));
      return answer.status < 400
        ? { kind: 'done', answer: answer.body as T }
        : { kind: 'refused', problem: answer.body };
    };
    const sender: Sender = {
      sync: (request) =>
        send<SyncResponse>('POST', '/on-site/sync', 'application/json', Buffer.from(JSON.stringify(request))),
      upload: (id, hash, bytes) => send('PUT', `/inspections/${id}/files/${hash}`, 'application/octet-stream', bytes),
    };
    const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    const [disk, outside] = [new Disk(), { now: () => new Date(), newId: () => randomUUID() as string, hash }];
    let queue = new FieldQueue(disk, sender, outside);
    const before = await record();
    const values: string[] = [];
    const photos: string[] = [];
    const answer = async (): Promise<void> => {
      const value = `第 ${values.length} 次`;
      await queue.add('answer', inspection, { matterId: matter, version, question: 'note', value });
      values.push(value);
    };
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 12; n++) await answer();
      const photo = jpeg({ data: Buffer.from(`photo ${round}`) });
      photos.push(hash(photo));
      await queue.addFile(inspection, photo, { caption: `照片 ${round}` });
      await queue.flush();
      // killed while a request is under way; the phone was switched off as well
      const flying = queue.flush().catch(() => 'offline');
      await server.stop('SIGKILL');
      await flying;
      server = await TestServer.start(database.address());
      queue = new FieldQueue(disk, sender, outside);
    }
    for (let tries = 0; (await queue.flush()) !== 'all'; tries++) expect(tries).toBeLessThan(60);
    expect((await queue.state()).refused).toEqual([]);
    const after = await record();
    const [answers] = after.answers.filter(({ question }: Answer['body']) => question === 'note');
    const given = [answers.current, ...answers.earlier].map(({ value }: Answer['body']) => value as string);
    expect(given.reverse()).toEqual(values);
    const captions = after.files.filter(({ sha256: each }: Answer['body']) => photos.includes(each));
    expect(captions.map(({ caption }: Answer['body']) => caption)).toEqual(['照片 0', '照片 1', '照片 2']);
    expect(after.files).toHaveLength(before.files.length + 3);
    expect(await disk.fileNames()).toEqual([]);
  }, 120_000);

  it('goes on to the visit, the findings and the signatures, until it is looked over', async () => {
    const { recordHash } = await record();
    const strokes = [[1, 1, 50, 60, 100, 80, 200, 150]];
    const device = randomUUID();
    expect(
      came(
        await sync(
          officer,
          device,
          { kind: 'signature', content: { signer: 'target', name: '负责人', recordHash, strokes } },
          { kind: 'visit', content: {} },
          { kind: 'findings', content: { findings: [{ code: 'no-problem-found' }] } },
          { kind: 'findings', content: { findings: [{ code: 'nothing-such' }] } },
        ),
      ),
    ).toEqual(['taken', 'taken', 'taken', 'refused unknown_finding_code']);
    expect(await record()).toMatchObject({
      state: 'reported',
      signatures: [{ version: 'present' }],
      missing: [{ question: 'licence' }],
    });
    await takeSteps(server, admin, inspection, 'review');
    expect(told(await put(png(7, 7)))).toBe('409 record_fixed');
    const late = { kind: 'answer', content: { matterId: matter, version, question: 'licence', value: 'yes' } };
    expect(came(await sync(officer, randomUUID(), late))).toEqual(['refused record_fixed']);
    expect(came(await sync(admin, randomUUID(), late))).toEqual(['refused record_fixed']);
    expect(told(await sync(officer, 'no-uuid', late))).toBe('400 validation_failed');
    expect(await server.told('unforeseen error', 0)).toEqual([]);
  });
});
