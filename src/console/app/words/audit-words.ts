import { audit as en } from './en/audit.js';
import { audit as zh } from './zh-CN/audit.js';
import { addWords } from './words.js';

/* The texts of the auditor's pages come with those pages: whoever opens another one need not fetch them. */
addWords({ zh, en });
