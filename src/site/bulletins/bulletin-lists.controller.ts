import { Controller, Get, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Request, type Response } from 'express';

import { ChecklistQuery, MATTER_STATES } from '../../disclosure/checklist/checklist.dto.js';
import { Checklist } from '../../disclosure/checklist/checklist.service.js';
import { DRAW_STATES, DrawBulletinsQuery } from '../../disclosure/draws/draw-bulletin.dto.js';
import { DrawBulletins } from '../../disclosure/draws/draw-bulletins.service.js';
import { MaskedFields } from '../../disclosure/output/masked-fields.guard.js';
import { PlanBulletins } from '../../disclosure/plans/plan-bulletins.service.js';
import { RESULT_STATES, ResultsQuery } from '../../disclosure/results/result.dto.js';
import { Results } from '../../disclosure/results/results.service.js';
import { PublicPlansQuery } from '../../planning/plans/plan-edition.dto.js';
import { Clock } from '../../platform/clock/clock.js';
import { chinaYear } from '../../platform/clock/days.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { Public } from '../../platform/http/access.js';
import { type Page } from '../../platform/http/paging.js';
import { markup, type Markup } from '../../platform/http/plain-page.js';
import { checkedObject } from '../../platform/http/validation.js';
import { type Section } from '../frame/frame.js';
import { link } from '../frame/markup.js';
import { Pages, speechOf } from '../frame/pages.service.js';
import { RefusalFilter } from '../frame/refusal.filter.js';
import { SITE } from '../site-addresses.js';
import { inPath, type Speech } from '../words/speech.js';
import { type Asked, askedOf, filtersOf, FILTERS, ON_A_PAGE } from './asked.js';
import { checklistEntry, drawEntry, planEntry, resultEntry } from './entries.js';
import { listSheet, type Field } from './list-page.js';
import { PublicAgencies } from '../../disclosure/output/public-agencies.service.js';

/** Years that the form offers: a result is on display for five. */
const YEARS = 7;

interface List<Query extends object, T> {
  readonly section: Section;
  readonly query: new () => Query;
  readonly read: (query: Query) => Promise<Page<T>>;
  readonly entry: (speech: Speech, one: T) => Markup;
  readonly before?: (speech: Speech, items: readonly T[], asked: Asked) => Markup | null;
}

/** The four bulletins as pages (公示). */
@ApiExcludeController()
@UseGuards(MaskedFields)
@UseFilters(RefusalFilter)
@Controller([...SITE])
export class BulletinListsController {
  constructor(
    private readonly checklist: Checklist,
    private readonly plans: PlanBulletins,
    private readonly draws: DrawBulletins,
    private readonly results: Results,
    private readonly agencies: PublicAgencies,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  @Public()
  @Get('checklist')
  matters(@Req() request: Request, @Res() response: Response, @Query() query: Record<string, unknown>): Promise<void> {
    return this.list(request, response, query, {
      section: 'checklist',
      query: ChecklistQuery,
      read: (asked) => this.checklist.list(asked),
      entry: checklistEntry,
    });
  }

  @Public()
  @Get('plans')
  yearlyPlans(
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Record<string, unknown>,
  ): Promise<void> {
    return this.list(request, response, query, {
      section: 'plans',
      query: PublicPlansQuery,
      read: (asked) => this.plans.list(asked),
      entry: planEntry,
    });
  }

  @Public()
  @Get('draws')
  lotteries(
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Record<string, unknown>,
  ): Promise<void> {
    return this.list(request, response, query, {
      section: 'draws',
      query: DrawBulletinsQuery,
      read: (asked) => this.draws.list(asked),
      entry: drawEntry,
    });
  }

  @Public()
  @Get('results')
  outcomes(@Req() request: Request, @Res() response: Response, @Query() query: Record<string, unknown>): Promise<void> {
    return this.list(request, response, query, {
      section: 'results',
      query: ResultsQuery,
      read: (asked) => this.results.list(asked),
      entry: resultEntry,
      // whoever sought a name and found one organisation is shown the way to all of it
      before: (speech, items, asked) => {
        const targets = new Map(
          items.filter(({ target }) => !target.masked).map(({ target }) => [target.code, target]),
        );
        if (asked.target === undefined || targets.size === 0 || targets.size > 5) return null;
        return markup`<ul class="found">${[...targets.values()].map(
          ({ code, name }) =>
            markup`<li>${link(speech.at(`/targets/${inPath(code)}`), speech.t('bulletins.ofTarget', { name }))} <code>${code}</code></li>`,
        )}</ul>`;
      },
    });
  }

  private async list<Query extends object, T>(
    request: Request,
    response: Response,
    query: Record<string, unknown>,
    { before, entry, query: type, read, section }: List<Query, T>,
  ): Promise<void> {
    const speech = speechOf(request);
    const asked = askedOf(query, FILTERS[section]);
    const fields = await this.fields(speech, section);
    const shown = { section, asked, fields };
    try {
      const checked = await checkedObject(type, { ...asked, pageSize: String(ON_A_PAGE) });
      const { items, total } = await read(checked);
      const told = items.map((one) => entry(speech, one));
      const sheet = listSheet(speech, { ...shown, items: told, total, before: before?.(speech, items, asked) ?? null });
      await this.pages.send(request, response, sheet);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      const faults = error.faults.length === 0 ? [error.text] : error.faults.map(({ message }) => message);
      response.status(400);
      const sheet = listSheet(speech, { ...shown, asked: filtersOf(asked), items: [], total: 0, faults });
      await this.pages.send(request, response, sheet, 'no-store');
    }
  }

  private async fields(speech: Speech, section: Section): Promise<Field[]> {
    const agencies = await this.agencies.all();
    const year = chinaYear(this.clock.now());
    const states = { checklist: MATTER_STATES, draws: DRAW_STATES, results: RESULT_STATES, plans: [] }[section];
    const options: Readonly<Record<string, Field['options']>> = {
      agency: agencies?.map(({ code, name }) => [code, name] as const),
      year: Array.from({ length: YEARS }, (_, ago) => [String(year - ago), String(year - ago)] as const),
      state: states.map((one) => [one, speech.t(`states.${section as 'draws'}.${one as 'drawn'}`)] as const),
      problem: [
        ['true', speech.t('bulletins.problemYes')],
        ['false', speech.t('bulletins.problemNo')],
      ],
    };
    return FILTERS[section].map((name) => ({ name, label: speech.t(`fields.${name}`), options: options[name] }));
  }
}
