import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './server.js';

export const SEED = 20_261_124;

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly roles: readonly string[];
  readonly takesJson: boolean;
  readonly queries: readonly string[];
  /** Of the path. */
  readonly parameters: readonly string[];
}

interface Described {
  readonly 'x-roles'?: readonly string[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, unknown>> };
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
}

/** Every operation that the committed OpenAPI document has. */
export function operations(): Operation[] {
  const document = JSON.parse(readFileSync(join(ROOT, 'config/openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, Described>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const named = (place: string): string[] =>
        (described.parameters ?? []).filter((one) => one.in === place).map((one) => one.name);
      return {
        method: method.toUpperCase(),
        path,
        roles: described['x-roles'] ?? [],
        takesJson: described.requestBody?.content?.['application/json'] !== undefined,
        queries: named('query'),
        parameters: named('path'),
      };
    }),
  );
}

/** Texts that are trouble somewhere, as JSON text. */
const BAD_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u202egnp.exe',
  'e\u0301',
  '𠮷',
  '𠮷'.repeat(70),
  '𠮷'.repeat(2000),
  'x'.repeat(5000),
  '好'.repeat(20_000),
  `' OR 1=1 --`,
  `"; DROP TABLE users; --`,
  '%',
  '_',
  '!',
  '\\',
  '<script>alert(1)</script>',
  '=1+1',
  '@SUM(A1)',
  '../../../../etc/passwd',
  '{{7*7}}',
  '${jndi:ldap://x}',
  '2026-02-30',
  '2026-01-01',
  '0000-00-00',
  '9999-12-31',
  '2026-06-30T23:59:60Z',
  '2026-01-01T00:00:00+99:99',
  '0 0 30 2 *',
  '* * * * *',
  '0 9 31 2,4,6 *',
  '@reboot',
  'NaN',
  'null',
  'true',
  '１２３',
  '1e3',
  '0x10',
  '-1',
  'constructor',
  '__proto__',
  'hasOwnProperty',
  '\ufeffx',
  '\uffff',
  '\u{10ffff}',
  '\r\nX-Injected: 1',
].map((text) => JSON.stringify(text));

const BAD_VALUES = [
  ...BAD_TEXTS,
  '"\\ud800"',
  '"\\udc00x"',
  'null',
  'true',
  'false',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e400',
  '-1e400',
  '1e-400',
  '2147483647',
  '2147483648',
  '9007199254740993',
  '99999999999999999999999999',
  '[]',
  '[[]]',
  '[[[]]]',
  '[null]',
  '[{}]',
  '[1,1]',
  '["x","x"]',
  '[{"field":"kind"}]',
  '{}',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"toString":1}',
  '{"length":5}',
  '{"0":"x"}',
  `[${'1,'.repeat(3000)}1]`,
];

/** JSON text of a value that hardly anything expects. */
export const badJson = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...BAD_VALUES) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }).map((text) => JSON.stringify(text)) },
);

/** Texts that are short and clean enough for most fields, and odd all the same. */
export const ODD_TEXTS = [
  '𠮷',
  '𠮷'.repeat(30),
  'e\u0301',
  '\u1112\u1161\u11ab',
  '\u202egnp.exe',
  '\u200b\u2060',
  '\uffff',
  '\u{10ffff}',
  'ﬃ',
  'İı',
  'ΑΣ',
  ' x ',
  '\u3000',
  '1',
  'null',
  '%_!',
  `O'Brien "\\`,
  '<b>&amp;',
  '=1+1',
  '👩‍👩‍👧',
] as const;

const ODD_DAYS = ['1900-01-01', '2999-12-31', '2000-02-29', '2026-01-01', '2027-06-30', '01-01', '02-29', '12-31'];
const ODD_MOMENTS = [
  '1900-01-01T00:00:00+14:00',
  '2999-12-31T23:59:59.999-12:00',
  '2026-12-31T23:59:59.9+08:00',
  '2026-12-31T24:00:00Z',
  '2026-12-30',
];

// made once: to make one takes longer than to send what comes of it
const oddText = fc.oneof(
  fc.constantFrom<unknown>(...ODD_TEXTS),
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,40}$/),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
);

/** JSON text of a value of the same kind as one that fits. */
function oddJson(fitting: unknown): fc.Arbitrary<string> {
  const like =
    typeof fitting === 'number'
      ? fc.oneof(fc.constantFrom<unknown>(1, 2, 3, 7, 1_000_000, 2_147_483_647), fc.integer({ min: 1, max: 400_000 }))
      : typeof fitting === 'boolean'
        ? fc.constantFrom<unknown>(true, false)
        : Array.isArray(fitting)
          ? fc.oneof(fc.constant<unknown>([]), fc.uniqueArray(oddText, { maxLength: 4 }))
          : typeof fitting === 'string' && /^\d{4}-\d{2}-\d{2}$|^\d{2}-\d{2}$/.test(fitting)
            ? fc.constantFrom<unknown>(...ODD_DAYS)
            : typeof fitting === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(fitting)
              ? fc.constantFrom<unknown>(...ODD_MOMENTS)
              : fc.oneof(oddText, fc.constant<unknown>(null));
  return like.map((value) => JSON.stringify(value));
}

