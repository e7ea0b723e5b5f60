import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';

import { onEachDatabase } from '../../test/support/databases.js';
import { administrator, NoticeHouse, START } from '../../test/support/notice-house.js';
import { PostOffice } from '../../test/support/post-office.js';
import { WebReceiver } from '../../test/support/web-receiver.js';
import { LeaseLost } from '../platform/jobs/job-handlers.js';
import { Job } from '../platform/jobs/job.entity.js';
import { EmailChannel } from './channels/email.channel.js';
import { NoticeChannels } from './channels/notice-channels.service.js';
import { WebhookChannel } from './channels/webhook.channel.js';
import { Inbox } from './inbox/inbox.service.js';
import { NoticeQueue } from './outbox/notice-queue.entity.js';
import { NoticeReceipt } from './outbox/notice-receipt.entity.js';
import { NoticeFigures } from './sending/notice-figures.js';
import { Trials } from './sending/trials.service.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

onEachDatabase('notices', (database) => {
  const office = new PostOffice();
  const web = new WebReceiver();
  let house: NoticeHouse;
  const people: Record<string, number> = {};

  beforeAll(async () => {
    await office.start();
    await web.start();
    house = await NoticeHouse.open(database.address(), {
      SORTIS_SMTP_URL: `smtp://127.0.0.1:${office.port}?tls=off`,
      SORTIS_NOTICE_NETWORKS: '127.0.0.1/32',
      SORTIS_PUBLIC_URL: 'https://sortis.example.cn/',
    });
    for (const [name, role, more] of [
      ['wang', 'inspector', { inspectorId: 1 }],
      ['li', 'planner', {}],
      ['zhao', 'planner', { language: 'en' as const }],
      ['gone', 'planner', { active: false }],
      ['silent', 'planner', { email: null }],
      ['city', 'planner', { agencyId: 2 }],
      ['all', 'admin', { agencyId: null }],
      ['beside', 'planner', { agencyId: 4 }],
    ] as const)
      people[name] = await house.user(name, role, more);
    house.get(EmailChannel).patience = 500;
    house.get(WebhookChannel).patience = 500;
  });
  afterAll(async () => {
    await house.close();
    await office.stop();
    await web.stop();
  });
  beforeEach(async () => {
    await house.forget();
    office.letters.splice(0);
    office.rule = () => undefined;
    web.received.splice(0);
    web.mend();
  });

  const names = (ids: readonly number[]): string[] =>
    ids.map((id) => Object.keys(people).find((name) => people[name] === id) ?? '?').sort();
  const told = async (): Promise<string[]> => {
    const rows = await house.dataSource.manager.find(NoticeReceipt);
    return names(rows.map(({ userId }) => userId));
  };
  const inbox = (name: string) => house.get(Inbox).list({ ...administrator(null), userId: people[name] ?? 0 }, {});
  const me = (name: string) => ({ ...administrator(3), userId: people[name] ?? 0 });
  const wang = () => ({ userIds: [people.wang ?? 0] });
  const channel = (more: object = {}) =>
    house.get(NoticeChannels).create(administrator(3), 3, {
      kind: 'webhook',
      name: '钩子',
      address: `${web.url}/in?key=0123456789abcdef`,
      ...more,
    });

  it('told in a transaction that does not commit were never told', async () => {
    await expect(
      house.transaction(async (manager) => {
        const { Notices } = await import('./outbox/notices.service.js');
        await house.get(Notices).tell(manager, {
          ...{
            kind: 'draw-failed',
            agencyId: 3,
            to: wang(),
            title: { zh: '无', en: 'no' },
            link: '/x',
            key: 'rolled-back',
          },
        });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await house.send();
    expect(await told()).toEqual([]);
    expect([await house.messages(), office.letters]).toEqual([[], []]);
    expect(await house.dataSource.manager.countBy(Job, { kind: 'notice-send' })).toBe(0);
  });

  it('that nobody could send for two days go out no more, and the jobs beside the one at work end with it', async () => {
    const after = (ms: number): void => house.clock.set(new Date(house.clock.now().getTime() + ms));
    for (const key of ['old', 'older']) {
      after(1000);
      await house.tell({ key, to: wang() });
    }
    const jobs = (): Promise<string[]> =>
      house.dataSource.manager
        .find(Job, { where: { kind: 'notice-send' }, order: { id: 'ASC' } })
        .then((rows) => rows.map(({ state }) => state));
    expect(await jobs()).toEqual(['waiting', 'waiting']);
    after(49 * 3_600_000);
    await house.tell({ key: 'new', to: wang() });
    await house.send();
    expect(office.letters).toHaveLength(1);
    expect((await house.messages()).map(({ attempts, state }) => [state, attempts])).toEqual([
      ['failed', 0],
      ['failed', 0],
      ['sent', 1],
    ]);
    // the first is the one at work, which its runner ends
    expect(await jobs()).toEqual(['waiting', 'done', 'done']);
  });

  it('go out once, by mail, and stand in the list', async () => {
    await house.tell({ key: 'once', to: wang() });
    await house.tell({ key: 'once', to: wang(), title: { zh: '另一个', en: 'another' } });
    expect(office.letters).toEqual([]);
    await house.send();
    await house.send();
    expect(office.letters.map(({ to }) => to)).toEqual([['wang@example.org']]);
    expect(office.letters[0]?.text).toContain('https://sortis.example.cn/api/v1/inspections');
    expect(await house.messages()).toMatchObject([{ state: 'sent', attempts: 1 }]);
    expect(await house.deliveries()).toMatchObject([
      { state: 'sent', attempt: 1, code: '250', address: 'wang@example.org', answer: expect.stringContaining('taken') },
    ]);
    expect(await inbox('wang')).toMatchObject({ total: 1, items: [{ title: { zh: '你被抽中' }, readAt: null }] });
    expect(house.logged.join('\n')).not.toContain('wang@');
  });

  it('reach whom they are for: people, inspectors, and of roles those who are nearest', async () => {
    await house.tell({ key: 'a', to: { inspectorIds: [1, 2] } });
    expect(await told()).toEqual(['wang']);
    await house.forget();
    await house.tell({ key: 'b', to: { roles: ['planner'] } });
    expect(await told()).toEqual(['li', 'silent', 'zhao']);
    await house.forget();
    await house.tell({
      key: 'c',
      to: { roles: ['planner'], except: ['li', 'silent', 'zhao'].map((name) => people[name] ?? 0) },
    });
    expect(await told()).toEqual(['city']);
    await house.forget();
    await house.tell({
      key: 'd',
      to: { roles: ['admin'], userIds: [people.li ?? 0, people.gone ?? 0], except: [null] },
    });
    expect(await told()).toEqual(['all', 'li']);
    await house.forget();
    await house.tell({ key: 'e', agencyId: null, to: { roles: ['admin', 'planner'] } });
    expect(await told()).toEqual(['all']);
  });

  it('are in the reader’s language, and in nobody else’s mailbox', async () => {
    await house.tell({ key: 'words', to: { roles: ['planner'] } });
    await house.send();
    const subjects = office.letters.map(({ headers, to }) => [to[0], headers.get('subject')]).sort();
    expect(subjects).toEqual([
      ['li@example.org', '【公签】你被抽中'],
      ['zhao@example.org', '[Sortis] You were drawn'],
    ]);
    expect(await inbox('silent')).toMatchObject({ total: 1 });
  });

  it('outlast a mail server that is away: they are tried again, ever more seldom, and arrive once', async () => {
    await office.stop();
    await house.tell({ key: 'away', to: wang() });
    await house.send();
    expect(await house.deliveries()).toMatchObject([{ state: 'failed', code: expect.stringMatching(/^e/) }]);
    // it rests: neither this one nor another is tried meanwhile
    await house.tell({ key: 'away-2', to: wang() });
    await house.send();
    expect(await house.deliveries()).toHaveLength(1);
    expect(await house.run('notice-send', 'mail')).toEqual({ again: new Date(START.getTime() + 5000) });
    house.pass(5000);
    await house.send();
    expect(await house.deliveries()).toHaveLength(2);
    expect(await house.run('notice-send', 'mail')).toEqual({ again: new Date(START.getTime() + 15_000) });
    await office.start();
    house.pass(HOUR);
    await house.send();
    expect(office.letters).toHaveLength(2);
    expect(new Set(office.letters.map(({ headers }) => headers.get('x-sortis-id'))).size).toBe(2);
    expect((await house.messages()).map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(await house.dataSource.manager.find(NoticeQueue)).toMatchObject([{ failures: 0, failingSince: null }]);
  });

  it('that one mailbox refuses do not hold up the others', async () => {
    office.rule = (command) => (command.includes('LI@') ? '550 5.1.1 unknown' : undefined);
    await house.tell({ key: 'refused', to: { roles: ['planner'] } });
    await house.send();
    expect(office.letters.map(({ to }) => to[0])).toEqual(['zhao@example.org']);
    expect((await house.messages()).map(({ state, userId }) => [names([userId ?? 0])[0], state])).toEqual([
      ['li', 'failed'],
      ['zhao', 'sent'],
    ]);
  });

  it('are given up after two days, and say so', async () => {
    await office.stop();
    await house.tell({ key: 'never', to: wang() });
    let tries = 0;
    for (; tries < 100; tries++) {
      await house.send();
      const [message] = await house.messages();
      if (message?.state !== 'waiting') break;
      house.clock.set(new Date(Math.max(message.dueAt.getTime(), house.clock.now().getTime() + HOUR)));
    }
    await office.start();
    expect(await house.messages()).toMatchObject([{ state: 'failed' }]);
    expect(house.clock.now().getTime() - START.getTime()).toBeGreaterThan(1.9 * DAY);
    expect(tries).toBeGreaterThan(40);
    const figures = house.get(NoticeFigures) as unknown as { rows(): Promise<{ state: string; n: number | string }[]> };
    expect((await figures.rows()).map(({ n, state }) => [state, Number(n)])).toEqual([['failed', 1]]);
  });

  it('that were sent and not noted go out again under the same id, and the log says what is not known', async () => {
    await house.tell({ key: 'killed', to: wang() });
    // the process dies after the server has taken the letter, before that is written down
    const dying = new AbortController();
    office.rule = (command) => {
      if (command === '.') setImmediate(() => dying.abort(new Error('killed')));
      return command === 'QUIT' ? 'silence' : undefined;
    };
    const { Deliveries } = await import('./sending/deliveries.js');
    const deliveries = house.get(Deliveries);
    const end = deliveries.end.bind(deliveries);
    deliveries.end = () => Promise.reject(new Error('killed'));
    await expect(house.run('notice-send', 'mail', { signal: dying.signal })).rejects.toThrow('killed');
    deliveries.end = end;
    office.rule = () => undefined;
    expect(office.letters).toHaveLength(1);
    // nobody takes it while it may still be under way
    expect(await house.run('notice-send', 'mail')).toMatchObject({ again: new Date(START.getTime() + 60_000) });
    expect(office.letters).toHaveLength(1);
    house.pass(60_000);
    await house.send();
    const ids = office.letters.map(({ headers }) => headers.get('message-id'));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect((await house.deliveries()).map(({ attempt, state }) => [attempt, state])).toEqual([
      [1, 'unknown'],
      [2, 'sent'],
    ]);
  });

  it('are not sent by one whose lease is lost', async () => {
    await house.tell({ key: 'lost', to: wang() });
    await expect(house.run('notice-send', 'mail', { fence: () => Promise.reject(new LeaseLost(1)) })).rejects.toThrow(
      LeaseLost,
    );
    expect([office.letters, await house.deliveries()]).toEqual([[], []]);
  });

  it('go to a webhook that answers 500 and then 200: signed, once, with one id', async () => {
    const { secret } = await channel();
    web.answer = (_, response) => void response.writeHead(500).end(`broken ${String(secret)}`);
    await house.tell({ key: 'hook', to: {} });
    await house.send();
    web.mend();
    house.pass(5000);
    await house.send();
    await house.send();
    expect(web.received).toHaveLength(2);
    expect(new Set(web.received.map(({ headers }) => headers['x-sortis-id'])).size).toBe(1);
    expect((await house.deliveries()).map(({ answer, code, state }) => [state, code, answer])).toEqual([
      ['failed', '500', 'broken …'],
      ['sent', '200', '{"errcode":0,"errmsg":"ok"}'],
    ]);
    const shown = JSON.stringify([
      await house.deliveries(),
      house.logged,
      await house.get(NoticeChannels).list(administrator(3), 3),
    ]);
    expect(shown).not.toContain(String(secret));
    expect(shown).not.toContain('0123456789abcdef');
    const history = JSON.stringify(await house.dataSource.query('SELECT after_value FROM history'));
    expect(history).toContain('钩子');
    expect(history).not.toContain(String(secret));
    expect(history).not.toContain('0123456789abcdef');
  });

  it('go to channels by their kinds, not to those of others, not where they are personal, not to what was switched off or removed', async () => {
    const channels = house.get(NoticeChannels);
    const all = await channel();
    await channel({ name: '只要失败', kinds: ['draw-failed'] });
    await channels.create(administrator(4), 4, { kind: 'webhook', name: '别家', address: `${web.url}/other` });
    const where = async (): Promise<number[]> => {
      const ids = (await house.messages()).map(({ channelId }) => channelId ?? 0);
      return ids.map((id) => id - all.id);
    };
    await house.tell({ key: 'k1', to: {} });
    expect(await where()).toEqual([0]);
    await house.tell({ key: 'k2', to: {}, kind: 'draw-failed' });
    expect(await where()).toEqual([0, 0, 1]);
    await house.tell({ key: 'k3', to: {}, personal: true });
    await house.tell({ key: 'k4', to: {}, agencyId: null });
    expect(await where()).toHaveLength(3);
    await channels.change(administrator(3), 3, all.id, { active: false }, undefined);
    await house.tell({ key: 'k5', to: {} });
    expect(await where()).toHaveLength(3);
    await channels.remove(administrator(3), 3, all.id + 1, undefined);
    await house.send();
    expect(web.received).toEqual([]);
    expect((await house.messages()).map(({ state }) => state)).toEqual(['dropped', 'dropped', 'dropped']);
    const [row] = await house.dataSource.query<{ address: string; secret: string | null }[]>(
      'SELECT address, secret FROM notice_channels WHERE id = ?',
      [all.id + 1],
    );
    expect(row).toEqual({ address: '', secret: null });
  });

  it('reach a robot at most twenty times a minute', async () => {
    const { id } = await channel({ kind: 'wecom' });
    for (let n = 0; n < 25; n++) await house.tell({ key: `pace-${n}`, to: {} });
    expect(await house.run('notice-send', `channel-${id}`)).toEqual({ again: new Date(START.getTime() + 61_000) });
    expect(web.received).toHaveLength(20);
    await expect(house.get(Trials).of(administrator(3), 3, id)).rejects.toMatchObject({
      code: 'too_many_messages',
      retryAfterSeconds: 61,
    });
    house.pass(61_000);
    expect(await house.run('notice-send', `channel-${id}`)).toEqual({ done: true });
    expect(web.received).toHaveLength(25);
  });

  it('are tried out by a person, who sees what the other side says, and a trial that works ends the rest of a queue', async () => {
    const { id } = await channel();
    web.answer = (_, response) => void response.writeHead(403).end('not you');
    await house.tell({ key: 'before-trial', to: {} });
    await house.send();
    const trials = house.get(Trials);
    expect(await trials.of(administrator(3), 3, id)).toMatchObject({ sent: false, code: '403', answer: 'not you' });
    web.mend();
    expect(await trials.of(administrator(3), 3, id)).toMatchObject({ sent: true, code: '200' });
    house.pass(5000);
    await house.send();
    const kinds = web.received.map(({ headers }) => headers['x-sortis-kind']);
    expect(kinds).toEqual(['inspection-assigned', 'test', 'test', 'inspection-assigned']);
    await expect(trials.of(administrator(4), 3, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(trials.of(administrator(1), 4, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of a channel that has failed for a day reach its administrators, once', async () => {
    const { id } = await channel();
    web.answer = (_, response) => void response.writeHead(500).end();
    await house.tell({ key: 'failing', to: {} });
    await house.send();
    for (const hours of [23, 1, 1, 24]) {
      house.pass(hours * HOUR);
      await house.run('notice-watch', 'queues');
      const { items } = await inbox('all');
      expect(items.map(({ kind }) => kind)).toEqual(hours === 23 ? [] : ['channel-failing']);
      if (hours !== 23) expect(items[0]?.title.zh).toContain('钩子');
    }
    const shown = await house.get(NoticeChannels).one(administrator(3), 3, id);
    expect(shown.failingSince).toBe(START.toISOString());
  });

  it('that nobody is at are found again within minutes', async () => {
    await house.tell({ key: 'forgotten', to: wang() });
    await house.transaction((manager) => manager.delete(Job, { kind: 'notice-send' }));
    await house.run('notice-watch', 'queues');
    expect(await house.dataSource.manager.countBy(Job, { kind: 'notice-send' })).toBe(0);
    house.pass(121_000);
    await house.run('notice-watch', 'queues');
    const jobs = await house.dataSource.manager.findBy(Job, { kind: 'notice-send' });
    expect(jobs).toMatchObject([{ jobKey: 'mail', state: 'waiting' }]);
  });

  it('are read once, by those who have them', async () => {
    await house.tell({ key: 'r1', to: wang() });
    await house.tell({ key: 'r2', to: wang() });
    const { items } = await inbox('wang');
    const [second, first] = items.map(({ id }) => id);
    expect(Number(second)).toBeGreaterThan(Number(first));
    const service = house.get(Inbox);
    await expect(service.read(me('li'), second ?? 0)).rejects.toMatchObject({ code: 'not_found' });
    expect((await service.read(me('wang'), second ?? 0)).readAt).toBe(START.toISOString());
    house.pass(1000);
    expect((await service.read(me('wang'), second ?? 0)).readAt).toBe(START.toISOString());
    expect((await inbox('wang')).items.map(({ id }) => id)).toEqual([first, second]);
    expect(await service.list(me('wang'), { unread: true })).toMatchObject({ total: 1, items: [{ id: first }] });
    expect(await service.list(me('wang'), { unread: false })).toMatchObject({ total: 1, items: [{ id: second }] });
  });

  it('are wished for by kind, and the wish of the moment of telling counts', async () => {
    const service = house.get(Inbox);
    await service.choose(me('wang'), { choices: [{ kind: 'inspection-assigned', channel: 'email', when: 'none' }] });
    await service.choose(me('li'), { choices: [{ kind: 'draw-issued', channel: 'email', when: 'at-once' }] });
    await house.tell({ key: 'w1', to: wang() });
    await house.tell({ key: 'w2', to: { userIds: [people.li ?? 0, people.zhao ?? 0] }, kind: 'draw-issued' });
    await house.send();
    expect(office.letters.map(({ to }) => to[0])).toEqual(['li@example.org']);
    expect((await inbox('wang')).total).toBe(1);
    const answer = await service.choose(me('wang'), { choices: [] });
    expect(answer.choices.find(({ kind }) => kind === 'inspection-assigned')?.when).toBe('at-once');
    expect(answer).toMatchObject({ email: 'wang@example.org', mailIsSent: true });
    const twice = { kind: 'draw-issued', channel: 'email', when: 'none' } as const;
    await expect(service.choose(me('wang'), { choices: [twice, twice] })).rejects.toMatchObject({
      code: 'doubled_choice',
    });
  });

  it('wait for the digest of a working day: one mail, each notice in one of them, what was read in none', async () => {
    const draw = (n: number) =>
      house.tell({
        key: `d${n}`,
        kind: 'draw-issued',
        to: { roles: ['planner'] },
        title: { zh: `第${n}次`, en: `No. ${n}` },
      });
    for (const n of [1, 2, 3]) await draw(n);
    await house.send();
    expect(office.letters).toEqual([]);
    const { items } = await inbox('li');
    await house.get(Inbox).read(me('li'), items[0]?.id ?? 0);
    // Friday, 08:30; done again, by two at once as well, it is one
    house.clock.set(new Date('2026-03-06T00:30:00Z'));
    await house.digest();
    await house.digest();
    await house.send();
    const mails = (): [string | undefined, string][] =>
      office.letters
        .splice(0)
        .map(({ text, to }): [string | undefined, string] => [to[0], text])
        .sort();
    const [li, zhao, ...more] = mails();
    expect(more).toEqual([]);
    expect(li?.[0]).toBe('li@example.org');
    expect(li?.[1]).toMatch(/^2 条通知\n\n· 第2次\n {2}https:\/\/sortis\.example\.cn\/api\/v1\/inspections\n· 第1次\n/);
    expect(zhao?.[1]).toMatch(/^3 notices\n\n· No\. 3\n/);
    // told after it: not today, not at the weekend, but on Monday
    await draw(4);
    await house.digest();
    house.clock.set(new Date('2026-03-07T00:30:00Z'));
    await house.digest();
    await house.send();
    expect(mails()).toEqual([]);
    house.clock.set(new Date('2026-03-09T00:30:00Z'));
    await house.digest();
    await house.send();
    expect(mails().map(([to, text]) => [to, text.split('\n')[0], text.includes('4')])).toEqual([
      ['li@example.org', '1 条通知', true],
      ['zhao@example.org', '1 notice', true],
    ]);
    // over a holiday of eleven days nothing is lost
    await draw(5);
    house.clock.set(new Date('2026-03-20T00:30:00Z'));
    await house.digest();
    await house.send();
    expect(mails().map(([to, text]) => [to, text.includes('5')])).toEqual([
      ['li@example.org', true],
      ['zhao@example.org', true],
    ]);
  });

  it('that are old are no news: a mailbox that comes late gets no flood', async () => {
    await house.tell({ key: 'old', kind: 'draw-issued', to: { userIds: [people.li ?? 0] } });
    house.clock.set(new Date('2026-04-09T00:30:00Z'));
    await house.digest();
    expect(await house.messages()).toEqual([]);
  });

  it('each morning arranges the next, also where it came days late or by a clock that was set back', async () => {
    const jobs = async (): Promise<string[]> => {
      const rows = await house.dataSource.manager.find(Job, {
        where: { kind: 'notice-digest' },
        order: { dueAt: 'ASC' },
      });
      return rows.map(({ dueAt }) => dueAt.toISOString());
    };
    const { Digest } = await import('./digest/digest.service.js');
    const digest = house.get(Digest);
    await digest.begin();
    await digest.begin();
    expect(await jobs()).toEqual(['2026-03-06T00:30:00.000Z']);
    const dueAt = new Date('2026-03-06T00:30:00Z');
    house.clock.set(new Date('2026-03-06T00:29:00Z'));
    await digest.step(house.job('notice-digest', '2026-03-06', { dueAt }));
    expect(await jobs()).toEqual(['2026-03-06T00:30:00.000Z', '2026-03-07T00:30:00.000Z']);
    house.clock.set(new Date('2026-03-11T03:00:00Z'));
    await digest.step(house.job('notice-digest', '2026-03-07', { dueAt: new Date('2026-03-07T00:30:00Z') }));
    expect((await jobs()).at(-1)).toBe('2026-03-12T00:30:00.000Z');
  });

  it('of hostile words and lengths never break the transaction that tells them', async () => {
    const words = '好\r\nBcc: x@example.org\u2028<b>'.repeat(500);
    await house.tell({
      key: 'hostile',
      to: wang(),
      title: { zh: words, en: words },
      body: { zh: `${words}\ud800`, en: words },
      link: `/${'x'.repeat(600)}`,
    });
    await house.send();
    expect(office.letters).toHaveLength(1);
    expect(office.letters[0]?.headers.has('bcc')).toBe(false);
    const [item] = (await inbox('wang')).items;
    expect(item?.title.zh).not.toMatch(/[\r\n\u2028]/);
    expect([...(item?.title.zh ?? '')].length).toBeLessThanOrEqual(200);
  });

  it('are kept where they may go: addresses inside are refused, and so is a secret that nobody asked for', async () => {
    for (const [more, code] of [
      [{ address: 'http://10.0.0.1/x' }, 'address_refused'],
      [{ address: 'http://[::1]/x' }, 'address_refused'],
      [{ address: 'ftp://example.org/x' }, 'notice_address'],
      [{ address: 'https://u:p@example.org/x' }, 'notice_address'],
      [{ address: 'x' }, 'notice_address'],
      [{ secret: 'my own secret' }, 'secret_not_taken'],
      [{ kind: 'wecom', secret: 'my own secret' }, 'secret_not_taken'],
    ] as const)
      await expect(channel(more)).rejects.toMatchObject({ code });
    for (let n = 0; n < 20; n++) await channel();
    await expect(channel()).rejects.toMatchObject({ code: 'too_many_channels' });
    await expect(house.get(NoticeChannels).list(administrator(4), 3)).rejects.toMatchObject({ code: 'not_found' });
  });
});
