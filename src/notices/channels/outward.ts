import { lookup } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest, type RequestOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

import { unlessAborted } from '../../platform/bounded/unless-aborted.js';
import { type Network } from '../../platform/config/config.js';
import { mayBeReached } from './networks.js';

/** Milliseconds from the first look at the name to the last byte of the answer. */
const PATIENCE = 10_000;
/** Bytes of the answer that are read. */
const MOST_BYTES = 64 * 1024;

export interface Outward {
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly networks: readonly Network[];
  readonly signal: AbortSignal;
  readonly patienceMilliseconds?: number;
  /** Other than the system's in tests. */
  readonly resolve?: (host: string) => Promise<readonly { readonly address: string }[]>;
}

const bySystem = (host: string): Promise<{ address: string }[]> => lookup(host, { all: true });

export type OutwardAnswer =
  | { readonly status: number; readonly text: string }
  /** `address-refused` is for good; the rest may pass. Never with the address that was asked for: it may be a secret. */
  | { readonly fault: 'address-refused' | 'unknown-host' | 'no-answer' | 'no-connection'; readonly why: string };

/**
 * Posts to an address that someone typed. The name is looked up once, every address that it has must be one that may be
 * spoken to, and the connection goes to what was looked at: a name that answers otherwise a moment later gains nothing.
 * Redirects are not followed.
 * @throws the signal's reason
 */
export async function postOutward(asked: Outward): Promise<OutwardAnswer> {
  const { networks, patienceMilliseconds = PATIENCE, resolve = bySystem, signal, url } = asked;
  signal.throwIfAborted();
  const patience = AbortSignal.timeout(patienceMilliseconds);
  const end = AbortSignal.any([patience, signal]);
  try {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(host) === 0 ? await unlessAborted(end, resolve(host)) : [{ address: host }];
    if (addresses.length === 0) return { fault: 'unknown-host', why: 'the name has no address' };
    if (!addresses.every(({ address }) => mayBeReached(address, networks))) {
      return { fault: 'address-refused', why: 'the address is not one of the public internet' };
    }
    return await unlessAborted(end, post(asked, addresses[0]?.address ?? '', end));
  } catch (error) {
    signal.throwIfAborted();
    if (patience.aborted) return { fault: 'no-answer', why: `no whole answer in ${patienceMilliseconds} ms` };
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = code !== '' ? code : error instanceof Error ? error.message : String(error);
    return { fault: /^(ENOTFOUND|EAI_)/.test(code) ? 'unknown-host' : 'no-connection', why };
  }
}

function post(asked: Outward, address: string, signal: AbortSignal): Promise<{ status: number; text: string }> {
  const { body, headers, url } = asked;
  const family = isIP(address);
  const pinned: LookupFunction = (_, { all }, callback) =>
    all === true ? callback(null, [{ address, family }]) : callback(null, address, family);
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Sortis',
      accept: 'application/json',
      connection: 'close',
      ...headers,
    },
    // a connection of its own: none that is kept was looked at now
    agent: false,
    lookup: pinned,
    signal,
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
    const request = send(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = (): void => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).subarray(0, MOST_BYTES).toString() });
        request.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= MOST_BYTES) done();
      });
      response.on('end', done);
      response.on('error', reject);
      response.on('aborted', () => reject(new Error('the answer broke off')));
    });
    request.on('error', reject);
    // an answer that would have another protocol spoken (101) ends the connection without a word
    request.on('close', () => reject(new Error('the connection was closed without an answer')));
    request.end(body);
  });
}