type Place = readonly (string | number)[];

function placesIn(value: unknown, above: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [above];
  return [
    ...(above.length > 0 ? [above] : []),
    ...Object.entries(value).flatMap(([key, inner]) =>
      placesIn(inner, [...above, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

const MARK = '@@';

/**
 * JSON texts made from a body that fits: one to three of its values are others, one may be gone, one may stand there twice,
 * one may be new; now and then the whole body is something else.
 */
export function spoilt(fitting: object): fc.Arbitrary<string> {
  const places = placesIn(fitting);
  const change = fc.constantFrom(...places).chain((place) => {
    const value = place.reduce<unknown>((holder, key) => (holder as Record<string | number, unknown>)[key], fitting);
    const json = fc.oneof({ weight: 4, arbitrary: oddJson(value) }, { weight: 1, arbitrary: badJson });
    return fc.tuple(fc.constant(place), json);
  });
  const some = fc.array(change, { minLength: 1, maxLength: 3 });
  const replaced = fc
    .record({
      changes: places.length === 0 ? fc.constant([]) : some,
      twice: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: badJson }),
      added: fc.oneof(
        { weight: 9, arbitrary: fc.constant(null) },
        {
          weight: 1,
          arbitrary: fc.tuple(fc.constantFrom('id', 'version', '__proto__', 'constructor', 'x/~y', ''), badJson),
        },
      ),
    })
    .map(({ changes, twice, added }) => {
      const body = structuredClone(fitting) as Record<string | number, unknown>;
      for (const [at, [place]] of changes.entries()) {
        let holder: unknown = body;
        for (const key of place.slice(0, -1)) {
          if (typeof holder !== 'object' || holder === null) break;
          holder = (holder as Record<string | number, unknown>)[key];
        }
        // a change of what holds it may have come first
        if (typeof holder === 'object' && holder !== null)
          (holder as Record<string | number, unknown>)[place.at(-1) ?? ''] = `${MARK}${at}${MARK}`;
      }
      let json = JSON.stringify(body);
      for (const [at, [, value]] of changes.entries()) json = json.split(`"${MARK}${at}${MARK}"`).join(value);
      const [first] = Object.keys(fitting);
      const more = [
        ...(twice === null || first === undefined ? [] : [`${JSON.stringify(first)}:${twice}`]),
        ...(added === null ? [] : [`${JSON.stringify(added[0])}:${added[1]}`]),
      ];
      return more.length === 0 ? json : `{${[...more, ...(json === '{}' ? [] : [json.slice(1, -1)])].join(',')}}`;
    });
  return fc.oneof({ weight: 9, arbitrary: replaced }, { weight: 1, arbitrary: badJson });
}

const BAD_QUERY_VALUES = [
  '0',
  '-1',
  '1e3',
  '0x10',
  '1.0',
  '%201',
  '201',
  '2147483648',
  '99999999999999999999',
  'password',
  '-name',
  '--name',
  '__proto__',
  'toString',
  '%00',
  '%ff',
  '%ED%A0%80',
  '%F0%A0%AE%B7',
  '%',
  '%25',
  '_',
  '!',
  '%5C',
  "'%20OR%201=1%20--",
  '../',
  '%2e%2e%2f',
  'true',
  'yes',
  '',
  'x'.repeat(5000),
  '%E5%A5%BD'.repeat(300),
  '%3Cscript%3E',
  '1,2',
];

/** Query strings of the given names: wrong values, lists, members of members, names that are none. */
export function badQuery(names: readonly string[]): fc.Arbitrary<string> {
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...(names.length > 0 ? names : ['page'])) },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'x', 'id', '%00', 'hasOwnProperty') },
  );
  const shape = fc.constantFrom('', '', '', '', '[]', '[$gt]', '[0]', '[a][b]', '.x');
  const pair = fc.tuple(name, shape, fc.constantFrom(...BAD_QUERY_VALUES)).map((parts) => {
    const [key, form, value] = parts;
    return `${key}${form}=${value}`;
  });
  return fc.array(pair, { minLength: 1, maxLength: 3 }).map((pairs) => pairs.join('&'));
}

/** What may stand in a path in the place of an id, as it is sent. */
export const BAD_IDS = [
  '0',
  '-1',
  '01',
  '1e0',
  '0x1',
  '1.0',
  '%201',
  '1%20',
  '+1',
  '１'.replace('１', '%EF%BC%91'),
  '2147483648',
  '99999999999999999999',
  '1;x',
  '1,2',
  "1'",
  'NaN',
  'null',
  'constructor',
  '__proto__',
  '%00',
  '%ff',
  '%',
  '..',
  '%2e%2e',
  '..%2f..%2fetc%2fpasswd',
  'x'.repeat(6000),
] as const;
