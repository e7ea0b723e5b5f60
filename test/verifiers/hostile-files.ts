/** Files that no reader may take: what each is, and its bytes. `evidence` is a file that holds. */
export function hostileFiles(evidence: Uint8Array): readonly (readonly [string, Uint8Array])[] {
  const text = Buffer.from(evidence).toString('utf8');
  const instead = (old: string, put: string | Uint8Array): Uint8Array => {
    const at = evidence.length === 0 ? -1 : Buffer.from(evidence).indexOf(old);
    if (at < 0) throw new Error(`no ${old} in the file`);
    return Buffer.concat([evidence.subarray(0, at), Buffer.from(put), evidence.subarray(at + Buffer.byteLength(old))]);
  };
  const load = (value: string): Uint8Array => instead('"load":3', `"load":${value}`);
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
    ['an attribute twice', instead('"listed":true', '"listed":true,"listed":true')],
    [
      'members out of order',
      instead('"from":"2026-03-09","until":"2026-03-20"', '"until":"2026-03-20","from":"2026-03-09"'),
    ],
    ['an unknown member', instead('"drawId":"D-2026-0001"', '"drawId":"D-2026-0001","drawIdea":1')],
    [
      'an unknown member of the file',
      instead('"format":"sortis-evidence/1"', '"extra":1,"format":"sortis-evidence/1"'),
    ],
    ['an unknown format', instead('sortis-record/1', 'sortis-record/2')],
    ['an unknown suite', instead('sha256-ed25519', 'md5-rsa')],
    ['an unknown algorithm', instead('even-teams/1', 'even-teams/2')],
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
    ].map((value) => [`the number ${value.slice(0, 20)}`, load(value)] as const),
    // where any whole number is allowed, so that only the number's own form can be at fault
    ...['0.0', '-0', '1E2', '9007199254740992', '-9007199254740992', '1'.repeat(30)].map(
      (value) => [`the attribute ${value}`, instead('"staff":0', `"staff":${value}`)] as const,
    ),
    ...['tru', 'True', 'undefined', "'3'", '[3,]', '{"a":3,}', '[3 3]', '', '//', '"a\tb"', '"\\x"', '"\\u12G4"'].map(
      (value) => [`the value ${JSON.stringify(value)}`, load(value)] as const,
    ),
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
