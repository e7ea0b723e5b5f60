import { many as en } from './en/many.js';
import { many as zh } from './zh-CN/many.js';
import { addWords } from './words.js';

/* The texts of many records changed at once, and of what hangs on an inspector come with those pages: whoever opens another one need not fetch them. */
addWords({ zh, en });
