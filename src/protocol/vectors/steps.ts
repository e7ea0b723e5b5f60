import { fromHex, toHex, utf8 } from '../bytes.js';
import { Generator } from '../chance/generator.js';
import { PAIRING_LABEL, selectionLabel } from '../chance/seeds.js';
import { permute } from '../chance/selection.js';
import { witnessHash } from '../entropy/ceremony.js';
import { figuresKey, outcomesOf } from '../entropy/figures.js';
import { QUICKNET } from '../entropy/beacon.js';
import { type EntropyEvent, type EntropyReveal, randomnessOf } from '../entropy/source.js';
import { canonicalBytes, type Json } from '../json/canonical.js';
import { readJson } from '../json/json-value.js';
import { readCheckpoint } from '../log/checkpoint.js';
import { entryBytes } from '../log/entries.js';
import { type LogProof } from '../log/log-proof.js';
import { leafHash } from '../merkle.js';
import { Balancer } from '../pairing/balance.js';
import { eligibilityOf } from '../pairing/eligibility.js';
import { seatAll } from '../pairing/seating.js';
import { TeamSheet } from '../pairing/team-sheet.js';
import { trade, tradeCount } from '../pairing/trades.js';
import { type ExclusionLeaf, type InspectorLeaf, mayGo, type TargetLeaf } from '../pool/leaves.js';
import { matcher } from '../pool/manifest.js';
import { splitTotal } from '../pool/sizes.js';
import { DEFAULT_SUITE } from '../suite.js';
import { closedTask, drawTask, type DrawnTask, type DrawTask, smallTask } from './small-draw.js';

/*
 * What steps.json holds: the input and the output of every step of a few small draws, so that whoever writes the protocol anew
 * finds the first step that comes out otherwise. test/verifiers/steps.spec.ts compares it, and writes it where SORTIS_WRITE_VECTORS=1.
 */

const hash = (bytes: Uint8Array): string => toHex(DEFAULT_SUITE.hash(bytes));
/** UTF-8 to text: the folder itself has no such function. */
export type Decode = (bytes: Uint8Array) => string;
const leafOf = (leaf: unknown): Uint8Array => canonicalBytes(leaf as Json);

interface EvidenceFile {
  readonly exclusions: readonly ExclusionLeaf[];
  readonly inspectors: readonly InspectorLeaf[];
  readonly targets: readonly TargetLeaf[];
  readonly record: { readonly entropy: EntropyReveal };
}

/** A reader's own form and the canonical one, with its hash (README §1). */
function canonicalSteps(decode: Decode): Json {
  const texts = [
    ' { "b" : [ 1 , -2 , true , null ] , "é" : "\\u4e2d\\/\\ud83d\\ude00" } ',
    '{"a":"\\u0008\\u0009\\u000A\\u001f\\u007f\\u2028\\"\\\\"}',
    // by UTF-16 code units: U+1F600 (d83d …) stands before U+FB01
    '{"\\uD83D\\uDE00":1,"\\uFB01":9007199254740991}',
    '[]',
  ];
  return texts.map((text) => {
    const bytes = canonicalBytes(readJson(utf8(text)));
    return { read: text, canonical: decode(bytes), hex: toHex(bytes), hash: hash(bytes) };
  });
}

/** Lists and trees (§3, §4), who may go (§6), who belongs where (§5). */
function listSteps({ drawn, file }: Whole, decode: Decode): Json {
  const { pairing, strata, visit } = drawn.manifest;
  const hashes = (leaves: readonly { readonly id: string }[]): Json =>
    leaves.map((leaf) => ({ id: leaf.id, leafHash: toHex(leafHash(leafOf(leaf))) }));
  const tests = strata.map(({ conditions }) => matcher(conditions));
  const rules = pairing.rules.map(({ conditions }) => matcher(conditions));
  const seen = strata.map(() => 0);
  return {
    exclusions: { leaves: hashes(file.exclusions), ...drawn.manifest.exclusions },
    inspectors: { leaves: hashes(file.inspectors), ...drawn.manifest.inspectors },
    targets: {
      leaves: file.targets.map((leaf) => {
        const at = tests.findIndex((meets) => meets(leaf.attributes));
        const rule = rules.findIndex((meets) => meets(leaf.attributes));
        return { id: leaf.id, leafHash: toHex(leafHash(leafOf(leaf))), stratum: strata[at]!.id, number: seen[at]!++, rule };
      }),
      strata: strata.map(({ id, population, root, size }) => ({ id, population, root, size })),
      ...drawn.manifest.targets,
    },
    mayGo: file.inspectors.filter((one) => mayGo(one, visit)).map(({ id }) => id),
    firstLeaf: decode(leafOf(file.targets[0]!)),
  };
}

