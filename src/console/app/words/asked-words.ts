import { asked as en } from './en/asked.js';
import { addWords } from './words.js';
import { asked as zh } from './zh-CN/asked.js';

/* The texts of what is asked for and decided come with the page of an inspection: whoever opens another one need not fetch them. */
addWords({ zh, en });
