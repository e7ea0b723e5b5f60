import { dashboard } from './zh-CN/dashboard.js';
import { draws } from './zh-CN/draws.js';
import { frame } from './zh-CN/frame.js';
import { inspections } from './zh-CN/inspections.js';
import { lists } from './zh-CN/lists.js';
import { own } from './zh-CN/own.js';
import { plans } from './zh-CN/plans.js';

/** Every text of the console in Chinese, a file for each room. `en.ts` has the same ones; a test looks that none is missing and none is idle. */
const zh = {
  ...frame,
  ...dashboard,
  ...lists,
  ...plans,
  ...draws,
  ...inspections,
  ...own,
};

/** The Chinese file says which texts there are; the English one has the same. */
export type Words = typeof zh;

export default zh;
