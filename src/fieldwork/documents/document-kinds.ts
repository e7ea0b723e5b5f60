import { type Coded } from '../codes/code.js';

/** 检查审批表、检查通知书、现场检查笔录、责令改正通知书、检查结果公示表. */
export const DOCUMENT_KINDS = [
  'approval',
  'notice',
  'record',
  'rectify-order',
  'publication',
] as const satisfies Exclude<Coded, 'inspection'>[];
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Papers of a draw: 抽取结果单. */
export const DRAW_DOCUMENT_KINDS = ['drawn-list'] as const;
export type DrawDocumentKind = (typeof DRAW_DOCUMENT_KINDS)[number];

/** Everything that is made from a template. */
export const TEMPLATE_KINDS = [...DOCUMENT_KINDS, ...DRAW_DOCUMENT_KINDS] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

export const isOfDraw = (kind: TemplateKind): kind is DrawDocumentKind =>
  DRAW_DOCUMENT_KINDS.some((each) => each === kind);
