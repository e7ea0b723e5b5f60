import { docxOf } from './docx.js';
import { type PressTask } from './formats.js';
import { htmlOf } from './html.js';
import { pdfOf } from './pdf.js';

/** Makes a file of a document. */
export async function render({ format, paper, stamp }: PressTask): Promise<Uint8Array> {
  switch (format) {
    case 'html':
      return Buffer.from(htmlOf(paper, stamp));
    case 'pdf':
      return pdfOf(paper, stamp);
    case 'docx':
      return docxOf(paper, stamp);
  }
}
