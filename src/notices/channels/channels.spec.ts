import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';

import { PostOffice } from '../../../test/support/post-office.js';
import { WebReceiver } from '../../../test/support/web-receiver.js';
import { StandingClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { text } from '../../platform/text.js';
import { type Channel, type Handed, type Parcel, type Receiver } from './channel.js';
import { DingtalkChannel } from './dingtalk.channel.js';
import { EmailChannel } from './email.channel.js';
import { WebhookChannel } from './webhook.channel.js';
import { WecomChannel } from './wecom.channel.js';

const NOW = new Date('2026-03-05T01:02:03.456Z');
const clock = new StandingClock(NOW);
const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const HOSTILE = '某\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script> @所有人 [点](http://x) "\u202e&';

const PARCEL: Parcel = {
  id: 'ab'.repeat(16),
  kind: 'draw-issued',
  at: NOW,
  agency: { code: 'A1', name: '示范县民政局' },
  title: text('抽取 2026-000001 已派发', 'Draw 2026-000001 is issued'),
  body: text('共 12 项检查任务。\n请查看。', '12 inspections.\nSee there.'),
  link: 'https://sortis.example.org/x?a=1&b=2',
  language: 'zh',
};

/** What a channel's stand-in can be made to do, and what has arrived there. */
interface Other {
  readonly receiver: Receiver;
  /** Everything that came, as people or programs see it. */
  arrived(): string[];
  refuse(): void;
  hang(): void;
  babble(): void;
  leave(): Promise<void>;
  comeBack(): Promise<void>;
}

abstract class Subject {
  abstract readonly channel: Channel;
  abstract open(): Promise<Other>;
  abstract close(): Promise<void>;
}

const local = { SORTIS_NOTICE_NETWORKS: '127.0.0.1/32' };

class ByWeb extends Subject {
  readonly web = new WebReceiver();

  constructor(
    readonly channel: Channel & { patience: number },
    private readonly secret: string | null,
    private readonly refusal: (status: number) => { status: number; body: string },
  ) {
    super();
    channel.patience = 400;
  }

  async open(): Promise<Other> {
    const { web } = this;
    await web.start();
    const { body, status } = this.refusal(503);
    return {
      receiver: { address: `${web.url}/send?key=${KEY}`, secret: this.secret },
      arrived: () => web.received.map((one) => one.body),
      refuse: () => (web.answer = (_, response) => void response.writeHead(status).end(body)),
      hang: () => (web.answer = () => undefined),
      babble: () => {
        web.answer = (_, response) => {
          response.writeHead(500);
          const more = (): void => {
            while (!response.destroyed && response.write('x'.repeat(65_536)));
            if (!response.destroyed) response.once('drain', more);
          };
          more();
        };
      },
      leave: () => web.stop(),
      comeBack: async () => {
        await web.start();
        web.mend();
      },
    };
  }

  close(): Promise<void> {
    return this.web.stop();
  }
}

class ByMail extends Subject {
  readonly office = new PostOffice();
  channel: EmailChannel;

  async open(): Promise<Other> {
    const { office } = this;
    await office.start();
    this.channel = new EmailChannel(new Config({ SORTIS_SMTP_URL: `smtp://127.0.0.1:${office.port}?tls=off` }, '/'));
    this.channel.patience = 400;
    return {
      receiver: { address: 'wang.fang@example.org', secret: null },
      arrived: () =>
        office.letters.map(({ headers, html, text: plain }) => [...headers.values(), plain, html].join('\n')),
      refuse: () => (office.rule = (command) => (command === 'CONNECT' ? '421 not now' : undefined)),
      hang: () => (office.rule = () => 'silence'),
      babble: () => {
        office.rule = (command) => (command.startsWith('EHLO') ? `250-${'x'.repeat(200_000)}` : undefined);
      },
      leave: () => office.stop(),
      comeBack: async () => {
        await office.start();
        office.rule = () => undefined;
      },
    };
  }

  close(): Promise<void> {
    return this.office.stop();
  }
}

const config = new Config(local, '/');
const SUBJECTS: [string, () => Subject][] = [
  ['e-mail', () => new ByMail()],
  [
    'webhook',
    () => new ByWeb(new WebhookChannel(config, clock), 'a-secret-of-a-webhook', (status) => ({ status, body: 'no' })),
  ],
  [
    'WeCom robot',
    () =>
      new ByWeb(new WecomChannel(config), null, () => ({
        status: 200,
        body: '{"errcode":93000,"errmsg":"invalid webhook url"}',
      })),
  ],
  [
    'DingTalk robot',
    () =>
      new ByWeb(new DingtalkChannel(config, clock), 'SECa-secret-of-a-robot', () => ({
        status: 200,
        body: '{"errcode":310000,"errmsg":"sign not match"}',
      })),
  ],
];

describe.each(SUBJECTS)('a channel: %s', (_, make) => {
  const never = new AbortController().signal;
  let subject: Subject;
  let other: Other;
  beforeAll(async () => {
    subject = make();
    other = await subject.open();
  });
  afterAll(() => subject.close());
  beforeEach(async () => {
    await other.leave();
    await other.comeBack();
  });
  const deliver = (more: Partial<Parcel> = {}, signal = never): Promise<Handed> =>
    subject.channel.deliver({ ...PARCEL, ...more }, other.receiver, signal);

  it('hands a parcel over, with its id, its words and where they lead', async () => {
    const before = other.arrived().length;
    expect(await deliver()).toMatchObject({ outcome: 'sent' });
    const [came = '', ...more] = other.arrived().slice(before);
    expect(more).toEqual([]);
    for (const words of [PARCEL.id, PARCEL.title.zh, '请查看。', PARCEL.link]) expect(came).toContain(words);
  });

  it.each(['refuse', 'hang', 'babble'] as const)(
    'says later, in bounded time, where the other side does this: %s',
    async (how) => {
      other[how]();
      const began = performance.now();
      const handed = await deliver();
      expect(handed).toMatchObject({ outcome: 'later', of: 'server' });
      expect(performance.now() - began).toBeLessThan(3000);
      expect(handed.code).not.toBe('');
      expect([...handed.answer].length).toBeLessThanOrEqual(500);
    },
  );

  it('says later while nobody is there, and gets through afterwards', async () => {
    await other.leave();
    expect(await deliver()).toMatchObject({ outcome: 'later', of: 'server' });
    await other.comeBack();
    expect(await deliver()).toMatchObject({ outcome: 'sent' });
  });

  it('breaks off when it is told to', async () => {
    other.hang();
    const end = new AbortController();
    const running = deliver({}, end.signal);
    setTimeout(() => end.abort(new Error('stopping')), 50);
    await expect(running).rejects.toThrow('stopping');
  });

  it('keeps hostile words words', async () => {
    const before = other.arrived().length;
    expect(await deliver({ title: text(HOSTILE, HOSTILE), body: text(HOSTILE, HOSTILE) })).toMatchObject({
      outcome: 'sent',
    });
    expect(other.arrived().slice(before)).toHaveLength(1);
  });

  it('fits what is far too long', async () => {
    const long = text('好'.repeat(4000), 'x'.repeat(4000));
    const before = other.arrived().length;
    expect(await deliver({ body: long })).toMatchObject({ outcome: 'sent' });
    expect(other.arrived()[before]).toContain(PARCEL.id);
  });

  it('tells nobody its secrets', async () => {
    for (const how of ['comeBack', 'refuse', 'hang'] as const) {
      if (how === 'comeBack') await other.leave();
      await other[how]();
      const told = JSON.stringify(await deliver());
      for (const secret of [KEY, other.receiver.secret ?? KEY]) expect(told).not.toContain(secret);
    }
    expect(subject.channel.shown(other.receiver.address)).not.toContain(KEY);
  });
});

describe('a mail', () => {
  const office = new PostOffice();
  let channel: EmailChannel;
  const to = { address: 'wang.fang@example.org', secret: null };
  const signal = new AbortController().signal;
  beforeAll(async () => {
    await office.start();
    channel = new EmailChannel(
      new Config(
        { SORTIS_SMTP_URL: `smtp://127.0.0.1:${office.port}?tls=off`, SORTIS_SMTP_FROM: 'sortis@example.cn' },
        '/',
      ),
    );
  });
  afterAll(() => office.stop());

  it('has the same Message-ID at each try, says that no person wrote it, and goes to one mailbox', async () => {
    await channel.deliver(PARCEL, to, signal);
    await channel.deliver(PARCEL, to, signal);
    const [first, second] = office.letters.splice(0);
    expect(first?.headers.get('message-id')).toBe(`<${PARCEL.id}@example.cn>`);
    expect(second?.headers.get('message-id')).toBe(`<${PARCEL.id}@example.cn>`);
    expect(first?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(first?.headers.get('subject')).toBe('【公签】抽取 2026-000001 已派发');
    expect([first?.from, first?.to]).toEqual(['sortis@example.cn', ['wang.fang@example.org']]);
    expect(first?.html).toContain('<a href="https://sortis.example.org/x?a=1&#38;b=2">');
  });

  it('speaks the language of its reader', async () => {
    await channel.deliver({ ...PARCEL, language: 'en' }, to, signal);
    const [letter] = office.letters.splice(0);
    expect(letter?.headers.get('subject')).toBe('[Sortis] Draw 2026-000001 is issued');
    expect(letter?.text).toContain('12 inspections.\nSee there.');
  });

  it('keeps a hostile name in its subject and out of its headers and its HTML', async () => {
    await channel.deliver({ ...PARCEL, title: text(HOSTILE, HOSTILE), body: text(HOSTILE, HOSTILE) }, to, signal);
    const [letter] = office.letters.splice(0);
    expect(letter?.headers.has('bcc')).toBe(false);
    expect(letter?.to).toEqual(['wang.fang@example.org']);
    expect(letter?.headers.get('subject')).toContain('Bcc: all@example.org <script>alert(1)</script>');
    expect(letter?.html).not.toContain('<script>');
    expect(letter?.html).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
    expect(letter?.text).toContain('<script>alert(1)</script>');
  });

  it.each([
    ['550 5.1.1 nobody here', 'never', 'message'],
    ['450 4.2.1 come again', 'later', 'message'],
    ['421 4.3.2 closing', 'later', 'server'],
  ] as const)('is judged by what the server says of its recipient: %s', async (said, outcome, of) => {
    office.rule = (command) => (command.startsWith('RCPT') ? said : undefined);
    try {
      const handed = await channel.deliver(PARCEL, to, signal);
      expect(handed).toMatchObject({ outcome, of, code: said.slice(0, 3) });
      expect(handed.answer).toContain(said.slice(4));
    } finally {
      office.rule = () => undefined;
    }
  });

  it('is for good where the server refuses it for what it is, and of the server where it refuses the sender', async () => {
    office.rule = (command) => (command.startsWith('RCPT') ? '554 5.7.1 Relay access denied' : undefined);
    expect(await channel.deliver(PARCEL, to, signal)).toMatchObject({ outcome: 'later', of: 'server', code: '554' });
    office.rule = (command) => (command === '.' ? '554 5.7.1 spam' : undefined);
    expect(await channel.deliver(PARCEL, to, signal)).toMatchObject({ outcome: 'never', of: 'message', code: '554' });
    office.rule = (command) => (command.startsWith('MAIL') ? '553 5.7.1 not you' : undefined);
    expect(await channel.deliver(PARCEL, to, signal)).toMatchObject({ outcome: 'later', of: 'server', code: '553' });
    office.rule = () => undefined;
  });

  it('does not go out in clear unless the settings say so', async () => {
    const secured = new EmailChannel(
      new Config({ SORTIS_SMTP_URL: `smtp://u:secret-word@127.0.0.1:${office.port}` }, '/'),
    );
    const handed = await secured.deliver(PARCEL, to, signal);
    expect(handed).toMatchObject({ outcome: 'later', of: 'server' });
    expect(JSON.stringify(handed)).not.toContain('secret-word');
    expect(office.letters).toEqual([]);
  });
});

describe('a webhook', () => {
  const web = new WebReceiver();
  const signal = new AbortController().signal;
  beforeAll(() => web.start());
  afterAll(() => web.stop());
  beforeEach(() => {
    web.received.splice(0);
    web.mend();
  });

  it('is signed over its moment and its body, as anyone can compute', async () => {
    const channel = new WebhookChannel(config, clock);
    await channel.deliver(PARCEL, { address: `${web.url}/in`, secret: 'shared' }, signal);
    const [{ body = '', headers = {} } = {}] = web.received;
    const moment = String(headers['x-sortis-timestamp']);
    expect(moment).toBe('1772672523');
    const mac = createHmac('sha256', 'shared').update(moment).update('.').update(Buffer.from(body)).digest('hex');
    expect(headers['x-sortis-signature']).toBe(`v1=${mac}`);
    expect(headers['x-sortis-id']).toBe(PARCEL.id);
    expect(JSON.parse(body)).toEqual({
      id: PARCEL.id,
      kind: 'draw-issued',
      at: NOW.toISOString(),
      agency: PARCEL.agency,
      title: PARCEL.title,
      body: PARCEL.body,
      link: PARCEL.link,
    });
  });

  it('goes nowhere inside unless the settings name the network', async () => {
    const strict = new WebhookChannel(new Config({}, '/'), clock);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]']) {
      const address = `http://${host}:${web.port}/in`;
      const handed = await strict.deliver(PARCEL, { address, secret: null }, signal);
      expect([host, handed.outcome, handed.code]).toEqual([host, 'never', 'address-refused']);
    }
    expect(web.received).toEqual([]);
  });

  it('follows no redirect', async () => {
    web.answer = (came, response) => {
      if (came.path === '/in') response.writeHead(307, { location: `${web.url}/elsewhere` }).end();
      else response.end();
    };
    const channel = new WebhookChannel(config, clock);
    const handed = await channel.deliver(PARCEL, { address: `${web.url}/in`, secret: null }, signal);
    expect(handed).toMatchObject({ outcome: 'later', code: '307' });
    expect(web.received.map(({ path }) => path)).toEqual(['/in']);
  });

  it('is given up on where its receiver is gone for good', async () => {
    web.answer = (_, response) => void response.writeHead(410).end('gone');
    const channel = new WebhookChannel(config, clock);
    const handed = await channel.deliver(PARCEL, { address: `${web.url}/in`, secret: null }, signal);
    expect(handed).toMatchObject({ outcome: 'never', code: '410', answer: 'gone' });
  });
});

