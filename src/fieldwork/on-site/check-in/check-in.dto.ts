import { Flag, Integer, Moment, Nested, Text } from '../../../platform/http/fields.js';

const ROW = { min: 1, max: 2_147_483_647 };

export class SeenPlaceRequest {
  @Integer({ min: -180_000_000, max: 180_000_000, about: 'Millionths of a degree, WGS-84' })
  longitude: number;

  @Integer({ min: -90_000_000, max: 90_000_000 })
  latitude: number;

  @Integer({ min: 0, max: 1_000_000, about: 'How far off it may be, in metres' })
  accuracy: number;
}

/** 签到. */
export class CheckInContent {
  @Text({
    max: 300,
    about: 'What was scanned: the code on a paper of the inspection, or the address that it stands in',
  })
  code: string;

  @Nested(() => SeenPlaceRequest, { optional: true, nullable: true })
  place?: SeenPlaceRequest | null;

  @Text({
    max: 500,
    optional: true,
    nullable: true,
    about:
      'Why it is farther from the target than it may be: it has moved, or the register is wrong. The reviewer sees it',
  })
  farReason?: string | null;
}

export class CheckInResponse {
  @Integer(ROW)
  id: number;

  @Integer(ROW)
  inspectorId: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 100 })
  name: string;

  @Flag()
  expert: boolean;

  @Moment({ about: 'As the server reckons it' })
  at: string;

  @Moment({ about: "By the phone's clock" })
  saidAt: string;

  @Moment({ about: 'When it arrived' })
  receivedAt: string;

  @Text({
    max: 16,
    about: "right; wrong: the phone's clock was off, and at is corrected; unsteady: it was set meanwhile",
  })
  clock: string;

  @Nested(() => SeenPlaceRequest, { nullable: true })
  place: SeenPlaceRequest | null;

  @Integer({ min: 0, max: 21_000_000, nullable: true, about: 'Metres from the target; null where a place is unknown' })
  distance: number | null;

  @Flag({ about: 'Farther than it may be; farReason says why' })
  far: boolean;

  @Text({ max: 500, nullable: true })
  farReason: string | null;
}
