import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { modelSigner, ModelLog } from '../../test/support/model-log.js';
import { verifierKey } from '../protocol/index.js';
import { readState } from './witness-state.js';
import { WatchedLog } from './witness.js';

const PATIENCE = 1500;
const BOMB = gzipSync(Buffer.alloc(100 * 1024 * 1024));

/** Ways of not answering, each with what is said of it. */
const HOSTILE: readonly (readonly [string, RequestListener, RegExp])[] = [
  ['is silent', () => undefined, /did not finish its answer within 1500/],
  ['answers a byte at a time, without end', drip, /did not finish its answer within 1500/],
  ['sends without end', endless, /over 4194304 bytes/],
  ['packs gigabytes into little', bomb, /over 4194304 bytes/],
  ['ends in the middle', truncated, /No connection|did not finish/],
  ['drops the connection', (_, response) => response.destroy(), /No connection/],
  ['sends elsewhere', (_, response) => response.writeHead(302, { location: '/api/v1/log/keys' }).end(), /status 302/],
  ['has an error', (_, response) => response.writeHead(500).end('<html>'), /status 500/],
  ['has nothing', (_, response) => response.writeHead(404).end('{}'), /status 404/],
  ['sends a page', (_, response) => response.end('<html><body>Welcome</body></html>'), /form it must have/],
  ['sends nothing', (_, response) => response.end(), /form it must have/],
  ['nests without end', (_, response) => response.end('['.repeat(3_000_000)), /form it must have/],
  ['sends bytes that are no text', (_, response) => response.end(Buffer.alloc(5000, 0xff)), /form it must have/],
];

function drip(_: unknown, response: ServerResponse): void {
  const timer = setInterval(() => response.write('a'), 20);
  response.once('close', () => clearInterval(timer));
}

function endless(_: unknown, response: ServerResponse): void {
  const more = (): void => {
    while (response.write('0'.repeat(65_536)));
    response.once('drain', more);
  };
  more();
}

function bomb(_: unknown, response: ServerResponse): void {
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB);
}

function truncated(_: unknown, response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '500' });
  response.write('example.org/log\n9\n');
  setTimeout(() => response.destroy(), 20);
}

