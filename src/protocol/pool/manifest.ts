import { type EntropyEvent, readEvent } from '../entropy/source.js';
import { type Words } from '../errors.js';
import { type Json } from '../json/canonical.js';
import { type LogHead } from '../log/checkpoint.js';
import { isOrigin } from '../log/note.js';
import { FIELD } from '../ids.js';
import { type Attributes, type AttributeValue, type Condition } from './leaves.js';
import {
  type Check,
  type DayRange,
  dayRange,
  hex64,
  id,
  instant,
  integer,
  list,
  literal,
  members,
  misshapen,
  optionalTrue,
  orNull,
  sorted,
  text,
} from '../json/shape.js';
import { type Relation, readRelation } from './relation.js';
import { MAX_POPULATION, type Rate, type Stratum, type StratumRule, type Total } from './sizes.js';

export interface CodeAndName {
  readonly code: string;
  readonly name: string;
}

/** `count` places of a team, to be filled from these agencies by inspectors who hold all the qualifications. */
export interface Seat {
  readonly agencies: readonly string[];
  readonly count: number;
  /** To be filled by experts, who come on top of the inspectors and sit on no other seat. */
  readonly expert?: true;
  readonly qualifications: readonly string[];
}

/** The seats of a target's team: those of the first rule whose conditions all hold. */
export interface TeamRule {
  readonly conditions: readonly Condition[];
  readonly seats: readonly Seat[];
}

/** Rule number `rule` has `targets` targets in the pool with fewer than 10 possible teams, the worst of them `teams`. */
export interface SmallPoolWarning {
  readonly code: 'small-pool';
  readonly rule: number;
  readonly targets: number;
  readonly teams: number;
}

export interface TreeHead {
  readonly count: number;
  readonly root: string;
}

/** The figures have fewer outcomes (⌊log₂⌋ = `bits`) than there are samples (at least 2^`needed`). */
export interface FewOutcomesWarning {
  readonly bits: number;
  readonly code: 'few-outcomes';
  readonly needed: number;
}

export type Warning = SmallPoolWarning | FewOutcomesWarning;

/** Which rule of the field made this draw what it is, in the agency's own words: stated, never checked. */
export interface Reason {
  readonly code: string;
  readonly words: Words;
}

/** `closed`: every leaf has a salt, so that nobody can test a guess against a path. */
export type Pools = 'open' | 'closed';

export const MANIFEST_FORMAT = 'sortis-manifest/1';
export const SELECTION_ALGORITHM = 'fisher-yates/1';
export const PAIRING_ALGORITHM = 'even-teams/1';

export interface Manifest {
  readonly agency: CodeAndName;
  readonly batch: {
    readonly id: string;
    readonly matters: readonly CodeAndName[];
    readonly name: string;
    /** 1, 2, 3 … within the batch. */
    readonly occurrence: number;
  };
  /** UTC instant, `YYYY-MM-DDTHH:MM:SS.mmmZ`; so are all instants. */
  readonly cutoff: string;
  readonly drawId: string;
  readonly entropy: EntropyEvent;
  readonly exclusions: TreeHead;
  /** Every target of the pool meets all of these. */
  readonly filter: readonly Condition[];
  readonly format: typeof MANIFEST_FORMAT;
  readonly inspectors: TreeHead;
  readonly pairing: {
    readonly algorithm: typeof PAIRING_ALGORITHM;
    /** Most targets for one inspector in this draw, or null. */
    readonly maxLoad: number | null;
    readonly rules: readonly TeamRule[];
  };
  readonly plan: { readonly id: string; readonly version: number; readonly year: number };
  readonly pools: Pools;
  /** A head of the log to which the commitment was added later. */
  readonly previous: LogHead;
  readonly publication: { readonly notBefore: string };
  /** At least one; absent where there are none. */
  readonly reasons?: readonly Reason[];
  /** What this draw stands in for; null for a draw of its own. */
  readonly relation: Relation | null;
  readonly selection: {
    readonly algorithm: typeof SELECTION_ALGORITHM;
    /** Absent where no total is split. */
    readonly total?: Total;
  };
  /** In the order in which they are drawn; every target belongs to exactly one. */
  readonly strata: readonly Stratum[];
  readonly suite: 'sha256-ed25519';
  readonly targets: TreeHead;
  /** Days on which the visits take place. */
  readonly visit: DayRange;
  readonly warnings: readonly Warning[];
}

/** What decides where a target belongs. */
export interface DrawShape {
  readonly filter: readonly Condition[];
  readonly strata: readonly Pick<StratumRule, 'id' | 'conditions'>[];
  readonly teams: readonly TeamRule[];
}

/** Most seats of a team rule, and most places in one team. */
const MAX_SEATS = 8;
const MAX_TEAM = 20;
const MAX_COUNT = MAX_POPULATION;
const MAX_STRATA = 10_000;
/** Places that are drawn in all strata together: their ids are kept. */
const MAX_PLACES = 4_000_000;
const count = integer(0, MAX_COUNT);

