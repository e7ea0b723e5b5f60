/** Files that no reader may take: what each is, and its bytes. `evidence` is a file of any of the formats, and holds. */
export function hostileFiles(evidence: Uint8Array): readonly (readonly [string, Uint8Array])[] {
  const { format } = JSON.parse(Buffer.from(evidence).toString('utf8')) as { format: string };
  const text = Buffer.from(evidence).toString('utf8');
  const instead = (old: string | RegExp, put: string | Uint8Array): Uint8Array => {
    const found = new RegExp(typeof old === 'string' ? old.replaceAll(/[[\]{}.+*?^$|()\\]/g, '\\$&') : old).exec(text);
    if (found === null) throw new Error(`no ${String(old)} in the file`);
    const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
    return Buffer.concat([Buffer.from(before), Buffer.from(put), Buffer.from(after)]);
  };
  // in the manifest, and where there are any in a list that is read item by item
  const numbers = [/"occurrence":\d+/, ...(text.includes('"load":') ? [/"load":\d+/] : [])];
  const number = (what: string, value: string): (readonly [string, Uint8Array])[] =>
    numbers.map((old) => {
      const name = old.source.slice(1, old.source.indexOf(':') - 1);
      return [`${what} for ${name}`, instead(old, `"${name}":${value}`)] as const;
    });
  const name = (value: string | Uint8Array): Uint8Array => instead('示范县民政局', value);
  const cuts = [1, 2, 20, 80, 90, 500, 2500, 4000, text.length >> 1, -200, -2, -1];
  return [
    ['empty', ''],
    ['white space', ' \n'],
    ['null', 'null'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['another object', '{"a":1}'],
    ['only the commitment', `{"commitment":"${'a'.repeat(64)}"}`],
    ['a byte order mark', `\uFEFF${text}`],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['a byte after the end', `${text}x`],
    ['a zero byte after the end', `${text}\0`],
    ['twice', text + text],
    ...cuts.map((at) => [`cut at ${at}`, Buffer.from(text).subarray(0, at)] as const),
    ['nested lists', '['.repeat(100_000)],
    ['nested objects', '{"commitment":'.repeat(100_000)],
    ['nested deep inside', name(`"${'['.repeat(100_000)}`)],
    ['nested and closed', instead('"in":["990101"', `"in":[${'['.repeat(40)}${']'.repeat(40)},"990101"`)],
    ['a member twice', instead('"drawId":"D-2026-0001"', '"drawId":"D-2026-0001","drawId":"D-2026-0001"')],
    ['an attribute twice', instead(/"listed":(true|false)/, '"listed":true,"listed":true')],
    ['a name that objects have', instead(/"listed":(true|false)/, '"__proto__":{"id":"x"},"listed":true')],
    ['65 attributes', instead('"attributes":{', `"attributes":{${lettered(59)},`)],
    ['a value of 33 levels', instead(/"listed":(true|false)/, `"listed":${'['.repeat(30)}${']'.repeat(30)}`)],
    ['a list for an object', instead(/"plan":\{[^}]*\}/, '"plan":[1,2,3]')],
    ['an object for a list', instead(/"matters":\[[^\]]*\]/, '"matters":{"0":{"code":"M-01","name":"x"}}')],
    [
      'members out of order',
      instead('"from":"2026-03-09","until":"2026-03-20"', '"until":"2026-03-20","from":"2026-03-09"'),
    ],
    ['an unknown member', instead('"drawId":"D-2026-0001"', '"drawId":"D-2026-0001","drawIdea":1')],
    ...[
      ['no reasons', '[]'],
      ['reasons that are null', 'null'],
      ['reasons that are none', '{}'],
      ['a reason in one language', '[{"code":"x","words":{"en":"x"}}]'],
      ['a reason without a code', '[{"words":{"en":"x","zh":"x"}}]'],
      ['a reason with a code that is none', '[{"code":"年度","words":{"en":"x","zh":"x"}}]'],
      ['a reason with more to it', '[{"code":"x","more":1,"words":{"en":"x","zh":"x"}}]'],
      ['a reason that turns the line', '[{"code":"x","words":{"en":"x\\n✓ result","zh":"x"}}]'],
      ['a reason that says nothing', '[{"code":"x","words":{"en":"","zh":"x"}}]'],
    ].map(([what, value]) => [what!, instead('"relation":', `"reasons":${value},"relation":`)] as const),
    ...[
      ['a total that is null', 'null'],
      ['a total of no stratum', '{"number":1,"strata":[]}'],
      ['a total of a stratum twice', '{"number":1,"strata":["care","care"]}'],
      ['a total that is no number', '{"number":"1","strata":["care"]}'],
      ['a total below nothing', '{"number":-1,"strata":["care"]}'],
      ['a total with more to it', '{"number":1,"rest":0,"strata":["care"]}'],
      ['a total of strata that are none', '{"number":1,"strata":["分层"]}'],
    ].map(([what, value]) => [what!, instead('"fisher-yates/1"', `"fisher-yates/1","total":${value}`)] as const),
    ...['false', '1', 'null', '"true"'].map(
      (value) =>
        [
          `a seat for an expert who is ${value}`,
          instead(/("count":\d+),"qualifications"/, `"count":1,"expert":${value},"qualifications"`),
        ] as const,
    ),
    ['a rate that is a share', instead(/"rate":\{[^}]*\}/, '"rate":{"direction":"share"}')],
    [
      'reasons out of order',
      instead('"relation":null', '"relation":null,"reasons":[{"code":"x","words":{"en":"x","zh":"x"}}]'),
    ],
    ['an unknown member of the file', instead(`"format":"${format}"`, `"extra":1,"format":"${format}"`)],
    ['an unknown member that is not even JSON', instead(`"format":"${format}"`, `"extra":tru,"format":"${format}"`)],
    ['an unknown format', instead(format, format.replace('/1', '/2'))],
    ['the format of the manifest', instead(format, 'sortis-manifest/1')],
    ['an unknown format of the manifest', instead('sortis-manifest/1', 'sortis-manifest/2')],
    ['an unknown suite', instead('sha256-ed25519', 'md5-rsa')],
    ['an unknown algorithm', instead('even-teams/1', 'even-teams/2')],
    ['an unknown way to select', instead('fisher-yates/1', 'fisher-yates/2')],
    ['an unknown source', instead('"source":"sealed"', '"source":"dice"')],
    ['a source that objects have', instead('"source":"sealed"', '"source":"__proto__"')],
    ['an unknown entry of the log', instead('"kind":"commit"', '"kind":"promise"')],
    ['an entry of the log that is none of these', instead('"kind":"commit"', '"kind":"key"')],
    ['a path too short', instead(/"path":\["[0-9a-f]{64}",/, '"path":[')],
    ['a path too long', instead(/"path":\[/, `"path":["${'0'.repeat(64)}",`)],
    ['a path of 65', instead(/"path":\[/, `"path":[${`"${'0'.repeat(64)}",`.repeat(65)}`)],
    ['a path of a million', instead(/"path":\[/, `"path":[${`"${'0'.repeat(64)}",`.repeat(100_000)}`)],
    ['a consistency proof of 129', instead('"consistency":[', `"consistency":[${`"${'0'.repeat(64)}",`.repeat(129)}`)],
    ['a consistency proof too short', instead(/"consistency":\["[0-9a-f]{64}",/, '"consistency":[')],
    ['a hash too short', instead(/"commitment":"[0-9a-f]{2}/, '"commitment":"')],
    ['an index beyond all trees', instead(/"index":\d+/, '"index":9007199254740991')],
    ['an index below all trees', instead(/"index":\d+/, '"index":-1')],
    ['a log larger than all logs', instead('\\n8\\n', '\\n9007199254740991\\n')],
    ['a log of more than that', instead('\\n8\\n', '\\n99999999999999999999\\n')],
    ['a key of another log', instead('"key":"test.', '"key":"rest.')],
    ['a key without its name', instead('"key":"test.sortis.invalid+', '"key":"')],
    ['a day that does not exist', instead('"until":"2026-03-20"', '"until":"2026-02-30"')],
    [
      'a moment that does not exist',
      instead('"cutoff":"2026-03-01T16:00:00.000Z"', '"cutoff":"2026-03-01T24:00:00.000Z"'),
    ],
    ['digits of another script', instead('"until":"2026-03-20"', '"until":"２０２６-03-20"')],
    ['an id of another script', instead('"drawId":"D-2026-0001"', '"drawId":"Д-2026-0001"')],
    ['an id with a line feed after it', instead('"drawId":"D-2026-0001"', '"drawId":"D-2026-0001\\n"')],
    ...[
      '3.0',
      '3.5',
      '3e0',
      '-0',
      '03',
      '+3',
      '.3',
      '3.',
      '-',
      'NaN',
      'Infinity',
      '0x3',
      '1e999',
      '9007199254740992',
      '9'.repeat(100_000),
    ].flatMap((value) => number(`the number ${value.slice(0, 20)}`, value)),
    // where any whole number is allowed, so that only the number's own form can be at fault
    ...['0.0', '-0', '1E2', '9007199254740992', '-9007199254740992', '1'.repeat(30)].map(
      (value) => [`the attribute ${value}`, instead(/"staff":\d+/, `"staff":${value}`)] as const,
    ),
    ...[
      'tru',
      'True',
      'undefined',
      "'3'",
      '[3,]',
      '{"a":3,}',
      '[3 3]',
      '',
      '//',
      '"a\tb"',
      '"\\x"',
      '"\\u12G4"',
    ].flatMap((value) => number(`the value ${JSON.stringify(value)}`, value)),
    ['a text in the form NFD', name('e\u0301')],
    ['a text in the form NFD, escaped', name('\\u0065\\u0301')],
    ['a letter that NFC replaces', name('\u212B')],
    ['a lone surrogate', name('\\ud800')],
    ['surrogates the wrong way round', name('\\ude00\\ud83d')],
    ['a lone surrogate in UTF-8', name(Buffer.from([0xed, 0xa0, 0x80]))],
    ['a byte that is not UTF-8', name(Buffer.from([0xff]))],
    ['an overlong form', name(Buffer.from([0xc0, 0xaf]))],
    ['a character beyond Unicode', name(Buffer.from([0xf4, 0x90, 0x80, 0x80]))],
    ['a character that is cut', name(Buffer.from([0xe7, 0xa4]))],
    ['a control character', name('a\u0001')],
    ['a name of 20 MB', name('x'.repeat(20_000_000))],
  ].map(([what, content]) => [what as string, Buffer.from(content)] as const);
}

/** So many attributes, in order, that stand before those of the vectors. */
function lettered(count: number): string {
  return Array.from({ length: count }, (_, i) => `"a${String(i).padStart(3, '0')}":1`).join();
}

/** Files with every kind of beginning and end cut off: at each of so many places. */
export function cutFiles(evidence: Uint8Array, count: number): readonly (readonly [string, Uint8Array])[] {
  const step = Math.max(1, Math.floor(evidence.length / count));
  const files: [string, Uint8Array][] = [];
  for (let at = 1; at < evidence.length; at += step) files.push([`the first ${at} bytes`, evidence.subarray(0, at)]);
  return files;
}
