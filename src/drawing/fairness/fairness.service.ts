import { Injectable } from '@nestjs/common';

import { type Caller } from '../../accounts/caller.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { type Draw } from '../draws/draw.entity.js';
import { DrawsService } from '../draws/draws.service.js';
import { DrawReadings } from '../engine/draw-readings.js';
import { Rotations } from '../rotation/rotations.service.js';
import { toFairnessResponse, type FairnessResponse } from './fairness.dto.js';

/** Sheets kept: each is some 100 bytes an inspector. */
const KEPT = 16;

/** What a draw's rules and its outcome were worth to each who is concerned. */
@Injectable()
export class FairnessService {
  /** A committed or recorded draw never changes, so neither does its sheet; several who ask at once share one reading. */
  private readonly sheets = new Map<string, Promise<FairnessResponse>>();

  constructor(
    private readonly readings: DrawReadings,
    private readonly draws: DrawsService,
    private readonly rotations: Rotations,
  ) {}

  async forCaller(caller: Caller, id: number): Promise<FairnessResponse> {
    return this.sheetOf(await this.draws.visible(caller, id));
  }

  async sheetOf(draw: Draw): Promise<FairnessResponse> {
    const { id, manifest, number } = draw;
    if (manifest === null) {
      throw new DomainError(
        'conflict',
        'not_committed_yet',
        text(
          `抽取 ${number} 尚未公告，还没有公平性说明。`,
          `Draw ${number} is not committed yet, so there is no fairness sheet.`,
        ),
      );
    }
    const recorded = draw.recordHash !== null;
    const key = `${id}:${recorded}`;
    let sheet = this.sheets.get(key);
    if (sheet === undefined) {
      const told = this.readings.read({ kind: 'fairness', drawId: id, manifest, recorded });
      sheet = this.rotations.roundsOf(draw).then(async (rounds) => toFairnessResponse(draw, await told, rounds));
      sheet.catch(() => this.sheets.delete(key));
    } else this.sheets.delete(key);
    this.sheets.set(key, sheet);
    const [oldest = key] = this.sheets.keys();
    if (this.sheets.size > KEPT) this.sheets.delete(oldest);
    return sheet;
  }
}