/** Commitment (§5), randomness and seeds (§7), the permutations (§8). */
function drawSteps({ drawn, file }: Whole): Json {
  const { drawId, entropy, strata } = drawn.manifest;
  const { seeds } = drawn.record;
  return {
    manifestHash: hash(drawn.manifestBytes),
    commitment: drawn.commitment,
    randomness: toHex(randomnessOf(DEFAULT_SUITE, entropy, file.record.entropy, drawId)),
    seeds: [
      ...seeds.selection.map(({ seed, stratum }) => ({ label: selectionLabel(stratum), seed, words: words(seed) })),
      { label: PAIRING_LABEL, seed: seeds.pairing, words: words(seeds.pairing) },
    ],
    permutations: strata.map(({ id, population }, at) => ({
      stratum: id,
      numbers: [...permute(new Generator(seeds.selection[at]!.seed), population, population)],
    })),
    selection: drawn.record.selection.map(({ reserve, stratum, targets }) => ({
      stratum,
      targets: [...targets],
      reserve: [...reserve],
    })),
  };
}

function words(seed: string): number[] {
  const generator = new Generator(seed);
  return Array.from({ length: 8 }, () => generator.uint32());
}

/** Pairing (§9) stage by stage; `next` is the word that the generator would give after each. */
function pairingSteps({ drawn, file }: Whole): Json {
  const { pairing, visit } = drawn.manifest;
  const { inspectors } = file;
  const ids = drawn.record.selection.flatMap(({ targets }) => [...targets]);
  const attributesOf = new Map(file.targets.map(({ attributes, id }) => [id, attributes]));
  const tests = pairing.rules.map(({ conditions }) => matcher(conditions));
  const rules = ids.map((id) => tests.findIndex((meets) => meets(attributesOf.get(id)!)));
  const eligibility = eligibilityOf(pairing.rules, visit, inspectors);
  const seed = drawn.record.seeds.pairing;
  const stage = (trades?: number): { sheet: TeamSheet; generator: Generator } => {
    const generator = new Generator(seed);
    const sheet = new TeamSheet(eligibility, ids, rules, inspectors);
    if (seatAll(sheet, generator).length > 0) throw new Error('this draw has no teams');
    if (trades !== undefined) {
      new Balancer(sheet).run();
      trade(sheet, generator, trades);
    }
    return { sheet, generator };
  };
  const told = (trades?: number): Json => {
    const { generator, sheet } = stage(trades);
    return {
      holders: Array.from(sheet.holder, (who) => inspectors[who]!.id),
      loads: [...sheet.load],
      next: generator.uint32(),
    };
  };
  const chance = new Generator(seed);
  const { sheet } = stage();
  const all = tradeCount(sheet.slotCount);
  return {
    slots: Array.from(sheet.slotTarget, (target, slot) => ({
      target: ids[target]!,
      eligible: Array.from(eligibility.kinds[sheet.slotKind[slot]!]!.eligible, (who) => inspectors[who]!.id),
    })),
    order: [...permute(chance, ids.length, ids.length)],
    inspectorsByRank: [...permute(chance, inspectors.length, inspectors.length)],
    seated: told(),
    evened: told(0),
    trades: [1, 2, 3, 4, 5, 6, 7, 8, 16, 64, all].map((trades) => ({ trades, ...(told(trades) as object) })),
    teams: [...drawn.record.teams].map(({ seats, target }) => ({ seats, target })),
  };
}

