import { history as en } from './en/history.js';
import { history as zh } from './zh-CN/history.js';
import { addWords } from './words.js';

/* The texts of what was done to records come where that is looked at: whoever opens another page need not fetch them. */
addWords({ zh, en });
