import { history as en } from './en/history.js';
import { history as zh } from './zh-CN/history.js';
import { addWords } from './words.js';

/* The texts of what auditors alone read come with those pages: whoever opens another one need not fetch them. */
addWords({ zh, en });