describe('a robot', () => {
  const web = new WebReceiver();
  const signal = new AbortController().signal;
  beforeAll(() => web.start());
  afterAll(() => web.stop());
  beforeEach(() => {
    web.received.splice(0);
    web.mend();
  });

  it('of DingTalk is signed as DingTalk’s manual has it', async () => {
    const channel = new DingtalkChannel(config, clock);
    await channel.deliver(PARCEL, { address: `${web.url}/robot/send?access_token=abc`, secret: 'SEC1' }, signal);
    const url = new URL(web.received[0]?.path ?? '', web.url);
    const timestamp = String(NOW.getTime());
    expect(url.searchParams.get('access_token')).toBe('abc');
    expect(url.searchParams.get('timestamp')).toBe(timestamp);
    const mac = createHmac('sha256', Buffer.from('SEC1')).update(`${timestamp}\nSEC1`, 'utf8').digest('base64');
    expect(url.searchParams.get('sign')).toBe(mac);
    expect(JSON.parse(web.received[0]?.body ?? '')).toMatchObject({
      msgtype: 'text',
      text: { content: expect.stringContaining('公签') },
    });
  });

  it('of WeCom gets 2048 bytes at most, whole characters, with the id at their end', async () => {
    const channel = new WecomChannel(config);
    for (const extra of ['', 'a', 'ab']) {
      const body = text(`${extra}${'好'.repeat(1500)}`, '');
      await channel.deliver({ ...PARCEL, body }, { address: web.url, secret: null }, signal);
      const { text: words } = JSON.parse(web.received.at(-1)?.body ?? '') as { text: { content: string } };
      expect(Buffer.byteLength(words.content)).toBeLessThanOrEqual(2048);
      expect(Buffer.byteLength(words.content)).toBeGreaterThan(2040);
      expect(words.content.isWellFormed()).toBe(true);
      expect(words.content.endsWith(`\n编号 ${PARCEL.id}`)).toBe(true);
    }
  });

  it.each([
    ['WeCom', new WecomChannel(config), 45_009, 61],
    ['DingTalk', new DingtalkChannel(config, clock), 130_101, 601],
  ] as const)(
    'of %s that says "too many" in a 200 is left alone for as long as it is silent',
    async (_, channel, errcode, restSeconds) => {
      web.answer = (__, response) => void response.end(JSON.stringify({ errcode, errmsg: 'too many' }));
      const handed = await channel.deliver(PARCEL, { address: web.url, secret: null }, signal);
      expect(handed).toMatchObject({ outcome: 'later', of: 'server', code: `errcode ${errcode}`, restSeconds });
    },
  );

  it.each(['', 'ok', '{}', '{"errcode":"0"}', '[0]', 'null'])(
    'that answers 200 with %j has not taken it',
    async (said) => {
      web.answer = (_, response) => void response.end(said);
      const handed = await new WecomChannel(config).deliver(PARCEL, { address: web.url, secret: null }, signal);
      expect(handed).toMatchObject({ outcome: 'later', code: 'no-errcode' });
    },
  );
});