const attributeValue: Check<AttributeValue> = (value, path) => {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string' && value.length <= 2000) return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw misshapen(path, 'a text, a whole number, true, false or null', value);
};

const condition: Check<Condition> = (value, path) => {
  const { field, in: values } = members(value, path, ['field', 'in']);
  if (typeof field !== 'string' || !FIELD.test(field)) throw misshapen(`${path}/field`, 'an attribute name', field);
  const held = list(attributeValue, 1, 100_000)(values, `${path}/in`);
  if (new Set(held).size !== held.length) throw misshapen(`${path}/in`, 'each value once', values);
  return { field, in: held };
};

export const conditions = list(condition, 0, 32);

const rate: Check<Rate> = (value, path) => {
  if (typeof value === 'object' && value !== null && 'number' in value) {
    const { direction, number } = members(value, path, ['direction', 'number']);
    return { direction: literal('number')(direction, `${path}/direction`), number: count(number, `${path}/number`) };
  }
  const { direction, millionths } = members(value, path, ['direction', 'millionths']);
  return {
    direction: literal('at-least', 'at-most', 'exactly')(direction, `${path}/direction`),
    millionths: integer(0, 1_000_000)(millionths, `${path}/millionths`),
  };
};

const total: Check<Total> = (value, path) => {
  const held = members(value, path, ['number', 'strata']);
  const number = count(held.number, `${path}/number`);
  const strata = list(id, 1, MAX_STRATA)(held.strata, `${path}/strata`);
  if (new Set(strata).size !== strata.length) throw misshapen(`${path}/strata`, 'each id once', strata.join(', '));
  return { number, strata };
};

const stratum: Check<Stratum> = (value, path) => {
  const names = ['censusBelow', 'conditions', 'id', 'minimum', 'population', 'rate', 'reserve', 'root', 'size'];
  const held = members(value, path, names);
  return {
    censusBelow: orNull(count)(held.censusBelow, `${path}/censusBelow`),
    conditions: conditions(held.conditions, `${path}/conditions`),
    id: id(held.id, `${path}/id`),
    minimum: orNull(count)(held.minimum, `${path}/minimum`),
    population: count(held.population, `${path}/population`),
    rate: rate(held.rate, `${path}/rate`),
    reserve: count(held.reserve, `${path}/reserve`),
    root: hex64(held.root, `${path}/root`),
    size: count(held.size, `${path}/size`),
  };
};

const seat: Check<Seat> = (value, path) => {
  const held = members(value, path, ['agencies', 'count', 'qualifications'], ['expert']);
  const expert = optionalTrue(held.expert, `${path}/expert`);
  return {
    agencies: sorted(id, 1, 1000)(held.agencies, `${path}/agencies`),
    count: integer(1, MAX_TEAM)(held.count, `${path}/count`),
    ...(expert === undefined ? {} : { expert }),
    qualifications: sorted(text(100), 0, 200)(held.qualifications, `${path}/qualifications`),
  };
};

export const teamRule: Check<TeamRule> = (value, path) => {
  const held = members(value, path, ['conditions', 'seats']);
  const seats = list(seat, 1, MAX_SEATS)(held.seats, `${path}/seats`);
  const places = seats.reduce((sum, one) => sum + one.count, 0);
  if (places > MAX_TEAM) throw misshapen(`${path}/seats`, `at most ${MAX_TEAM} places in all`, places);
  return { conditions: conditions(held.conditions, `${path}/conditions`), seats };
};

const treeHead: Check<TreeHead> = (value, path) => {
  const held = members(value, path, ['count', 'root']);
  return { count: count(held.count, `${path}/count`), root: hex64(held.root, `${path}/root`) };
};

const previous: Check<LogHead> = (value, path) => {
  const held = members(value, path, ['origin', 'root', 'size']);
  const origin = text(200)(held.origin, `${path}/origin`);
  if (!isOrigin(origin)) throw misshapen(`${path}/origin`, 'a name of ASCII characters without + and space', origin);
  return {
    origin,
    root: hex64(held.root, `${path}/root`),
    size: integer(0, Number.MAX_SAFE_INTEGER)(held.size, `${path}/size`),
  };
};

const codeAndName: Check<CodeAndName> = (value, path) => {
  const held = members(value, path, ['code', 'name']);
  return { code: id(held.code, `${path}/code`), name: text(2000)(held.name, `${path}/name`) };
};

const warning: Check<Warning> = (value, path) => {
  if (typeof value === 'object' && value !== null && 'bits' in value) {
    const few = members(value, path, ['bits', 'code', 'needed']);
    return {
      bits: integer(64, 4096)(few.bits, `${path}/bits`),
      code: literal('few-outcomes')(few.code, `${path}/code`),
      needed: integer(64, 4096)(few.needed, `${path}/needed`),
    };
  }
  const held = members(value, path, ['code', 'rule', 'targets', 'teams']);
  return {
    code: literal('small-pool')(held.code, `${path}/code`),
    rule: integer(0, 4095)(held.rule, `${path}/rule`),
    targets: count(held.targets, `${path}/targets`),
    teams: integer(0, 9)(held.teams, `${path}/teams`),
  };
};

