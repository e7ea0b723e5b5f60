import { rectification as en } from './en/rectification.js';
import { addWords } from './words.js';
import { rectification as zh } from './zh-CN/rectification.js';

/* The texts of a rectification's steps come with its page and with that of its inspection. */
addWords({ zh, en });
