import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { isPublished, publicTerms } from '../../drawing/published/published.dto.js';
import { chanceAt } from '../../fieldwork/codes/chance.js';
import { Clock } from '../../platform/clock/clock.js';
import { DomainError, notFound } from '../../platform/errors/domain-error.js';
import { currentContext } from '../../platform/http/request-context.js';
import { Log } from '../../platform/log/log.js';
import { text } from '../../platform/text.js';
import { readManifest, type Json } from '../../protocol/index.js';
import { type PublicDraw } from '../draws/draw-bulletin.dto.js';
import { Results } from '../results/results.service.js';
import { type ResultResponse } from '../results/result.dto.js';
import { isPerson } from '../rules/masks.js';
import { type PublicTargetResponse, type TargetProofResponse } from './public-target.dto.js';

const TARGET = text('有公示结果的检查对象', 'target with a published result');

/** What everyone may read of one target: its inspections, what was found, and the proof that it was drawn by lot. */
@Injectable()
export class PublicTargets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly results: Results,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  /** Who is masked is not there, like one without a result; whose results were all taken down is told so. */
  async of(code: string, query: { readonly page?: number; readonly pageSize?: number }): Promise<PublicTargetResponse> {
    const sought = code.slice(0, 64);
    const { items, total } = await this.results.ofTarget(sought, query);
    const [first] = items;
    if (first === undefined) {
      if (isPerson({ code: sought, kind: '' })) {
        this.log.warn({ address: currentContext()?.address }, 'asked for a masked target by its code');
      }
      const years = await this.results.takenDown(sought);
      throw years === undefined ? notFound(TARGET, sought) : takenDown(sought, years);
    }
    const proofs = await this.proofsOf(items);
    return {
      code: first.target.code,
      name: first.target.name,
      kind: first.target.kind,
      items: items.map((item) => ({ ...item, proof: proofs(item) })),
      total,
    };
  }

  private async proofsOf(items: readonly ResultResponse[]): Promise<(item: ResultResponse) => TargetProofResponse> {
    const now = this.clock.now();
    const numbers = [...new Set(items.map(({ draw }) => draw.number))];
    const draws = await this.dataSource
      .getRepository<PublicDraw>('Draw')
      .createQueryBuilder('draw')
      .where('draw.number IN (:...numbers)', { numbers })
      .getMany();
    const read = new Map(
      draws.map((draw) => [
        draw.number,
        {
          manifest: draw.manifest === null ? undefined : readManifest(JSON.parse(draw.manifest) as Json),
          kept: publicTerms(draw).pools === 'open' ? 'evidence' : 'extract',
          published: isPublished(draw, now),
        },
      ]),
    );
    return ({ draw: { number, place, recordHash }, target: { code } }) => {
      const { kept, manifest, published } = read.get(number) ?? {};
      const at = `/api/v1/public/draws/${number}`;
      return {
        draw: number,
        recordHash,
        chance: (manifest === undefined ? undefined : chanceAt(manifest, place)) ?? null,
        evidence: published === true ? `${at}/${kept}` : null,
        proof: `${at}/targets/${encodeURIComponent(code)}/proof`,
        verify: `/verify/?draw=${number}`,
      };
    };
  }
}

const takenDown = (code: string, years: number): DomainError =>
  new DomainError(
    'gone',
    'retention_over',
    text(
      `检查对象“${code}”的检查结果公示已满 ${years} 年，按公示规则不再展示。`,
      `The results of "${code}" were on display for ${years} years, and by the rules are so no longer.`,
    ),
    { details: { retentionYears: years } },
  );
