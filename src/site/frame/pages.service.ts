import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';

import { sendPage } from '../../platform/http/sent-page.js';
import { SPEECHES, type Speech } from '../words/speech.js';
import { framed, htmlLanguage, SITE_POLICY, type Sheet } from './frame.js';
import { siteAssets } from './site-assets.js';

/** What may change is asked for again each time, and is sent again only where it has: what is withdrawn is gone at once. */
const CHANGING = 'public, no-cache';

/** Sends the pages of the public site. */
@Injectable()
export class Pages {
  private readonly assets = siteAssets();

  async send(request: Request, response: Response, sheet: Sheet, caching = CHANGING): Promise<void> {
    response.setHeader('Content-Security-Policy', SITE_POLICY);
    response.setHeader('Content-Language', htmlLanguage(speechOf(request).language));
    await sendPage(request, response, framed(speechOf(request), sheet, this.assets), caching);
  }
}

/** The address says it, and nothing else does: neither a cookie nor what a browser prefers. */
export const speechOf = ({ path }: Pick<Request, 'path'>): Speech =>
  SPEECHES[/^\/public\/en(?:\/|$)|^\/i\/[^/]*\/en\/?$/.test(path) ? 'en' : 'zh'];
