import { type Json } from '../json/canonical.js';
import { brief } from '../errors.js';
import { dayNumber, FIELD } from '../ids.js';
import {
  day,
  type DayRange,
  dayRange,
  hex64,
  id,
  list,
  members,
  misshapen,
  optionalTrue,
  sorted,
  text,
} from '../json/shape.js';

export type AttributeValue = string | number | boolean | null;
/** Everything the draw may read about a target: kind, name, region, riskClass … Integers only, no nesting. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** One target of the pool at the cut-off. `salt`: 64 hex digits where the pool is not public. */
export interface TargetLeaf {
  readonly attributes: Attributes;
  readonly id: string;
  readonly salt?: string;
}

/** Holds for a target that has the attribute `field` with one of these values (compared by type and value). */
export interface Condition {
  readonly field: string;
  readonly in: readonly AttributeValue[];
}

export interface Certificate {
  readonly number: string;
  /** First and last day of validity, `YYYY-MM-DD`. */
  readonly validFrom: string;
  readonly validUntil: string;
}

export interface InspectorLeaf {
  /** Disjoint, in order of `from`. */
  readonly absences: readonly DayRange[];
  readonly agency: string;
  /** Of an expert his appointment (聘书), which he may do without. */
  readonly certificate?: Certificate;
  /** Sits on the experts' seats, and on no other. */
  readonly expert?: true;
  readonly id: string;
  readonly name: string;
  /** Codes or words, each once, in UTF-8 order. */
  readonly qualifications: readonly string[];
  /** Ids of targets this inspector must not visit, each once, in UTF-8 order. */
  readonly recusals: readonly string[];
  readonly salt?: string;
}

/** A target that the batch would have held and that was left out, and why. */
export interface ExclusionLeaf {
  readonly attributes?: Attributes;
  readonly detail?: { readonly en: string; readonly zh: string };
  readonly id: string;
  /** E.g. `cool-down`, `yearly-cap`, `retired`. */
  readonly reason: string;
  readonly salt?: string;
}

const MAX_ATTRIBUTES = 64;
const MAX_ATTRIBUTE_LENGTH = 2000;
const name = text(200);
const qualifications = sorted(text(100), 0, 200);
const recusals = sorted(id, 0, 10_000);
const absences = list(dayRange, 0, 1000);
const detail = text(1000);
const knownFields = new Set<string>();

function isField(field: string): boolean {
  if (knownFields.has(field)) return true;
  if (!FIELD.test(field)) return false;
  if (knownFields.size < 1000) knownFields.add(field);
  return true;
}

function readAttributes(value: Json | undefined, path: string): Attributes {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw misshapen(path, 'an object', value);
  let count = 0;
  for (const field of Object.keys(value)) {
    if (!isField(field)) throw misshapen(path, 'attribute names [A-Za-z][A-Za-z0-9_.-]{0,63}', field);
    const held = (value as Readonly<Record<string, unknown>>)[field];
    const good =
      typeof held === 'string'
        ? held.length <= MAX_ATTRIBUTE_LENGTH
        : held === null || typeof held === 'boolean' || (Number.isSafeInteger(held) && !Object.is(held, -0));
    if (!good) throw misshapen(`${path}/${field}`, 'a text, a whole number, true, false or null', held);
    if (++count > MAX_ATTRIBUTES) throw misshapen(path, `at most ${MAX_ATTRIBUTES} attributes`, brief(value));
  }
  return value as unknown as Attributes;
}

/** The leaf as read; the same object, checked. Errors carry paths below `path`. */
export function readTargetLeaf(value: Json, path = ''): TargetLeaf {
  const leaf = members(value, path, ['attributes', 'id'], ['salt']);
  readAttributes(leaf.attributes, `${path}/attributes`);
  id(leaf.id, `${path}/id`);
  if (leaf.salt !== undefined) hex64(leaf.salt, `${path}/salt`);
  return value as unknown as TargetLeaf;
}

export function readInspectorLeaf(value: Json, path = ''): InspectorLeaf {
  const leaf = members(
    value,
    path,
    ['absences', 'agency', 'id', 'name', 'qualifications', 'recusals'],
    ['certificate', 'expert', 'salt'],
  );
  const away = absences(leaf.absences, `${path}/absences`);
  for (let i = 1; i < away.length; i++) {
    if (away[i - 1]!.until >= away[i]!.from) {
      throw misshapen(
        `${path}/absences/${i}/from`,
        'after the absence before it',
        away[i]?.from,
        '请假时段应按先后排列且不重叠',
      );
    }
  }
  id(leaf.agency, `${path}/agency`);
  const expert = optionalTrue(leaf.expert, `${path}/expert`) === true;
  if (leaf.certificate !== undefined || !expert) checkCertificate(leaf.certificate, `${path}/certificate`);
  id(leaf.id, `${path}/id`);
  name(leaf.name, `${path}/name`);
  qualifications(leaf.qualifications, `${path}/qualifications`);
  recusals(leaf.recusals, `${path}/recusals`);
  if (leaf.salt !== undefined) hex64(leaf.salt, `${path}/salt`);
  return value as unknown as InspectorLeaf;
}

function checkCertificate(value: Json | undefined, path: string): void {
  const certificate = members(value, path, ['number', 'validFrom', 'validUntil']);
  text(100)(certificate.number, `${path}/number`);
  const from = day(certificate.validFrom, `${path}/validFrom`);
  const until = day(certificate.validUntil, `${path}/validUntil`);
  if (until < from) throw misshapen(`${path}/validUntil`, `not before ${from}`, until, '证件的截止日期早于起始日期');
}

export function readExclusionLeaf(value: Json, path = ''): ExclusionLeaf {
  const leaf = members(value, path, ['id', 'reason'], ['attributes', 'detail', 'salt']);
  if (leaf.attributes !== undefined) readAttributes(leaf.attributes, `${path}/attributes`);
  if (leaf.detail !== undefined) {
    const words = members(leaf.detail, `${path}/detail`, ['en', 'zh']);
    detail(words.en, `${path}/detail/en`);
    detail(words.zh, `${path}/detail/zh`);
  }
  id(leaf.id, `${path}/id`);
  id(leaf.reason, `${path}/reason`);
  if (leaf.salt !== undefined) hex64(leaf.salt, `${path}/salt`);
  return value as unknown as ExclusionLeaf;
}

/**
 * Whether an inspector may go at all on these days: the certificate, which only an expert may do without, is valid on
 * every day of the window, and at least one day of it is free of absences. Both ends of every range count.
 */
export function mayGo(inspector: InspectorLeaf, window: DayRange): boolean {
  const { certificate } = inspector;
  if (certificate !== undefined && (certificate.validFrom > window.from || certificate.validUntil < window.until))
    return false;
  const last = dayNumber(window.until) ?? 0;
  let free = dayNumber(window.from) ?? 0;
  for (const absence of inspector.absences) {
    if ((dayNumber(absence.from) ?? 0) > free) break;
    free = Math.max(free, (dayNumber(absence.until) ?? 0) + 1);
  }
  return free <= last;
}
