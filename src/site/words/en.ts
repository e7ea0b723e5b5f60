import { bulletins } from './en/bulletins.js';
import { draw } from './en/draw.js';
import { frame } from './en/frame.js';
import { home } from './en/home.js';
import { inspection } from './en/inspection.js';
import { target } from './en/target.js';
import { type Words } from './zh-CN.js';

/** Every text of the public site in English. */
const en: Words = { ...frame, ...home, ...bulletins, ...draw, ...target, ...inspection };

export default en;
