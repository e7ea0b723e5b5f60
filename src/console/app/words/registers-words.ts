import { registers as en } from './en/registers.js';
import { registers as zh } from './zh-CN/registers.js';
import { addWords } from './words.js';

/* The texts of the duty roster, of what is asked about a matter and of the published checklist come with those pages: whoever opens another one need not fetch them. */
addWords({ zh, en });
