import { Injectable } from '@nestjs/common';
import { Between, IsNull, Not, type EntityManager } from 'typeorm';

import { text } from '../../../platform/text.js';
import { chinaDay } from '../../../platform/clock/days.js';
import { EXPIRED_WORDS } from '../../codes/code-standing.js';
import { InspectionCodes, type CheckedCode } from '../../codes/inspection-codes.service.js';
import { noticeInForce } from '../../life/life-cycle.js';
import { InspectionSteps } from '../../life/steps.service.js';
import { type ActScene, requireOpenRecord } from '../act-scene.js';
import { refusedCheckIn, unfit } from '../on-site.errors.js';
import { CHECK_IN_METRES, distanceFrom, faultOfCheckIn } from './check-in-rules.js';
import { type CheckInContent } from './check-in.dto.js';
import { CheckIn } from './check-in.entity.js';
import { tooFarApart, type Place, type SeenPlace } from './places.js';

const DAY = 86_400_000;

/** 签到: each of a team for himself, by the code of the inspection. */
@Injectable()
export class CheckIns {
  constructor(
    private readonly codes: InspectionCodes,
    private readonly steps: InspectionSteps,
  ) {}

  /** What was scanned: a code, or the address in which it stands. Not inside a transaction. */
  async scanned(said: string): Promise<CheckedCode> {
    return this.codes.check(/\/i\/([^/?#]+)[/?#]?[^/]*$/.exec(said)?.[1] ?? said);
  }

  async take(scene: ActScene, content: CheckInContent, code: CheckedCode): Promise<void> {
    const { actId, at, caller, day, manager, seen, team } = scene;
    const { inspection } = seen;
    requireOpenRecord(seen);
    requireCode(code, inspection.id);
    const seat = team.find(({ inspectorId }) => inspectorId === caller.inspectorId);
    const notice = noticeInForce(await this.steps.of(manager, inspection.id));
    const fault = faultOfCheckIn(seat, {
      day,
      drawnOn: chinaDay(seen.draw.drawnAt),
      visitFrom: inspection.visitFrom,
      visitUntil: inspection.visitUntil,
      noticedOn: notice?.onDay ?? null,
    });
    if (fault !== undefined) throw unfit(fault);
    if (seat === undefined) throw new Error('a check-in without a seat');
    const place = content.place ?? null;
    const from = distanceFrom(
      await placeOfTarget(manager, inspection.targetId),
      place,
      await this.limit(manager, seen.line),
    );
    const farReason = content.farReason === undefined || content.farReason === '' ? null : content.farReason;
    if (from.far && farReason === null) throw tooFar(from.distance ?? 0, from.mostMetres ?? 0);
    if (place !== null) await this.requireReachable(scene, seat.inspectorId, place);
    await manager.insert(CheckIn, {
      actId,
      inspectionId: inspection.id,
      inspectorId: seat.inspectorId,
      expert: seat.expert ? 1 : null,
      at,
      longitude: place?.longitude ?? null,
      latitude: place?.latitude ?? null,
      accuracy: place?.accuracy ?? null,
      distance: from.distance,
      mostMetres: from.mostMetres,
      farReason: from.far ? farReason : null,
    });
  }

  /** What the nearest of the agency and those above it says. @param line from the top */
  async limit(manager: EntityManager, line: readonly number[]): Promise<number> {
    const rows = await manager.query<{ id: number; metres: number }[]>(
      `SELECT id AS id, check_in_metres AS metres FROM agencies
        WHERE check_in_metres IS NOT NULL AND id IN (${[0, ...line].map(() => '?').join(', ')})`,
      [0, ...line],
    );
    const own = line.findLast((agency) => rows.some(({ id }) => id === agency));
    return rows.find(({ id }) => id === own)?.metres ?? CHECK_IN_METRES;
  }

  /** Nobody is at two places at once, and one inspection has one place: then its code, or somebody's token, was passed on. */
  private async requireReachable(
    { at, manager, seen }: ActScene,
    inspectorId: number,
    place: SeenPlace,
  ): Promise<void> {
    const around = {
      longitude: Not(IsNull()),
      at: Between(new Date(at.getTime() - DAY), new Date(at.getTime() + DAY)),
    };
    const others = await manager.find(CheckIn, {
      where: [
        { ...around, inspectionId: seen.inspection.id },
        { ...around, inspectorId },
      ],
      order: { id: 'ASC' },
      take: 1000,
    });
    for (const { accuracy, at: then, id, inspectionId, latitude, longitude } of others) {
      if (longitude === null || latitude === null) continue;
      const there = { longitude, latitude, accuracy: accuracy ?? 0, at: then };
      if (!tooFarApart(there, { ...place, at })) continue;
      throw refusedCheckIn(
        'two_places_at_once',
        text(
          `与 ${then.toISOString()} 在另一处的签到（检查任务 ${inspectionId}）相距太远，来不及到达；核验码可能被复制。已记录。`,
          `Nobody gets here from the place of the check-in at ${then.toISOString()} (inspection ${inspectionId}) in that time: the code may have been copied. This is on record.`,
        ),
        { other: { checkIn: id, inspectionId, at: then.toISOString() } },
      );
    }
  }
}

function requireCode(code: CheckedCode, inspectionId: number): void {
  if (code.state === 'unknown') {
    throw refusedCheckIn(
      'code_unknown',
      text('这个核验码不是本系统发出的。已记录。', 'This code was never given out. This is on record.'),
    );
  }
  if (code.inspectionId !== inspectionId) {
    throw refusedCheckIn(
      'code_of_another_inspection',
      text(
        '这个核验码属于另一项检查，请扫描本次检查文书上的码。已记录。',
        'This is the code of another inspection; scan the one on the papers of this one. This is on record.',
      ),
    );
  }
  // it may arrive after the window's last day: whether the check-in was inside of it is told by its own day
  if (code.reason !== null && code.reason !== 'window-over')
    throw refusedCheckIn('code_expired', EXPIRED_WORDS[code.reason]);
}

const tooFar = (distance: number, most: number) =>
  refusedCheckIn(
    'too_far_away',
    text(
      `签到地点距检查对象 ${distance} 米，超过 ${most} 米。如检查对象已经搬迁或登记的坐标有误，请写明原因后再签到。`,
      `This is ${distance} m from the target, and it may be ${most} m. If the target has moved, or the register is wrong, say so (farReason) and check in again.`,
    ),
    { distance, mostMetres: most },
  );

/** Where the register has a target. */
export async function placeOfTarget(manager: EntityManager, targetId: number): Promise<Place | null> {
  const rows = await manager.query<{ longitude: number | null; latitude: number | null }[]>(
    'SELECT longitude AS longitude, latitude AS latitude FROM targets WHERE id = ?',
    [targetId],
  );
  const { latitude, longitude } = rows[0] ?? { latitude: null, longitude: null };
  return latitude === null || longitude === null ? null : { longitude, latitude };
}
