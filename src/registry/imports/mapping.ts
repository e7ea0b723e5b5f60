import { invalid } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

const MOST_FIELDS = 50;

/** The form field `mapping`: a JSON object of field → heading or column letter. Whether these exist is for the sheet to say. */
export function readMapping(words: string | undefined): { readonly mapping?: Readonly<Record<string, string>> } {
  if (words === undefined || words === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(words);
  } catch {
    throw notAMapping();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notAMapping();
  const entries = Object.entries(value);
  const sound = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
  if (sound.length !== entries.length || entries.length > MOST_FIELDS) throw notAMapping();
  return { mapping: Object.fromEntries(sound) };
}

function notAMapping(): Error {
  return invalid(
    '/mapping',
    'mapping',
    text(
      '应为 JSON 对象：字段 → 表头或列号，例如 {"name":"B","uscc":"信用代码"}。',
      'Should be a JSON object of field → heading or column letter, such as {"name":"B","uscc":"信用代码"}.',
    ),
  );
}
