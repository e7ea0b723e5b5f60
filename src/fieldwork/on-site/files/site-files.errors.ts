import { DomainError } from '../../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../../platform/text.js';

export const SITE_FILE = text('附件', 'file');

const megabytes = (bytes: number): number => Math.round((bytes / 1024 / 1024) * 10) / 10;

export const fileTooLarge = (most: number): DomainError =>
  new DomainError(
    'too-large',
    'file_too_large',
    text(
      `文件超过上限 ${megabytes(most)} MB；请缩小照片后再上传。`,
      `The file is over the limit of ${megabytes(most)} MB; make the photo smaller and send it again.`,
    ),
    { details: { limitBytes: most } },
  );

export const inspectionFull = (most: number): DomainError =>
  new DomainError(
    'too-large',
    'inspection_files_full',
    text(
      `这项检查的附件合计不得超过 ${megabytes(most)} MB。`,
      `The files of this inspection may have ${megabytes(most)} MB together.`,
    ),
    { details: { limitBytes: most } },
  );

export const hashMismatch = (said: string, found: string): DomainError =>
  new DomainError(
    'invalid',
    'hash_mismatch',
    text(
      `收到的内容的 SHA-256 是 ${found}，不是 ${said}；请重新上传。`,
      `What arrived has the SHA-256 ${found}, not ${said}; send it again.`,
    ),
    { details: { said, found } },
  );

export const fileEmpty = (): DomainError =>
  new DomainError('invalid', 'file_empty', text('文件是空的。', 'The file is empty.'));

export const unfitFile = (code: string, words: Bilingual): DomainError => new DomainError('unsupported', code, words);

export const uploadBroken = (): DomainError =>
  new DomainError(
    'invalid',
    'upload_broken',
    text('上传中断，没有保存任何内容；请重新上传。', 'The upload broke off and nothing was kept; send it again.'),
  );

export const tooManyUploads = (): DomainError =>
  new DomainError(
    'unavailable',
    'too_many_uploads',
    text('同时上传的文件太多，请稍候再试。', 'Too many files are being uploaded; try again in a moment.'),
    { retryAfterSeconds: 5 },
  );
