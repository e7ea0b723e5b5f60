import { bulletins } from './zh-CN/bulletins.js';
import { draw } from './zh-CN/draw.js';
import { frame } from './zh-CN/frame.js';
import { home } from './zh-CN/home.js';
import { inspection } from './zh-CN/inspection.js';
import { target } from './zh-CN/target.js';

/** Every text of the public site in Chinese. `en.ts` has the same ones; test/console/words.spec.ts finds what is missing or idle. */
const zh = { ...frame, ...home, ...bulletins, ...draw, ...target, ...inspection };

/** The Chinese file says which texts there are; the English one has the same. */
export type Words = typeof zh;

export default zh;
