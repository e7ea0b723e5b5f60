import { Injectable } from '@nestjs/common';
import { type Request } from 'express';

import { Config } from '../config/config.js';

/** A host with its port, as an address has it. */
const HOST = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/** What stands before a path where the whole address is needed: in a square to scan, in a command to type. */
@Injectable()
export class Origins {
  constructor(private readonly config: Config) {}

  /** That of the settings; where there is none, what the reader's own browser called the server. */
  of(request: Request): string {
    if (this.config.publicUrl !== undefined) return this.config.publicUrl;
    const host = request.get('host') ?? '';
    return HOST.test(host) ? `${request.protocol}://${host}` : '';
  }
}