/** Entries, tree and checkpoint (§12). */
function logSteps({ drawn }: Whole, decode: Decode): Json {
  const { checkpoint, consistency, entries, key }: LogProof = drawn.log;
  const { note, root, size } = readCheckpoint(checkpoint);
  return {
    previous: { root: drawn.manifest.previous.root, size: drawn.manifest.previous.size },
    entries: entries.map(({ entry, index, path }) => {
      const bytes = entryBytes(entry);
      return { bytes: decode(bytes), leafHash: toHex(leafHash(bytes)), index, path };
    }),
    size,
    root,
    consistency,
    key,
    signed: note.text,
    signatures: note.signatures.map(({ id, origin, signature }) => ({ keyHash: toHex(id), origin, signature: toHex(signature) })),
    checkpoint,
  };
}

interface Whole {
  readonly drawn: DrawnTask;
  readonly file: EvidenceFile;
}

async function whole(task: DrawTask): Promise<Whole> {
  const drawn = await drawTask(task);
  return { drawn, file: readJson(drawn.evidence) as unknown as EvidenceFile };
}

function stepsOf(one: Whole, decode: Decode): Json {
  return {
    evidence: decode(one.drawn.evidence),
    lists: listSteps(one, decode),
    draw: drawSteps(one),
    pairing: pairingSteps(one),
    recordHash: one.drawn.recordHash,
    log: logSteps(one, decode),
  };
}

/** Targets that only agency a may visit, and targets that a and b may: what seating leaves uneven must be evened out. */
export function unevenTask(): DrawTask {
  const certificate = { number: 'ZJ1', validFrom: '2024-01-01', validUntil: '2026-12-31' };
  const inspector = (id: string, agency: string): InspectorLeaf => ({
    absences: [],
    agency,
    certificate,
    id,
    name: id,
    qualifications: [],
    recusals: [],
  });
  return {
    targets: Array.from({ length: 12 }, (_, i) => ({ attributes: { region: 'aabbbc'.charAt(i % 6) }, id: `T${String(i).padStart(2, '0')}` })),
    inspectors: [inspector('I1', 'a'), inspector('I2', 'b'), inspector('I3', 'b'), inspector('I4', 'a')],
    exclusions: [],
    filter: [],
    strata: [{ censusBelow: null, conditions: [], id: 'all', minimum: null, rate: { direction: 'number', number: 11 }, reserve: 1 }],
    rules: [
      { conditions: [{ field: 'region', in: ['a'] }], seats: [{ agencies: ['a'], count: 2, qualifications: [] }] },
      { conditions: [{ field: 'region', in: ['b'] }], seats: [{ agencies: ['a', 'b'], count: 2, qualifications: [] }] },
      { conditions: [], seats: [{ agencies: ['a'], count: 1, qualifications: [] }, { agencies: ['a', 'b'], count: 1, qualifications: [] }] },
    ],
    maxLoad: null,
    secret: '80'.repeat(32),
  };
}

/**
 * A draw by many rules at once: a total that is split over three risk classes, a class that is so small
 * that all of it is inspected, targets left out, seats of two agencies and of their experts, one of whom has no appointment, and reasons.
 */
