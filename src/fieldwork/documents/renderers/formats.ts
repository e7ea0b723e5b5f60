import { type Paper, type Stamp } from '../paper.js';

/* Apart from what makes them: the libraries are loaded on the press's own thread. */

export const FORMATS = ['html', 'pdf', 'docx'] as const;
export type Format = (typeof FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** A document that is to be made into a file. */
export interface PressTask {
  readonly format: Format;
  readonly paper: Paper;
  readonly stamp: Stamp;
}
