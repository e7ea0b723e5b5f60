import { Code, Flag, Integer, Moment, Text } from '../../../platform/http/fields.js';
import { Sha256 } from '../signatures/signature.dto.js';

const ROW = { min: 1, max: 2_147_483_647 };

/** 附件说明: says what a file shows. Its bytes come first, by PUT /inspections/{id}/files/{sha256}. */
export class FileContent {
  @Sha256()
  sha256: string;

  @Text({ max: 500, optional: true, nullable: true, about: 'What it shows' })
  caption?: string | null;

  @Integer({ ...ROW, optional: true, nullable: true })
  matterId?: number | null;

  @Code({ max: 32, optional: true, nullable: true, about: 'The question that it answers, of that matter' })
  question?: string | null;
}

/** 附件作废: it stays, and does not count any more. */
export class RemoveFileContent {
  @Sha256()
  sha256: string;

  @Text({ max: 500 })
  reason: string;
}

export class SiteFileResponse {
  @Sha256()
  sha256: string;

  @Integer({ min: 0, max: ROW.max })
  bytes: number;

  @Text({ max: 64, about: 'As its bytes say' })
  mediaType: string;

  @Text({ max: 200 })
  by: string;

  @Moment()
  at: string;

  @Text({ max: 500, nullable: true })
  caption: string | null;

  @Integer({ ...ROW, nullable: true })
  matterId: number | null;

  @Code({ max: 32, nullable: true })
  question: string | null;

  @Flag({ about: 'It does not count any more' })
  removed: boolean;

  @Text({ max: 500, nullable: true, about: 'Why' })
  removedReason: string | null;

  @Text({ max: 200, about: 'Where its bytes are' })
  href: string;
}

export class StoredFileResponse {
  @Sha256()
  sha256: string;

  @Integer({ min: 0, max: ROW.max })
  bytes: number;

  @Text({ max: 64 })
  mediaType: string;

  @Flag({ about: 'It was there already' })
  before: boolean;
}
