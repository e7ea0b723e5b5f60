import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { DrawsService } from '../../drawing/draws/draws.service.js';
import { isPublished, publicTerms } from '../../drawing/published/published.dto.js';
import { Clock } from '../../platform/clock/clock.js';
import { chinaDay } from '../../platform/clock/days.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { currentContext } from '../../platform/http/request-context.js';
import { text, type Bilingual } from '../../platform/text.js';
import { readManifest, shortCode, type Json } from '../../protocol/index.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { resultWords } from '../findings/finding-codes.js';
import { readFound, readMatters } from '../inspections/draw-facts.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { readTeams } from '../inspections/team.js';
import { isApproved, isPublic } from '../life/life-cycle.js';
import { DisplayedResults, type ResultDisplay } from '../life/published-results.js';
import { InspectionSteps } from '../life/steps.service.js';
import { chanceAt } from './chance.js';
import { CODE_STATE_WORDS, EXPIRED_WORDS } from './code-standing.js';
import { InspectionCodes, type CheckedCode } from './inspection-codes.service.js';
import { surnameOnly } from './masked-name.js';
import { type PublicInspectionDrawResponse, type PublicInspectionResponse } from './public-inspection.dto.js';
import { WrongCodes } from './wrong-codes.js';

/** What the public learns by the code of an inspection (扫码入企). */
@Injectable()
export class PublicInspections {
  constructor(
    private readonly dataSource: DataSource,
    private readonly codes: InspectionCodes,
    private readonly draws: DrawsService,
    private readonly agencies: AgencyScope,
    private readonly steps: InspectionSteps,
    private readonly displayed: DisplayedResults,
    private readonly wrong: WrongCodes,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError not-found for a code that was never given out, too-many for an address that tries codes */
  async byCode(said: string): Promise<PublicInspectionResponse> {
    const address = currentContext()?.address ?? 'unknown';
    this.wrong.requireRoom(address);
    const checked = await this.codes.check(said);
    if (checked.state !== 'unknown') return this.told(checked);
    this.wrong.add(address);
    throw new DomainError(
      'not-found',
      'code_never_issued',
      text(
        '假：没有发出过这个核验码。如果是手工输入的，请再核对一遍；如果是从文书上扫描的，这份文书不是真的。',
        'Fake: this code was never given out. If you typed it, compare it once more; if you scanned it from a paper, the paper is not real.',
      ),
      { details: { state: 'unknown' } },
    );
  }

  private async told(checked: Exclude<CheckedCode, { state: 'unknown' }>): Promise<PublicInspectionResponse> {
    const { manager } = this.dataSource;
    const { code, document, edition, inspectionId, issuedAt, reason, state } = checked;
    const inspection = await manager.findOneByOrFail(Inspection, { id: inspectionId });
    const [agency] = await this.agencies.named([inspection.agencyId]);
    const team = (await readTeams(manager, [inspectionId])).get(inspectionId) ?? [];
    const display = await this.displayed.displayOf(inspectionId);
    const published = isPublic(inspection.state) && display?.state === 'displayed';
    return {
      code,
      state,
      verdict: reason === null ? CODE_STATE_WORDS.real : EXPIRED_WORDS[reason],
      reason,
      document,
      edition,
      issuedAt: issuedAt.toISOString(),
      agency: agency?.name ?? '',
      target: inspection.targetName,
      matters: (await readMatters(manager, inspection)).map((matter) => ({
        code: matter.code,
        name: matter.name,
        legalBasis: matter.legalBasis,
      })),
      // who went is of no use any more, and nobody's to keep in sight
      team: (display?.state === 'over' ? [] : team).map(({ certificateNumber, expert, name }) => ({
        name: surnameOnly(name),
        certificateNumber,
        expert,
      })),
      visitFrom: inspection.visitFrom,
      visitUntil: inspection.visitUntil,
      approved: isApproved(await this.steps.of(manager, inspectionId)),
      draw: await this.drawOf(inspection),
      result: published
        ? {
            visitedOn: inspection.visitedOn,
            words: resultWords((await readFound(manager, [inspectionId])).get(inspectionId) ?? []),
            publishedAt: inspection.publishedAt?.toISOString() ?? null,
          }
        : null,
      display:
        display === undefined
          ? null
          : {
              state: display.state,
              words: wordsOfDisplay(display),
              reason: display.state === 'withdrawn' ? display.reason : null,
            },
    };
  }

  private async drawOf({ drawId, ordinal }: Inspection): Promise<PublicInspectionDrawResponse> {
    const draw = await this.draws.byNumber(String(drawId));
    const { assigned, drawAt, drawnAt, manifest, number, recordHash } = draw;
    const open = publicTerms(draw).pools === 'open';
    return {
      number,
      drawnAt: (drawnAt ?? drawAt).toISOString(),
      shortCode: recordHash === null ? null : shortCode(recordHash),
      recordHash,
      chance: manifest === null ? null : (chanceAt(readManifest(JSON.parse(manifest) as Json), ordinal) ?? null),
      assignedByName: assigned !== null,
      verify: `/verify/?draw=${number}`,
      evidence: isPublished(draw, this.clock.now())
        ? `/api/v1/public/draws/${number}/${open ? 'evidence' : 'extract'}`
        : null,
    };
  }
}

/** The inspection was real, whatever has become of its result. */
function wordsOfDisplay(display: ResultDisplay): Bilingual {
  switch (display.state) {
    case 'displayed':
      return text('结果公示中。', 'The result is on display.');
    case 'over':
      return text(
        `这项检查确有其事。结果公示已满 ${display.years} 年，不再展示。`,
        `This inspection was real. Its result was on display for ${display.years} ${display.years === 1 ? 'year' : 'years'}, and is so no longer.`,
      );
    case 'withdrawn': {
      const day = chinaDay(display.at);
      return text(
        `这项检查确有其事。结果已于 ${day} 撤回公示。`,
        `This inspection was real. Its result was withdrawn on ${day}.`,
      );
    }
  }
}
