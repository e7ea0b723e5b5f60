import { StreamableFile } from '@nestjs/common';
import { type Response } from 'express';

import { MEDIA_TYPES, type Format } from './renderers/formats.js';
import { PAPER_POLICY } from './renderers/html.js';

/** A paper as a file. @param name without what the format adds */
export function servedPaper(response: Response, bytes: Uint8Array, format: Format, name: string): StreamableFile {
  response.setHeader('Cache-Control', 'private, no-cache');
  if (format === 'html') response.setHeader('Content-Security-Policy', PAPER_POLICY);
  return new StreamableFile(bytes, {
    type: MEDIA_TYPES[format],
    disposition: `${format === 'docx' ? 'attachment' : 'inline'}; filename="sortis-${name}.${format}"`,
    length: bytes.length,
  });
}
