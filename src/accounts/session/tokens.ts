import { Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';

import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { secretBytes } from '../../platform/secrets/secrets.js';
import { Settings } from '../../platform/settings/settings.service.js';
import { text } from '../../platform/text.js';

const ALGORITHM = 'HS256';
const ISSUER = 'sortis';
const KEY_BYTES = 32;

/** Whom a token speaks for, and under which generation. What he may do is asked of the database at each request. */
export interface TokenHolder {
  readonly userId: number;
  readonly username: string;
  readonly generation: number;
}

/**
 * Access tokens: JWT (RFC 7519) signed with HMAC-SHA-256 under a key that the installation made for itself and keeps in
 * its database, so that all its processes take each other's tokens.
 */
@Injectable()
export class Tokens {
  private key: Promise<Uint8Array> | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** A token that holds for `Config.tokenSeconds` from now. */
  async issue(holder: TokenHolder): Promise<{ accessToken: string; expiresIn: number }> {
    const now = Math.floor(this.clock.now().getTime() / 1000);
    const expiresIn = this.config.tokenSeconds;
    const accessToken = await new SignJWT({ username: holder.username, generation: holder.generation })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setSubject(String(holder.userId))
      .setIssuedAt(now)
      .setExpirationTime(now + expiresIn)
      .sign(await this.signingKey());
    return { accessToken, expiresIn };
  }

  /** @throws DomainError unauthenticated: `token_expired`, or `token_invalid` for everything else that is wrong with it */
  async read(token: string): Promise<TokenHolder> {
    const key = await this.signingKey();
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, key, {
        // naming the one algorithm is what shuts out `none` and the rest (RFC 8725 §3.1)
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        requiredClaims: ['sub', 'iat', 'exp', 'username', 'generation'],
        currentDate: this.clock.now(),
      }));
    } catch (error) {
      throw error instanceof errors.JWTExpired ? expired() : unusable();
    }
    const { sub, username, generation } = payload;
    if (!/^[1-9]\d{0,9}$/.test(sub ?? '') || typeof username !== 'string' || !Number.isSafeInteger(generation)) {
      throw unusable();
    }
    return { userId: Number(sub), username, generation: Number(generation) };
  }

  private signingKey(): Promise<Uint8Array> {
    if (this.key === undefined) {
      const key = this.loadKey();
      this.key = key;
      // a database that was away for a moment must not be remembered for ever
      key.catch(() => (this.key = undefined));
    }
    return this.key;
  }

  private async loadKey(): Promise<Uint8Array> {
    const kept = await this.settings.getOrCreate('token-key', () =>
      Buffer.from(secretBytes(KEY_BYTES)).toString('base64url'),
    );
    const bytes = new Uint8Array(Buffer.from(kept, 'base64url'));
    // HMAC takes a key of any length, an empty one too
    if (bytes.length !== KEY_BYTES) throw new Error(`setting "token-key" should hold ${KEY_BYTES} bytes`);
    return bytes;
  }
}

const expired = (): DomainError =>
  new DomainError('unauthenticated', 'token_expired', text('登录已过期，请重新登录。', 'The sign-in has expired.'));

/** One answer for a token of another key, a withdrawn one and one of a user who is no longer active. */
export const unusable = (): DomainError =>
  new DomainError(
    'unauthenticated',
    'token_invalid',
    text('登录凭证无效，请重新登录。', 'The access token is not valid (any more); sign in again.'),
  );
