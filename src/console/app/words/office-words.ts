import { office as en } from './en/office.js';
import { office as zh } from './zh-CN/office.js';
import { addWords } from './words.js';

/* The texts of the pages of whoever keeps agencies and people come with those pages: whoever opens another one need not fetch them. */
addWords({ zh, en });
