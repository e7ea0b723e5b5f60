import { createServer, type Server, type Socket } from 'node:net';
import { type AddressInfo } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

export interface Letter {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came, with its line ends. */
  readonly raw: string;
  /** Names in lower case, folded lines made one, encoded words decoded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
  readonly secured: boolean;
  /** What came with AUTH PLAIN: the user and the password. */
  readonly login: string | undefined;
}

/** What it says at a command instead of what is usual; `silence` says nothing, `drop` ends the connection. */
export type Rule = (command: string) => string | undefined;

/** A mail server that takes everything, or what its rule lets it. Real sockets, no network but this machine. */
export class PostOffice {
  readonly letters: Letter[] = [];
  rule: Rule = () => undefined;
  private server: Server | undefined;
  private readonly open = new Set<Socket>();
  port = 0;

  /** @param certificate with one it offers STARTTLS */
  constructor(private readonly certificate?: { readonly key: string; readonly cert: string }) {}

  async start(): Promise<this> {
    const server = createServer((socket) => this.serve(socket));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    const { server } = this;
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()));
    this.server = undefined;
  }

  private serve(plain: Socket): void {
    this.open.add(plain);
    plain.on('close', () => this.open.delete(plain));
    let secured = false;
    let login: string | undefined;
    const talk = (socket: Socket): void => {
      let buffer = '';
      let from = '';
      let to: string[] = [];
      let body: string[] | undefined;
      const say = (line: string): void => void socket.write(`${line}\r\n`);
      socket.on('error', () => undefined);
      const listen = (chunk: Buffer): void => {
        buffer += chunk.toString('latin1');
        for (;;) {
          const end = buffer.indexOf('\r\n');
          if (end < 0) return;
          const line = buffer.slice(0, end);
          buffer = buffer.slice(end + 2);
          if (body !== undefined && line !== '.') {
            body.push(line.startsWith('.') ? line.slice(1) : line);
            continue;
          }
          const command = body === undefined ? line.toUpperCase() : '.';
          const otherwise = this.rule(command);
          if (otherwise === 'drop') return void socket.destroy();
          if (otherwise === 'silence') continue;
          if (otherwise !== undefined) {
            body = undefined;
            say(otherwise);
          } else if (body !== undefined) {
            this.letters.push(letterOf({ from, to, raw: body.join('\r\n'), secured, login }));
            body = undefined;
            say('250 2.0.0 taken');
          } else if (command.startsWith('EHLO')) {
            const offers = [
              '8BITMIME',
              ...(this.certificate !== undefined && !secured ? ['STARTTLS'] : []),
              ...(secured ? ['AUTH PLAIN'] : []),
            ];
            say(['250-office', ...offers.map((offer) => `250-${offer}`), '250 SIZE 1000000'].join('\r\n'));
          } else if (command === 'STARTTLS' && this.certificate !== undefined) {
            say('220 go ahead');
            socket.removeListener('data', listen);
            secured = true;
            const secureContext = createSecureContext(this.certificate);
            return talk(new TLSSocket(socket, { isServer: true, secureContext }));
          } else if (command.startsWith('AUTH PLAIN')) {
            login = Buffer.from(line.split(' ')[2] ?? '', 'base64')
              .toString()
              .split('\0')
              .slice(1)
              .join(':');
            say('235 2.7.0 welcome');
          } else if (command.startsWith('MAIL FROM')) {
            from = /<([^>]*)>/.exec(line)?.[1] ?? '';
            to = [];
            say('250 ok');
          } else if (command.startsWith('RCPT TO')) {
            to = [...to, /<([^>]*)>/.exec(line)?.[1] ?? ''];
            say('250 ok');
          } else if (command === 'DATA') {
            body = [];
            say('354 go on');
          } else if (command === 'QUIT') {
            say('221 bye');
            socket.end();
          } else if (command === 'RSET' || command === 'NOOP') say('250 ok');
          else say('502 what?');
        }
      };
      socket.on('data', listen);
    };
    talk(plain);
    const greeting = this.rule('CONNECT') ?? '220 office';
    if (greeting !== 'silence') plain.write(`${greeting}\r\n`);
  }
}

function letterOf(came: Pick<Letter, 'from' | 'login' | 'raw' | 'secured' | 'to'>): Letter {
  const { headers, body } = splitPart(came.raw);
  const parts = partsOf(headers, body);
  const part = (type: string): string => parts.find((one) => one.type === type)?.text ?? '';
  return { ...came, headers, text: part('text/plain'), html: part('text/html') };
}

function splitPart(raw: string): { headers: Map<string, string>; body: string } {
  const at = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, at).replace(/\r\n[ \t]+/g, ' ');
  const headers = new Map(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodedWords(line.slice(colon + 1).trim())];
    }),
  );
  return { headers, body: raw.slice(at + 4) };
}

function partsOf(headers: ReadonlyMap<string, string>, body: string): { type: string; text: string }[] {
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary !== undefined) {
    return body
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((one) => {
        const part = splitPart(one.replace(/^\r\n/, ''));
        return partsOf(part.headers, part.body);
      });
  }
  const encoding = headers.get('content-transfer-encoding') ?? '7bit';
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? unquoted(body)
        : Buffer.from(body, 'latin1');
  return [{ type: type.split(';')[0] ?? '', text: bytes.toString('utf8').replace(/\r\n/g, '\n').trim() }];
}

const unquoted = (text: string): Buffer =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

const decodedWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(=\?utf-8\?[bq]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, how = '', word = '']) =>
          how.toLowerCase() === 'b' ? Buffer.from(word, 'base64') : unquoted(word.replaceAll('_', ' ')),
        ),
      ).toString('utf8'),
    );
