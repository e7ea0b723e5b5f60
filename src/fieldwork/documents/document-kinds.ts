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
