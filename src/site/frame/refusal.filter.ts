import { Catch, type ArgumentsHost } from '@nestjs/common';
import { type Request, type Response } from 'express';

import { markup } from '../../platform/http/plain-page.js';
import { ProblemFilter } from '../../platform/http/problem.filter.js';
import { type Problem } from '../../platform/http/problem.js';
import { Log } from '../../platform/log/log.js';
import { type Key, type Speech } from '../words/speech.js';
import { inBoth, type Sheet } from './frame.js';
import { hashed, link, moment, rows } from './markup.js';
import { Pages, speechOf } from './pages.service.js';

const TITLES: Readonly<Record<number, Key>> = {
  400: 'refusal.invalid',
  404: 'refusal.not-found',
  410: 'refusal.gone',
  429: 'refusal.too-many',
};
/** What has a title of its own. */
const TITLES_OF: Readonly<Record<string, Key>> = { result_withdrawn: 'refusal.withdrawn' };

/** What went wrong, as a page: the same words as in a problem document, in the language of the address. */
@Catch()
export class RefusalFilter extends ProblemFilter {
  constructor(
    log: Log,
    private readonly pages: Pages,
  ) {
    super(log);
  }

  protected override answer(host: ArgumentsHost, problem: Problem): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    response.status(problem.status);
    void this.pages.send(request, response, refusalSheet(speechOf(request), problem, request.path), 'no-store');
  }
}

export function refusalSheet(speech: Speech, problem: Problem, path: string): Sheet {
  const { code, en, detail, errors = [], hash, requestId, status, withdrawnAt } = problem;
  const title = speech.t(TITLES_OF[code] ?? TITLES[status] ?? 'refusal.other');
  const own = path.replace(/^\/public\/(?:zh|en)/, '');
  return {
    title,
    addresses: inBoth(path.startsWith('/public/') ? own : ''),
    unlisted: true,
    body: markup`<h1>${title}</h1>
<p class="lead">${speech.said({ zh: detail, en: en.detail })}</p>
${
  errors.length === 0
    ? null
    : markup`<h2>${speech.t('refusal.places')}</h2><ul>${errors.map(({ message, pointer }) => markup`<li>${pointer.slice(1)}${speech.t('common.colon')}${speech.said(message)}</li>`)}</ul>`
}
${rows(
  [speech.t('refusal.withdrawnAt'), typeof withdrawnAt === 'string' ? moment(speech, withdrawnAt) : null],
  [speech.t('refusal.hash'), typeof hash === 'string' ? hashed(speech, hash) : null],
  [speech.t('refusal.request'), status >= 500 ? requestId : null],
)}
<p>${link(speech.at(''), speech.t('refusal.home'))}</p>`,
  };
}
