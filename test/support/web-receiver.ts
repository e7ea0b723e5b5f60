import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What it answers; undefined: 200 with `{"errcode":0,"errmsg":"ok"}`, which robots say and webhooks may. */
export type Answering = (received: Received, response: ServerResponse, count: number) => void;

const well: Answering = (_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end('{"errcode":0,"errmsg":"ok"}');
};

/** A server that webhooks and robots are sent to. */
export class WebReceiver {
  readonly received: Received[] = [];
  answer: Answering = well;
  port = 0;
  private server: Server | undefined;

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const came = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
        this.received.push(came);
        this.answer(came, response, this.received.length);
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    return this;
  }

  /** Everything is well from now on. */
  mend(): void {
    this.answer = well;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const { server } = this;
    server?.closeAllConnections();
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()));
    this.server = undefined;
  }
}