export function richTask(): DrawTask {
  const person = (id: string, agency: string): InspectorLeaf => ({ absences: [], agency, id, name: `检查员 ${id}`, qualifications: [], recusals: [] });
  const inspector = (id: string, agency: string, more: Partial<InspectorLeaf> = {}): InspectorLeaf => ({
    ...person(id, agency),
    certificate: { number: `ZJ-${id}`, validFrom: '2024-01-01', validUntil: '2026-12-31' },
    ...more,
  });
  const stratum = (id: string, rate: DrawTask['strata'][number]['rate'], more: object = {}): DrawTask['strata'][number] => ({
    censusBelow: null,
    conditions: [{ field: 'riskClass', in: [id] }],
    id,
    minimum: null,
    rate,
    reserve: 1,
    ...more,
  });
  const share = { direction: 'share' } as const;
  const civil = { agencies: ['civil'], count: 2, qualifications: [] };
  const market = { agencies: ['market'], count: 1, qualifications: ['食品'] };
  const expert = { agencies: ['civil', 'market'], count: 1, expert: true, qualifications: [] } as const;
  return {
    targets: Array.from({ length: 25 }, (_, i) => ({
      attributes: { kind: i % 2 === 0 ? '养老机构' : '社会团体', name: `单位 ${i}`, riskClass: 'AAAABABBCBACADBAABCBAACDB'.charAt(i) },
      id: `T${String(i).padStart(2, '0')}`,
    })),
    inspectors: [
      inspector('I1', 'civil', { recusals: ['T00', 'T13'] }),
      inspector('I2', 'civil'),
      inspector('I3', 'civil', { absences: [{ from: '2026-03-01', until: '2026-03-12' }] }),
      inspector('I4', 'civil'),
      inspector('I5', 'market', { qualifications: ['食品'] }),
      inspector('I6', 'market', { qualifications: ['消防', '食品'] }),
      inspector('I7', 'market'),
      { ...person('X1', 'civil'), expert: true, recusals: ['T06', 'T18', 'T20'] },
      inspector('X2', 'market', { expert: true, certificate: { number: '聘 2', validFrom: '2026-01-01', validUntil: '2026-03-20' } }),
      inspector('X3', 'market', { expert: true, certificate: { number: '聘 3', validFrom: '2026-01-01', validUntil: '2026-03-19' } }),
    ],
    exclusions: [
      { attributes: { riskClass: 'A' }, detail: { en: '2 of at most 2 visits this year', zh: '本年度已检查 2 次，上限 2 次' }, id: 'T90', reason: 'yearly-cap' },
      { id: 'T91', reason: 'cool-down' },
    ],
    filter: [{ field: 'riskClass', in: ['A', 'B', 'C', 'D'] }],
    strata: [stratum('D', { direction: 'at-least', millionths: 300_000 }, { censusBelow: 5 }), stratum('A', share), stratum('B', share), stratum('C', share, { reserve: 0 })],
    total: 9,
    rules: [
      { conditions: [{ field: 'kind', in: ['养老机构'] }], seats: [civil, market, expert] },
      { conditions: [], seats: [{ ...civil, agencies: ['civil', 'market'] }] },
    ],
    maxLoad: null,
    reasons: [
      { code: 'yearly-cap', words: { en: 'yearly cap of 2 visits: 1 target left out', zh: '年度检查上限 2 次：排除 1 户' } },
      { code: 'cool-down', words: { en: 'cool-down of 60 days: 1 target left out', zh: '60 日内已检查：排除 1 户' } },
    ],
    secret: '5e'.repeat(32),
  };
}

/** Totals and what each stratum gets of them (§5). */
function splitSteps(): Json {
  const splits: [number, number[]][] = [
    [10, [7, 7, 7]],
    [5, [3, 5, 2]],
    [4, [0, 3, 1, 3]],
    [0, [0, 0]],
    [99_999_999, [99_999_998, 99_999_997, 1]],
  ];
  return splits.map(([number, populations]) => ({ number, populations, shares: splitTotal(number, populations) }));
}

/** Draws that no teams can be made for: what the record says then (§9.5). */
async function infeasibleSteps(decode: Decode): Promise<Json> {
  const small = smallTask();
  const tasks: [string, DrawTask][] = [
    ['loads', { ...small, maxLoad: 1 }],
    ['seats', { ...small, inspectors: small.inspectors.filter(({ id }) => id === 'I2' || id === 'I8') }],
  ];
  const found: Json[] = [];
  for (const [kind, task] of tasks) {
    const { drawn } = await whole(task);
    const cuts = drawn.record.infeasible;
    if (cuts?.[0]?.kind !== kind) throw new Error(`no cut of ${kind}`);
    const [first] = cuts;
    found.push({ kind, evidence: decode(drawn.evidence), cuts: cuts.length, targets: first.targets, inspectors: first.inspectors, needed: first.needed, capacity: first.capacity, words: { ...first.words }, recordHash: drawn.recordHash });
  }
  return found;
}

