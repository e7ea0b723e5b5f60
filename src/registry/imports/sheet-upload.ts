import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { type Request, type Response } from 'express';
import multer, { MulterError } from 'multer';
import { type Observable } from 'rxjs';

import { Config } from '../../platform/config/config.js';
import { DomainError, invalid } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

const FIELD_BYTES = 64 * 1024;
const MOST_FIELDS = 10;

export type UploadRequest = Request & { file?: Express.Multer.File };

/**
 * Takes one spreadsheet out of a multipart form, into memory, and no more of it than an upload may have: what comes after
 * that is let run dry, and the answer is 413. The name of the file and its declared type are not looked at.
 */
@Injectable()
export class SheetUpload implements NestInterceptor {
  constructor(private readonly config: Config) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<UploadRequest>();
    if (request.is('multipart/form-data') === false) throw noForm();
    const limits = {
      fileSize: this.config.uploadBytes,
      files: 1,
      fields: MOST_FIELDS,
      fieldSize: FIELD_BYTES,
      parts: MOST_FIELDS + 1,
    };
    const upload = multer({ storage: multer.memoryStorage(), limits }).single('file');
    // awaited, so that who calls (AsyncLocalStorage) is known again afterwards: the form's events know nothing of it
    await new Promise<void>((resolve, reject) => {
      upload(request, http.getResponse<Response>(), (error: unknown) => {
        if (error === undefined || error === null) resolve();
        else reject(refusalOf(error, this.config.uploadBytes));
      });
    });
    // multer's form has no prototype, and validation wants one
    request.body = { ...(request.body as object) };
    return next.handle();
  }
}

/** The file's bytes. */
export function uploadedBytes(request: UploadRequest): Uint8Array {
  if (request.file === undefined) throw noFile();
  return request.file.buffer;
}

function refusalOf(error: unknown, bytes: number): Error {
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') return uploadTooLarge(bytes);
  if (error instanceof MulterError && error.code === 'LIMIT_UNEXPECTED_FILE') return noFile();
  const why = error instanceof Error ? error.message : String(error);
  return new DomainError(
    'invalid',
    'malformed_form',
    text(`表单无法读取：${why}。`, `The form cannot be read: ${why}.`),
  );
}

export function uploadTooLarge(bytes: number): DomainError {
  const megabytes = Math.round((bytes / 1024 / 1024) * 10) / 10;
  return new DomainError(
    'too-large',
    'upload_too_large',
    text(`文件超过上限 ${megabytes} MB。`, `The file is over the limit of ${megabytes} MB.`),
    { details: { limitBytes: bytes } },
  );
}

function noFile(): DomainError {
  return invalid(
    '/file',
    'file_required',
    text('请在表单的 file 字段里放一个表格文件。', 'Put one spreadsheet into the form field "file".'),
  );
}

function noForm(): DomainError {
  return new DomainError(
    'unsupported',
    'form_required',
    text(
      '请用 multipart/form-data 表单上传，文件放在 file 字段。',
      'Send a multipart/form-data form with the file in its field "file".',
    ),
  );
}
