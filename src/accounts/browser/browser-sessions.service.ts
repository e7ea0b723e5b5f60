import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { DataSource, In, LessThan } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { Transactions } from '../../platform/database/transactions.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { Log } from '../../platform/log/log.js';
import { secretBytes, sha256Hex } from '../../platform/secrets/secrets.js';
import { text } from '../../platform/text.js';
import { type TokenHolder } from '../session/tokens.js';
import { type User } from '../users/user.entity.js';
import { BrowserSession } from './browser-session.entity.js';
import { isOwnPage } from './same-origin.js';
import { secretIn, type Way } from './session-cookie.js';

const SECRET_BYTES = 32;
const MINUTE = 60_000;
/** A working day with its break: who signs in in the morning is asked once more the next morning, whatever he left open. */
export const LONGEST_HOURS = 12;
const SWEPT_AT_ONCE = 1000;

/**
 * Who is signed in with a browser. The cookie holds a secret that nothing can be read from; what it stands for is in the
 * database, so that signing out ends it at once, in every process.
 */
@Injectable()
export class BrowserSessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** Over TLS, as far as can be told, or as the settings say. */
  wayOf(request: Request): Way {
    const said = this.config.secureCookie;
    const seen = request.secure || this.config.publicUrl?.startsWith('https:') === true;
    return { secure: said === 'auto' ? seen : said === 'always' };
  }

  /** @throws DomainError forbidden `cross_site_request` */
  requireOwnPage(request: Request): void {
    const asked = {
      method: request.method,
      header: (name: string) => request.header(name),
      host: request.host,
      secure: this.wayOf(request).secure,
    };
    if (isOwnPage(asked, this.config.publicUrl)) return;
    throw new DomainError(
      'forbidden',
      'cross_site_request',
      text(
        '这个请求不是由本系统的页面发出的，已拒绝。请在本系统的页面中重新操作；如果经过代理，请让管理员检查 SORTIS_PUBLIC_URL。',
        'This request did not come from a page of this server and was refused. Do it again in a page of this server; if there is a proxy between, have the administrator look at SORTIS_PUBLIC_URL.',
      ),
    );
  }

  /** Returns the secret for the cookie. What the browser had before ends. */
  async begin(user: User, request: Request): Promise<string> {
    const secret = Buffer.from(secretBytes(SECRET_BYTES)).toString('base64url');
    const now = this.clock.now();
    const before = secretIn(request.headers.cookie, this.wayOf(request));
    await this.transactions.run(async (manager) => {
      if (before !== undefined) await manager.delete(BrowserSession, { secretHash: sha256Hex(before) });
      await manager.insert(BrowserSession, {
        userId: user.id,
        secretHash: sha256Hex(secret),
        generation: user.tokenGeneration,
        seenAt: now,
        endsAt: new Date(now.getTime() + LONGEST_HOURS * 60 * MINUTE),
      });
    });
    await this.sweep();
    return secret;
  }

  /** Ends the one that the request carries, in this browser alone. */
  async end(request: Request): Promise<void> {
    const secret = secretIn(request.headers.cookie, this.wayOf(request));
    if (secret === undefined) return;
    await this.transactions.run((manager) => manager.delete(BrowserSession, { secretHash: sha256Hex(secret) }));
  }

  /**
   * For whom the request's cookie speaks; undefined where there is none.
   * @throws DomainError unauthenticated `session_expired`; forbidden `cross_site_request`
   */
  async holderOf(request: Request): Promise<Pick<TokenHolder, 'userId' | 'generation'> | undefined> {
    const secret = secretIn(request.headers.cookie, this.wayOf(request));
    if (secret === undefined) return undefined;
    this.requireOwnPage(request);
    const session = await this.dataSource.manager.findOneBy(BrowserSession, { secretHash: sha256Hex(secret) });
    const now = this.clock.now();
    if (session === null || now >= session.endsAt || now >= this.leftAloneUntil(session)) throw expired();
    if (now.getTime() - session.seenAt.getTime() >= MINUTE) await this.seen(session, now);
    return { userId: session.userId, generation: session.generation };
  }

  private leftAloneUntil({ seenAt }: BrowserSession): Date {
    return new Date(seenAt.getTime() + this.config.sessionMinutes * MINUTE);
  }

  /** Where nothing can be written, people may go on reading. */
  private async seen({ id }: BrowserSession, seenAt: Date): Promise<void> {
    try {
      await this.transactions.run((manager) => manager.update(BrowserSession, { id }, { seenAt }));
    } catch (error) {
      this.log.warn({ err: error }, 'the use of a session could not be noted');
    }
  }

  /** By id, because a range would lock the gap that other sign-ins insert into. */
  private async sweep(): Promise<void> {
    const old = await this.dataSource.manager.find(BrowserSession, {
      select: { id: true },
      where: { endsAt: LessThan(this.clock.now()) },
      order: { id: 'ASC' },
      take: SWEPT_AT_ONCE,
    });
    if (old.length === 0) return;
    await this.transactions.run((manager) => manager.delete(BrowserSession, { id: In(old.map((row) => row.id)) }));
  }
}

const expired = (): DomainError =>
  new DomainError('unauthenticated', 'session_expired', text('登录已过期，请重新登录。', 'The sign-in has expired.'));