/** The randomness of each source from what was announced and revealed (§7). */
function sourceSteps(): Json {
  const drawId = 'D-2026-0001';
  const notBefore = '2026-03-02T01:00:00.000Z';
  const revealedAt = '2026-03-02T01:00:00.250Z';
  const groups = [
    { count: 7, form: 'set', from: 1, to: 35 },
    { count: 15, form: 'digits', from: 0, to: 9 },
  ] as const;
  const events = [{ at: notBefore, groups, name: '示范彩票', number: '2026023' }];
  const figures = [[[2, 3, 11, 17, 20, 31, 35], [0, 0, 7, 1, 9, 9, 4, 2, 5, 8, 3, 6, 0, 1, 2]]];
  const secrets = ['0a'.repeat(32), 'f0'.repeat(32)];
  const names = ['王见证', 'Li'];
  const witnesses = names.map((name, at) => ({ hash: witnessHash(DEFAULT_SUITE, drawId, name, fromHex(secrets[at]!)), name }));
  const sources: [EntropyEvent, EntropyReveal, Record<string, Json>][] = [
    [
      { chain: QUICKNET.chain, notBefore: '2023-08-23T15:15:31.000Z', round: 123, source: 'beacon' },
      {
        revealedAt: '2023-08-23T15:15:33.000Z',
        signature: 'b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92',
        source: 'beacon',
      },
      { message: hash(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 123)) },
    ],
    [
      { events, notBefore, source: 'figures' },
      { entered: ['甲', '乙'], figures, revealedAt, source: 'figures' },
      { key: figuresKey(figures), outcomes: String(outcomesOf(events)) },
    ],
    [{ notBefore, revealUntil: '2026-03-02T02:00:00.000Z', source: 'ceremony', witnesses }, { revealedAt, secrets, source: 'ceremony' }, {}],
    [{ hash: hash(Uint8Array.of(...utf8('sortis/1/sealed'), 0, ...fromHex('07'.repeat(32)))), notBefore, source: 'sealed' }, { revealedAt, secret: '07'.repeat(32), source: 'sealed' }, {}],
  ];
  return sources.map(([event, reveal, more]) => ({
    event: event as unknown as Json,
    reveal: reveal as unknown as Json,
    drawId,
    ...more,
    randomness: toHex(randomnessOf(DEFAULT_SUITE, event, reveal, drawId)),
  }));
}

/** What one target of a draw with closed pools is handed (§13). */
async function proofSteps(decode: Decode): Promise<Json> {
  const { drawn } = await whole(closedTask());
  const text = decode(drawn.proofOf('T005'));
  const proof = JSON.parse(text) as { index: number; leaf: Json; path: string[]; stratum: string };
  const at = drawn.manifest.strata.findIndex(({ id }) => id === proof.stratum);
  const { population, root, size } = drawn.manifest.strata[at]!;
  const order = permute(new Generator(drawn.record.seeds.selection[at]!.seed), population, population);
  return {
    proof: text,
    leafHash: toHex(leafHash(canonicalBytes(proof.leaf))),
    index: proof.index,
    path: proof.path,
    stratum: proof.stratum,
    root,
    population,
    size,
    place: order.indexOf(proof.index),
  };
}

export async function makeSteps(decode: Decode): Promise<Json> {
  return {
    note: 'Inputs and outputs of every step of README.md, for small draws. Ids stand for inspectors and targets; hex is lower case.',
    canonical: canonicalSteps(decode),
    sources: sourceSteps(),
    splits: splitSteps(),
    draws: [
      { name: 'small', ...(stepsOf(await whole(smallTask()), decode) as object) },
      { name: 'uneven', ...(stepsOf(await whole(unevenTask()), decode) as object) },
      { name: 'rich', ...(stepsOf(await whole(richTask()), decode) as object) },
    ],
    infeasible: await infeasibleSteps(decode),
    targetProof: await proofSteps(decode),
  };
}
