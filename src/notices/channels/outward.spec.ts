import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { createServer, type AddressInfo } from 'node:net';

import { WebReceiver } from '../../../test/support/web-receiver.js';
import { Config } from '../../platform/config/config.js';
import { postOutward, type OutwardAnswer } from './outward.js';

const web = new WebReceiver();
const { noticeNetworks: networks } = new Config({ SORTIS_NOTICE_NETWORKS: '127.0.0.1/32' }, '/');
beforeAll(() => web.start());
afterAll(() => web.stop());

const post = (resolve: (host: string) => Promise<{ address: string }[]>): Promise<OutwardAnswer> =>
  postOutward({
    ...{ url: new URL(`http://hooks.example.org:${web.port}/in`), body: '{}', headers: {}, networks, resolve },
    signal: new AbortController().signal,
  });

it('a name that has one address inside among others outside is refused whichever comes first', async () => {
  const inside = { address: '10.0.0.1' };
  for (const addresses of [
    [inside, { address: '127.0.0.1' }],
    [{ address: '127.0.0.1' }, inside],
  ])
    expect(await post(() => Promise.resolve(addresses))).toMatchObject({ fault: 'address-refused' });
  expect(web.received).toEqual([]);
});

it('a name is looked up once, and what was looked at is spoken to: what it says afterwards changes nothing', async () => {
  const asked: string[] = [];
  const answer = await post((host) => {
    asked.push(host);
    return Promise.resolve([{ address: asked.length === 1 ? '127.0.0.1' : '10.0.0.1' }]);
  });
  expect(answer).toMatchObject({ status: 200 });
  expect(asked).toEqual(['hooks.example.org']);
  expect(web.received.map(({ headers }) => headers.host)).toEqual([`hooks.example.org:${web.port}`]);
});

it('a name that has no address, or cannot be asked for, is unknown', async () => {
  expect(await post(() => Promise.resolve([]))).toMatchObject({ fault: 'unknown-host' });
  const failing = Object.assign(new Error('no'), { code: 'ENOTFOUND' });
  expect(await post(() => Promise.reject(failing))).toMatchObject({ fault: 'unknown-host' });
});

it('an answer that would have another protocol spoken ends the try', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const answer = await postOutward({
      ...{ url: new URL(`http://127.0.0.1:${port}/`), body: '{}', headers: {}, networks, patienceMilliseconds: 2000 },
      signal: new AbortController().signal,
    });
    expect(answer).toMatchObject({ fault: 'no-connection' });
  } finally {
    server.close();
  }
});