const reason: Check<Reason> = (value, path) => {
  const held = members(value, path, ['code', 'words']);
  const words = members(held.words, `${path}/words`, ['en', 'zh']);
  return {
    code: id(held.code, `${path}/code`),
    words: { en: text(2000)(words.en, `${path}/words/en`), zh: text(2000)(words.zh, `${path}/words/zh`) },
  };
};

const MEMBERS = [
  'agency',
  'batch',
  'cutoff',
  'drawId',
  'entropy',
  'exclusions',
  'filter',
  'format',
  'inspectors',
  'pairing',
  'plan',
  'pools',
  'previous',
  'publication',
  'relation',
  'selection',
  'strata',
  'suite',
  'targets',
  'visit',
  'warnings',
];

/** Reads a manifest; throws `shape` with the path of the first member that is unknown, missing or wrong. */
export function readManifest(value: Json, path = ''): Manifest {
  const held = members(value, path, MEMBERS, ['reasons']);
  const format = literal(MANIFEST_FORMAT)(held.format, `${path}/format`);
  const batch = members(held.batch, `${path}/batch`, ['id', 'matters', 'name', 'occurrence']);
  const pairing = members(held.pairing, `${path}/pairing`, ['algorithm', 'maxLoad', 'rules']);
  const plan = members(held.plan, `${path}/plan`, ['id', 'version', 'year']);
  const selection = members(held.selection, `${path}/selection`, ['algorithm'], ['total']);
  const strata = list(stratum, 1, MAX_STRATA)(held.strata, `${path}/strata`);
  const ids = strata.map((one) => one.id);
  if (new Set(ids).size !== ids.length) throw misshapen(`${path}/strata`, 'each id once', ids.join(', '));
  const places = strata.reduce((sum, one) => sum + one.size + one.reserve, 0);
  if (places > MAX_PLACES)
    throw misshapen(`${path}/strata`, `at most ${MAX_PLACES} places in all, with the reserves`, places);
  return {
    agency: codeAndName(held.agency, `${path}/agency`),
    batch: {
      id: id(batch.id, `${path}/batch/id`),
      matters: list(codeAndName, 1, 1000)(batch.matters, `${path}/batch/matters`),
      name: text(500)(batch.name, `${path}/batch/name`),
      occurrence: integer(1, 1_000_000)(batch.occurrence, `${path}/batch/occurrence`),
    },
    cutoff: instant(held.cutoff, `${path}/cutoff`),
    drawId: id(held.drawId, `${path}/drawId`),
    entropy: readEvent(held.entropy, `${path}/entropy`),
    exclusions: treeHead(held.exclusions, `${path}/exclusions`),
    filter: conditions(held.filter, `${path}/filter`),
    format,
    inspectors: treeHead(held.inspectors, `${path}/inspectors`),
    pairing: {
      algorithm: literal(PAIRING_ALGORITHM)(pairing.algorithm, `${path}/pairing/algorithm`),
      maxLoad: orNull(integer(1, 1_000_000))(pairing.maxLoad, `${path}/pairing/maxLoad`),
      rules: list(teamRule, 1, 4096)(pairing.rules, `${path}/pairing/rules`),
    },
    plan: {
      id: id(plan.id, `${path}/plan/id`),
      version: integer(1, 1_000_000)(plan.version, `${path}/plan/version`),
      year: integer(1900, 9999)(plan.year, `${path}/plan/year`),
    },
    pools: literal('open', 'closed')(held.pools, `${path}/pools`),
    previous: previous(held.previous, `${path}/previous`),
    publication: {
      notBefore: instant(
        members(held.publication, `${path}/publication`, ['notBefore']).notBefore,
        `${path}/publication/notBefore`,
      ),
    },
    ...(held.reasons === undefined ? {} : { reasons: list(reason, 1, 200)(held.reasons, `${path}/reasons`) }),
    relation: orNull(readRelation)(held.relation, `${path}/relation`),
    selection: {
      algorithm: literal(SELECTION_ALGORITHM)(selection.algorithm, `${path}/selection/algorithm`),
      ...(selection.total === undefined ? {} : { total: total(selection.total, `${path}/selection/total`) }),
    },
    strata,
    suite: literal('sha256-ed25519')(held.suite, `${path}/suite`),
    targets: treeHead(held.targets, `${path}/targets`),
    visit: dayRange(held.visit, `${path}/visit`),
    // one for each rule, and that of the outcomes
    warnings: list(warning, 0, 4097)(held.warnings, `${path}/warnings`),
  };
}

type Matcher = (attributes: Attributes) => boolean;

/** All conditions hold. A missing attribute meets none; `"1"`, `1` and `true` differ. */
export function matcher(all: readonly Condition[]): Matcher {
  const tests = all.map(({ field, in: values }) => ({ field, values: new Set(values) }));
  return (attributes) => {
    for (const { field, values } of tests) {
      const held = attributes[field];
      if (held === undefined || !values.has(held)) return false;
    }
    return true;
  };
}
