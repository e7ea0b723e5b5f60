import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify, type Options } from '@node-rs/argon2';

import { secretBytes } from '../../platform/secrets/secrets.js';

/** argon2id with the least that OWASP's password storage sheet asks for: 19 MiB, two passes, one lane. About 20 ms. */
const PARAMETERS: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Makes and checks password hashes. The work is done on libuv's threads, not on the one that serves requests. */
@Injectable()
export class Passwords implements OnModuleInit {
  private nobodys: Promise<string> | undefined;

  async onModuleInit(): Promise<void> {
    await this.nobodysHash();
  }

  hash(password: string): Promise<string> {
    return hash(prepared(password), PARAMETERS);
  }

  /**
   * Whether the password belongs to the hash. Where there is no such user (`undefined`) the same work is done on a hash
   * that no password fits, so that the time of the answer does not tell which usernames exist.
   */
  async matches(passwordHash: string | undefined, password: string): Promise<boolean> {
    const holds = await verify(passwordHash ?? (await this.nobodysHash()), prepared(password));
    return holds && passwordHash !== undefined;
  }

  private nobodysHash(): Promise<string> {
    this.nobodys ??= hash(secretBytes(32), PARAMETERS);
    return this.nobodys;
  }
}

/** One form for what different keyboards make of the same letters (NIST SP 800-63B §5.1.1.2 asks for it). */
function prepared(password: string): string {
  return password.normalize('NFKC');
}
