import { dashboard } from './en/dashboard.js';
import { draws } from './en/draws.js';
import { frame } from './en/frame.js';
import { inspections } from './en/inspections.js';
import { lists } from './en/lists.js';
import { own } from './en/own.js';
import { plans } from './en/plans.js';
import { type Words } from './zh-CN.js';

/** Every text of the console in English. */
const en: Words = {
  ...frame,
  ...dashboard,
  ...lists,
  ...plans,
  ...draws,
  ...inspections,
  ...own,
};

export default en;