describe('sortis witness', () => {
  let server: Server;
  let url: string;
  let dir: string;
  let state: string;
  let made = 0;
  let log: ModelLog;
  /** Answers instead of the log where it is for the address. */
  let instead: { readonly from: RegExp; readonly by: RequestListener } | undefined;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-witness-'));
    server = createServer((request, response) => {
      const path = (request.url ?? '').slice('/some/where/api/v1/log/'.length);
      if (instead?.from.test(path) === true) instead.by(request, response);
      else response.end(log.answer(path));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/where`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(dir, { recursive: true, force: true });
  });
  beforeEach(() => {
    state = join(dir, `state-${++made}.json`);
    log = new ModelLog().grow(4);
    instead = undefined;
  });

  const look = (trusted: readonly string[] = []): ReturnType<WatchedLog['look']> =>
    new WatchedLog(url, state, trusted, PATIENCE).look();
  const beside = (): string[] => readdirSync(dir).filter((name) => name.startsWith(`state-${made}.json.`));
  const said = async (trusted?: readonly string[]): Promise<{ status: number; en: string; zh: string }> => {
    const { lines, status } = await look(trusted);
    return { status, en: lines.map(({ en }) => en).join(' '), zh: lines.map(({ zh }) => zh).join(' ') };
  };

  it('trusts the first that it sees and says so, and then tells what became of it', async () => {
    const first = await said();
    expect(first).toMatchObject({ status: 0, en: expect.stringContaining('trusted on first use') });
    expect(first.en).toContain(log.key);
    expect(first.zh).toContain('信任首次所见的公钥');
    expect(await said()).toMatchObject({ status: 0, en: expect.stringContaining('as it was: 5 entries') });
    log.grow(3).rotate(modelSigner(2)).grow(1);
    const grown = await said();
    expect(grown).toMatchObject({ status: 0, en: expect.stringContaining('goes on from 5 to 10 entries') });
    expect(grown.en).toContain(`From entry 8 on the key is ${log.key}`);
    expect(grown.zh).toContain('从 5 条延续到 10 条');
    expect(readState(state)?.memory).toMatchObject({ checkpoint: log.note(10), keys: log.keys });
    expect(readState(state)?.seen.map(({ checkpoint }) => checkpoint)).toEqual([log.note(5), log.note(10)]);
    expect(beside()).toEqual([]);
  });

  it('reads every entry, tells what offends once, remembers it, and names what has no result', async () => {
    const first = await said();
    expect(first).toMatchObject({
      status: 0,
      en: expect.stringContaining('4 draw(s) are committed to without a result'),
    });
    expect([...readState(state)!.reading.seen]).toHaveLength(1);
    // the same occasion drawn again, without a void
    const commitment = 'cd'.repeat(32);
    log.say({ kind: 'commit', batch: 'D-1', commitment, draw: 'D-1-again', occurrence: 1 });
    const offended = await said();
    expect(offended).toMatchObject({ status: 1, en: expect.stringContaining('OFFENCE! Entry 5') });
    expect(offended.zh).toContain('违规！第 5 条');
    const after = await said();
    expect(after).toMatchObject({ status: 0, en: expect.stringContaining('1 offences before') });
    expect(readState(state)!.reading.seen.get(commitment)).toMatch(/^20/);
  });

  it('raises the alarm where the entries are not those of the checkpoint', async () => {
    await said();
    log.grow(2);
    const other = log.copy(5).grow(1).grow(1, 'E');
    instead = {
      from: /^entries\?/,
      by: (request, response) => response.end(other.answer(String(request.url).split('/log/')[1] ?? '')),
    };
    const alarm = await said();
    expect(alarm).toMatchObject({ status: 1, en: expect.stringContaining('not those of its checkpoint') });
    expect(beside()).toHaveLength(2);
    expect(readState(state)!.memory.checkpoint).toBe(log.note(5));
    instead = undefined;
    expect(await said()).toMatchObject({ status: 0, en: expect.stringContaining('from 5 to 7 entries') });
  });

  it('trusts a key that is named, and no other', async () => {
    const other = verifierKey(modelSigner(9));
    const refused = await said([other]);
    expect(refused).toMatchObject({ status: 1, en: expect.stringContaining('none of those that are trusted') });
    expect(existsSync(state)).toBe(false);
    expect(await said([other, log.key])).toMatchObject({ status: 0, en: expect.stringContaining('the one of --key') });
    const mixed = await said([other]);
    expect(mixed).toMatchObject({ status: 2, en: expect.stringContaining('none of those of --key') });
  });

  describe.each(HOSTILE)('of a server that %s', (_, by, reason) => {
    it('says nothing but why, at the first contact', async () => {
      instead = { from: /./, by };
      const { lines, status } = await look();
      expect(status).toBe(2);
      expect(lines[0]?.en).toMatch(reason);
      expect(lines[0]?.en).toContain(`${url}/api/v1/log/checkpoint`);
      expect(lines[0]?.zh).toContain('无法判断');
      expect(existsSync(state)).toBe(false);
    });

    it('says nothing but why, where it gives a head and no proof, and keeps that head', async () => {
      await look();
      const before = readState(state)!.memory;
      log.grow(3);
      instead = { from: /consistency/, by };
      const { lines, status } = await look();
      expect(status).toBe(2);
      expect(lines[0]?.en).toMatch(reason);
      expect(readState(state)!.memory).toEqual({ ...before, unproven: [log.note(8)] });
      instead = undefined;
      expect((await look()).status).toBe(0);
      expect(readState(state)!.memory).toMatchObject({ checkpoint: log.note(8), unproven: [] });
      expect(beside()).toEqual([]);
    });
  });

  it('says why where nobody answers', async () => {
    const nobody = await new WatchedLog('http://127.0.0.1:1', state, []).look();
    expect(nobody.status).toBe(2);
    expect(nobody.lines[0]?.en).toContain('No connection');
  });

  describe('alarms, and keeps both notes as a proof,', () => {
    const notes = (): string[] => beside().map((name) => readFileSync(join(dir, name), 'utf8'));

    beforeEach(async () => {
      log.grow(4);
      await look();
    });

    it('at a fork, with what the server shows for the size that was seen', async () => {
      const seen = log.note(9);
      log = log.copy(5).grow(9, 'E');
      const alarm = await said();
      expect(alarm.status).toBe(1);
      expect(alarm.en).toContain('ALARM! The log has forked');
      expect(alarm.zh).toContain('警报！日志分叉');
      expect(notes().sort()).toEqual([seen, log.note(14), log.note(9)].sort());
      for (const name of beside()) expect(alarm.en).toContain(name);
      // it stays with what it knew, and the same alarm is kept once
      expect((await look()).status).toBe(1);
      expect(beside()).toHaveLength(3);
      expect(readState(state)?.memory.checkpoint).toBe(seen);
    });

    it('at another root of the same size', async () => {
      const seen = log.note(9);
      log = log.copy(5).grow(4, 'E');
      expect(await said()).toMatchObject({ status: 1, en: expect.stringContaining('of the same 9 entries') });
      expect(notes()).toEqual(expect.arrayContaining([seen, log.note(9)]));
    });

    it('at a rollback, and says later that there was one', async () => {
      const whole = log;
      log = log.copy(5);
      expect(await said()).toMatchObject({
        status: 1,
        en: expect.stringContaining('9 entries were seen, now it shows 5'),
      });
      expect(notes().sort()).toEqual([whole.note(9), whole.note(5)].sort());
      log = whole;
      expect(await said()).toMatchObject({ status: 0, en: expect.stringContaining('There were alarms before') });
    });

    it('at another log, and at a key that it does not know', async () => {
      const whole = log;
      log = new ModelLog(modelSigner(1, 'other'), 'other').grow(12);
      expect(await said()).toMatchObject({ status: 1, en: expect.stringContaining('The log here is "other"') });
      log = whole.copy().rotate(modelSigner(5), [modelSigner(5)]);
      expect(await said()).toMatchObject({ status: 1, en: expect.stringContaining('is not signed by') });
      expect(beside()).toHaveLength(4);
    });

    it('of no more than a hundred alarms', async () => {
      for (let n = 0; n < 105; n++) writeFileSync(`${state}.alarm-${n.toString(16).padStart(16, '0')}-kept.txt`, '');
      log = log.copy(5);
      expect(await said()).toMatchObject({ status: 1, en: expect.stringContaining('Too many alarms') });
      expect(beside()).toHaveLength(105);
    });
  });

  describe('with a state', () => {
    it.each([
      ['that is cut off', (held: string) => held.slice(0, held.length / 2), /JSON/],
      ['of another format', (held: string) => held.replace('witness/1', 'witness/2'), /format is not/],
      ['that somebody changed', (held: string) => held.replace('\\n5\\n', '\\n4\\n'), /form it must have/],
      ['that is empty', () => '', /JSON/],
      ['that is enormous', () => ' '.repeat(129 * 1024 * 1024), /over/],
    ])('%s: begins nothing anew', async (_, spoil, why) => {
      await look();
      const spoilt = spoil(readFileSync(state, 'utf8'));
      writeFileSync(state, spoilt);
      const { en, status } = await said();
      expect(status).toBe(2);
      expect(en).toMatch(why);
      expect(en).toContain(state);
      expect(readFileSync(state, 'utf8')).toBe(spoilt);
    });

    it('remembers a thousand checkpoints, and leaves no halves behind', async () => {
      await look();
      const held = JSON.parse(readFileSync(state, 'utf8')) as { seen: unknown[] };
      const many = Array.from({ length: 1000 }, (_, n) => ({ at: '2026-01-01T00:00:00.000Z', checkpoint: `${n}` }));
      writeFileSync(state, JSON.stringify({ ...held, seen: many }));
      log.grow(1);
      await look();
      const { seen } = readState(state)!;
      expect(seen).toHaveLength(1000);
      expect(seen[0]?.checkpoint).toBe('1');
      expect(seen.at(-1)?.checkpoint).toBe(log.note(6));
      expect(statSync(state).size).toBeLessThan(1024 * 1024);
      expect(beside()).toEqual([]);
    });
  });
});
