import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onEachDatabase } from '../support/databases.js';
import { batchBody, inspectorBody, made, year } from '../support/hostile-house.js';
import { PostOffice } from '../support/post-office.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';
import { WebReceiver } from '../support/web-receiver.js';

const SMTP_PASSWORD = 'the-password-of-the-mail';
const KEY = '693a91f6-7aaa-4bc4-97a0-0ec2bbbbcccc';

/** A certificate for this machine, made for this test. */
function certificate(dir: string): { key: string; cert: string; file: string } {
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const subject = ['-subj', '/CN=office', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', cert, ...subject], { stdio: 'pipe' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), file: cert };
}

onEachDatabase('people are told', (database) => {
  const dir = mkdtempSync(join(tmpdir(), 'sortis-notices-'));
  const seal = certificate(dir);
  const office = new PostOffice(seal);
  const web = new WebReceiver();
  let server: TestServer;
  let admin: string;
  let agency: number;
  let matter: number;
  let inspectors: number[];
  let plans = 0;
  const tokens: Record<string, string> = {};

  const environment = (): Record<string, string> => ({
    SORTIS_SMTP_URL: `smtp://sortis:${SMTP_PASSWORD}@127.0.0.1:${office.port}`,
    SORTIS_SMTP_FROM: 'sortis@example.cn',
    SORTIS_NOTICE_NETWORKS: '127.0.0.1/32',
    SORTIS_LEASE_SECONDS: '2',
    NODE_EXTRA_CA_CERTS: seal.file,
  });
  const start = async (more: Record<string, string> = {}): Promise<void> => {
    server = await TestServer.start(database.address(), { ...environment(), ...more });
  };
  const call = (method: string, path: string, token = admin, body?: unknown): Promise<Answer> =>
    server.call(method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body }) });
  const until = async (what: string, holds: () => boolean | Promise<boolean>, seconds = 30): Promise<void> => {
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${what} did not come\n${server.log.slice(-30).join('')}`);
  };
  const letterTo = (name: string) => office.letters.find(({ to }) => to[0] === `${name}@example.org`);

  beforeAll(async () => {
    await office.start();
    await web.start();
    await start();
    admin = await server.signIn();
    agency = (await made(server, admin, '/agencies', { code: 'NOT', name: '示范县民政局', level: 'county' })).id;
    matter = (await made(server, admin, '/matters', { agencyId: agency, name: '检查', legalBasis: '《慈善法》' })).id;
    for (let n = 0; n < 6; n++)
      await made(server, admin, '/targets', { agencyId: agency, name: `协会${n}`, alias: `N-${n}`, kind: '社会团体' });
    inspectors = [];
    for (let n = 0; n < 3; n++)
      inspectors.push(
        (
          await made(server, admin, '/inspectors', {
            ...inspectorBody(agency, `N-Z${n}`),
            validUntil: `${year() + 9}-12-31`,
          })
        ).id,
      );
    for (const [username, role, more] of [
      ['chief', 'admin', {}],
      ['li', 'planner', { email: 'li@example.org' }],
      ['zhao', 'planner', { email: 'zhao@example.org', language: 'en' }],
      ['eye', 'auditor', {}],
      ...[0, 1, 2].map(
        (n) => [`wang${n}`, 'inspector', { email: `wang${n}@example.org`, inspectorId: inspectors[n] }] as const,
      ),
    ] as const) {
      await made(server, admin, '/users', {
        username,
        displayName: username,
        password: PASSWORD,
        role,
        agencyId: agency,
        ...more,
      });
      tokens[username] = await server.signIn(username);
    }
  });
  afterAll(async () => {
    await server.stop();
    await office.stop();
    await web.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  beforeEach(() => {
    office.letters.splice(0);
    office.rule = () => undefined;
    web.received.splice(0);
    web.mend();
  });

  /** A plan that li has submitted. Its title ends in its number. */
  async function submitted(schedule: object): Promise<number> {
    const { id } = await made(server, tokens.li ?? '', '/plans', {
      agencyId: agency,
      year: year() + plans++,
      title: `计划${plans}\u00b7<b>`,
    });
    await made(server, tokens.li ?? '', `/plans/${id}/batches`, batchBody(matter, { schedule }));
    await made(server, tokens.li ?? '', `/plans/${id}/submit`, { reason: '请审核' });
    return id as number;
  }

  it('from a plan that awaits its review to a draw that sends them out', async () => {
    // zhao wants to know at once what others have in the morning
    const choices = [
      { kind: 'review-wanted', channel: 'email', when: 'at-once' },
      { kind: 'draw-issued', channel: 'email', when: 'digest' },
    ];
    expect((await call('PUT', '/me/notice-choices', tokens.zhao, { choices })).body.choices).toContainEqual(choices[0]);
    const plan = await submitted({ kind: 'date', at: new Date().toISOString() });
    await until('the letter to zhao', () => letterTo('zhao') !== undefined);
    const letter = letterTo('zhao');
    expect(letter?.headers.get('subject')).toBe('[Sortis] The plan "计划1·<b>" waits to be reviewed');
    expect(letter?.html).toContain('&#60;b&#62;');
    expect(letter?.text).toContain(`/api/v1/plans/${plan}`);
    expect([letter?.secured, letter?.login]).toEqual([true, `sortis:${SMTP_PASSWORD}`]);
    // who submitted it is not told
    expect((await call('GET', '/me/notices', tokens.li)).body.total).toBe(0);
    const { items } = (await call('GET', '/me/notices?unread=true', tokens.zhao)).body;
    expect(items).toMatchObject([{ kind: 'review-wanted', agencyId: agency, readAt: null }]);
    expect((await call('POST', `/me/notices/${items[0].id}/read`, tokens.li)).status).toBe(404);
    expect((await call('POST', `/me/notices/${items[0].id}/read`, tokens.zhao)).body.readAt).not.toBeNull();

    await made(server, tokens.zhao ?? '', `/plans/${plan}/approve`, { reason: '同意' });
    await made(server, tokens.li ?? '', `/plans/${plan}/publish`, {});
    await server.until(`/api/v1/draws?agencyId=${agency}`, admin, (body) => body.items[0]?.phase === 'issued');
    const seated = async (): Promise<string[]> => {
      const list = (await call('GET', '/inspections?pageSize=200')).body.items as { team: { inspectorId: number }[] }[];
      const ids = new Set(list.flatMap(({ team }) => team.map(({ inspectorId }) => inspectorId)));
      return [0, 1, 2].filter((n) => ids.has(inspectors[n] ?? 0)).map((n) => `wang${n}@example.org`);
    };
    const names = await seated();
    expect(names.length).toBeGreaterThan(1);
    await until('the letters to the inspectors', () => office.letters.length === 1 + names.length);
    expect(
      office.letters
        .slice(1)
        .map(({ to }) => to[0])
        .sort(),
    ).toEqual(names);
    expect(office.letters[1]?.headers.get('subject')).toMatch(/^【公签】你被抽中执行检查：\d{4}-\d{6}$/);
    // the planners have it in the morning, and in their lists now
    const kinds = (await call('GET', '/me/notices', tokens.li)).body.items.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(['draw-issued']);
  });

  it('by webhooks and robots of their agency, and the log says how it went', async () => {
    const at = `/agencies/${agency}/notice-channels`;
    const hook = await call('POST', at, tokens.chief, {
      kind: 'webhook',
      name: '系统',
      address: `${web.url}/hook`,
      kinds: ['review-wanted'],
    });
    expect(hook.status).toBe(201);
    const { secret } = hook.body as { secret: string };
    expect(secret).toMatch(/^[\w-]{43}$/);
    const wecom = await call('POST', at, tokens.chief, {
      kind: 'wecom',
      name: '企微',
      address: `${web.url}/cgi-bin/webhook/send?key=${KEY}`,
    });
    const ding = await call('POST', at, tokens.chief, {
      kind: 'dingtalk',
      name: '钉钉',
      address: `${web.url}/robot/send?access_token=${KEY}`,
      secret: 'SEC-of-dingtalk',
    });
    expect([wecom.body.secret, ding.body.secret, ding.body.signed]).toEqual([null, null, true]);
    // the first answers badly at first
    let hooks = 0;
    web.answer = ({ path }, response) => {
      if (path === '/hook' && ++hooks === 1) response.writeHead(500).end('not now');
      else response.end('{"errcode":0,"errmsg":"ok"}');
    };
    await submitted({ kind: 'date', at: `${year() + plans}-12-01T09:00:00+08:00` });
    await until('a second try', () => web.received.filter(({ path }) => path === '/hook').length === 2);
    const [first, second] = web.received.filter(({ path }) => path === '/hook');
    expect(first?.headers['x-sortis-id']).toBe(second?.headers['x-sortis-id']);
    const signed = `${String(second?.headers['x-sortis-timestamp'])}.${String(second?.body)}`;
    expect(second?.headers['x-sortis-signature']).toBe(
      `v1=${createHmac('sha256', secret).update(signed).digest('hex')}`,
    );
    expect(JSON.parse(second?.body ?? '')).toMatchObject({
      kind: 'review-wanted',
      agency: { code: 'NOT' },
      title: { zh: expect.stringContaining('待审核') },
    });
    await until('both robots', () => web.received.length >= 4);
    const robots = web.received.filter(({ path }) => path !== '/hook');
    for (const { body } of robots)
      expect(JSON.parse(body)).toMatchObject({ msgtype: 'text', text: { content: expect.stringContaining('待审核') } });
    expect(robots.map(({ path }) => path.split('?')[0]).sort()).toEqual(['/cgi-bin/webhook/send', '/robot/send']);
    expect(robots.find(({ path }) => path.startsWith('/robot'))?.path).toMatch(/&timestamp=\d{13}&sign=/);

    await until(
      'the log',
      async () =>
        (await call('GET', `/agencies/${agency}/notice-deliveries?channel=webhook`, tokens.chief)).body.items[0]
          ?.state === 'sent',
    );
    const log = (await call('GET', `/agencies/${agency}/notice-deliveries?channel=webhook`, tokens.chief)).body;
    expect(log.items).toMatchObject([
      { attempt: 2, state: 'sent', code: '200' },
      { attempt: 1, state: 'failed', code: '500', answer: 'not now' },
    ]);
    const mails = (token: string | undefined) =>
      call('GET', `/agencies/${agency}/notice-deliveries?channel=email&pageSize=1&sort=id`, token);
    expect((await mails(tokens.chief)).body.items[0].address).toBe('zhao@example.org');
    expect((await mails(tokens.eye)).body.items[0].address).toBe('z***@example.org');
    expect((await mails(tokens.li)).status).toBe(403);

    const trial = await call('POST', `${at}/${wecom.body.id}/test`, tokens.chief);
    expect(trial.body).toMatchObject({ sent: true, code: 'errcode 0' });
    web.answer = (_, response) => void response.end('{"errcode":93000,"errmsg":"invalid webhook url"}');
    expect((await call('POST', `${at}/${wecom.body.id}/test`, tokens.chief)).body).toMatchObject({
      sent: false,
      code: 'errcode 93000',
    });
    const shown = JSON.stringify((await call('GET', at, tokens.chief)).body);
    for (const word of [secret, KEY, 'SEC-of-dingtalk', SMTP_PASSWORD]) {
      expect([word, shown.includes(word)]).toEqual([word, false]);
      expect([word, server.log.join('').includes(word)]).toEqual([word, false]);
    }
    const tagged = await server.call('PATCH', `/api/v1${at}/${wecom.body.id}`, {
      token: tokens.chief ?? '',
      body: { name: '改名' },
      headers: { 'if-match': '"9"' },
    });
    expect(tagged.status).toBe(412);
    for (const { id } of (await call('GET', at, tokens.chief)).body)
      expect((await call('DELETE', `${at}/${id}`, tokens.chief)).status).toBe(204);
    expect((await call('GET', at, tokens.chief)).body).toEqual([]);
  });

  it('a second time under the same id where the server dies between sending and noting, and never a third', async () => {
    // it dies when the office has taken the letter and has not yet said so
    let killed = false;
    office.rule = (command) => {
      if (command !== '.' || killed) return undefined;
      killed = true;
      server.process.kill('SIGKILL');
      return undefined;
    };
    await submitted({ kind: 'date', at: `${year() + plans}-12-01T09:00:00+08:00` });
    await until('the end of the server', () => server.process.signalCode === 'SIGKILL');
    const first = office.letters.splice(0);
    await start();
    admin = await server.signIn();
    for (const name of Object.keys(tokens)) tokens[name] = await server.signIn(name);
    await until('the letter', () => letterTo('zhao') !== undefined, 100);
    const ids = [...first, ...office.letters].map(({ headers }) => headers.get('message-id'));
    expect(new Set(ids).size).toBe(1);
    await until(
      'the note',
      async () => (await call('GET', `/agencies/${agency}/notice-deliveries?state=unknown`)).body.total === 1,
    );
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(office.letters).toHaveLength(1);
    const { items } = (await call('GET', '/me/notices?unread=true', tokens.zhao)).body;
    expect(items.map(({ title }: { title: { zh: string } }) => title.zh)).toContainEqual(
      expect.stringContaining(`计划${plans}`),
    );
  }, 150_000);

  it('where they want to be, which each says himself, and administrators for them', async () => {
    expect((await call('GET', '/me', tokens.li)).body).toMatchObject({
      username: 'li',
      email: 'li@example.org',
      language: null,
    });
    for (const email of [
      'x',
      'a@b',
      'a@example.org\r\nBcc: b@example.org',
      'a b@example.org',
      '<a@example.org>',
      `${'a'.repeat(65)}@example.org`,
      'a@example.org,b@example.org',
      '王@example.org',
    ])
      expect([email, (await call('PATCH', '/me', tokens.li, { email })).status]).toEqual([email, 400]);
    expect(
      (await call('PATCH', '/me', tokens.li, { email: 'li.ming+x@mail.example.org', language: 'en' })).body,
    ).toMatchObject({ email: 'li.ming+x@mail.example.org', language: 'en' });
    const { items } = (await call('GET', '/users?q=li', tokens.chief)).body;
    expect(items[0]).toMatchObject({ email: 'li.ming+x@mail.example.org', language: 'en' });
    expect(
      (await call('PATCH', `/users/${items[0].id}`, tokens.chief, { email: null, language: null })).body,
    ).toMatchObject({ email: null, language: null });
    expect((await call('GET', '/me/notice-choices', tokens.li)).body).toMatchObject({ email: null, mailIsSent: true });
  });

  it('nowhere inside by default, and in clear by no one', async () => {
    await server.stop();
    await start({ SORTIS_NOTICE_NETWORKS: '', NODE_EXTRA_CA_CERTS: '' });
    const chief = await server.signIn('chief');
    const at = `/agencies/${agency}/notice-channels`;
    const refused = await call('POST', at, chief, { kind: 'webhook', name: '内网', address: `${web.url}/hook` });
    expect([refused.status, refused.body.code]).toEqual([400, 'address_refused']);
    expect(refused.body.errors[0].pointer).toBe('/address');
    // a name is looked up when something is sent
    const named = await call('POST', at, chief, {
      kind: 'webhook',
      name: '内网',
      address: `http://localhost:${web.port}/hook`,
    });
    expect(named.status).toBe(201);
    const trial = await call('POST', `${at}/${named.body.id}/test`, chief);
    expect(trial.body).toMatchObject({ sent: false, code: 'address-refused' });
    expect(web.received).toEqual([]);
    // the office's certificate is nobody's that this server trusts
    expect((await call('PATCH', '/me', chief, { email: 'chief@example.org' })).status).toBe(200);
    await call('PUT', '/me/notice-choices', chief, {
      choices: [{ kind: 'review-wanted', channel: 'email', when: 'at-once' }],
    });
    tokens.li = await server.signIn('li');
    await submitted({ kind: 'date', at: `${year() + plans}-12-01T09:00:00+08:00` });
    admin = await server.signIn();
    await until('a try that fails', async () => {
      const { items } = (await call('GET', `/agencies/${agency}/notice-deliveries?state=failed&channel=email`)).body;
      return items.some(({ address }: { address: string }) => address === 'chief@example.org');
    });
    expect(office.letters).toEqual([]);
    expect(server.log.join('')).not.toContain(SMTP_PASSWORD);
    const ready = (await server.call('GET', '/health/ready')).body;
    expect(ready.parts.notices.waiting).toBeGreaterThan(0);
  });
});
