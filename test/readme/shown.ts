/*
 * What a README shows of an answer, and whether an answer is like it. The one sign of shortening is `…`:
 *
 * - in JSON, inside a text: any characters; as the value of a member: any text, number, true, false or null; as a member or an
 *   item of its own: any number of them, none too. Everything else is what it is, in the order in which it is shown, and
 *   nothing is between two members that are shown side by side. White space between does not count.
 * - elsewhere, inside a line: one or more characters of that line.
 */

const GAP = '…';

type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

type Shown =
  | { readonly kind: 'scalar' }
  | { readonly kind: 'text'; readonly pattern: RegExp; readonly source: string }
  | { readonly kind: 'exactly'; readonly value: Json }
  | { readonly kind: 'list'; readonly items: readonly (Shown | typeof GAP)[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Shown] | typeof GAP)[] };

/** Where the answer differs from what is shown; nothing if it does not. `language` is that of the fence. */
export function differences(language: string, shown: string, answer: string): string[] {
  if (language !== 'json') return differingLines(shown, answer);
  let actual: Json;
  try {
    actual = JSON.parse(answer) as Json;
  } catch {
    return [`not JSON: ${answer.slice(0, 200)}`];
  }
  return differing(new Reader(shown).read(), actual, '');
}

function differingLines(shown: string, answer: string): string[] {
  const wanted = shown.trimEnd().split('\n');
  const lines = answer.trimEnd().split('\n');
  const faults = wanted.flatMap((line, at) => {
    const found = lines[at];
    return found !== undefined && patternOf(line, '.+').test(found)
      ? []
      : [`line ${at + 1}: shown ${JSON.stringify(line)}, came ${JSON.stringify(found ?? null)}`];
  });
  for (const line of lines.slice(wanted.length)) faults.push(`not shown: ${JSON.stringify(line)}`);
  return faults;
}

const patternOf = (text: string, gap: string): RegExp =>
  new RegExp(`^${text.split(GAP).map(escaped).join(gap)}$`, 'su');

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function differing(shown: Shown, actual: Json | undefined, at: string): string[] {
  const came = JSON.stringify(actual)?.slice(0, 200) ?? 'nothing';
  const where = at === '' ? '/' : at;
  switch (shown.kind) {
    case 'scalar':
      return actual === undefined || (typeof actual === 'object' && actual !== null)
        ? [`${where}: one value is left out, came ${came}`]
        : [];
    case 'exactly':
      return actual === shown.value ? [] : [`${where}: shown ${JSON.stringify(shown.value)}, came ${came}`];
    case 'text':
      return typeof actual === 'string' && shown.pattern.test(actual)
        ? []
        : [`${where}: shown "${shown.source}", came ${came}`];
    case 'list':
      return Array.isArray(actual) ? differingItems(shown.items, actual, at) : [`${where}: shown a list, came ${came}`];
    case 'object':
      return typeof actual === 'object' && actual !== null && !Array.isArray(actual)
        ? differingMembers(shown.members, actual, at)
        : [`${where}: shown an object, came ${came}`];
  }
}

function differingItems(items: readonly (Shown | typeof GAP)[], actual: readonly Json[], at: string): string[] {
  const faults: string[] = [];
  let next = 0;
  let gap = false;
  for (const item of items) {
    if (item === GAP) {
      gap = true;
      continue;
    }
    if (gap) {
      const found = actual.findIndex((each, place) => place >= next && differing(item, each, '').length === 0);
      if (found >= 0) next = found;
    }
    faults.push(...differing(item, actual[next], `${at}/${next}`));
    next += 1;
    gap = false;
  }
  if (!gap && actual.length > next) faults.push(`${at}: ${actual.length - next} more than is shown`);
  return faults;
}

function differingMembers(
  members: readonly (readonly [string, Shown] | typeof GAP)[],
  actual: Readonly<Record<string, Json>>,
  at: string,
): string[] {
  const faults: string[] = [];
  const names = Object.keys(actual);
  let next = 0;
  let gap = false;
  for (const member of members) {
    if (member === GAP) {
      gap = true;
      continue;
    }
    const [name, value] = member;
    const found = names.indexOf(name);
    if (found < next || (found > next && !gap)) {
      faults.push(`${at}/${name}: not there, or not at this place (${names.slice(next, next + 5).join(', ')} …)`);
    } else {
      faults.push(...differing(value, actual[name], `${at}/${name}`));
      next = found + 1;
    }
    gap = false;
  }
  if (!gap && names.length > next) faults.push(`${at}: not shown: ${names.slice(next).join(', ')}`);
  return faults;
}

export class Unreadable extends Error {}

/** Reads JSON in which things are left out. */
class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  read(): Shown {
    const value = this.value();
    if (this.peek() !== '') throw this.fault('nothing more');
    return value;
  }

  private value(): Shown {
    const sign = this.peek();
    if (sign === '{') return this.object();
    if (sign === '[') return this.list();
    if (sign === '"') return this.text();
    if (sign === GAP) {
      this.at += 1;
      return { kind: 'scalar' };
    }
    const [word] = /^(?:true|false|null|-?\d+)/.exec(this.source.slice(this.at)) ?? [];
    if (word === undefined) throw this.fault('a value');
    this.at += word.length;
    return { kind: 'exactly', value: JSON.parse(word) as Json };
  }

  private object(): Shown {
    const members: (readonly [string, Shown] | typeof GAP)[] = [];
    this.each('{', '}', () => {
      if (this.gap()) members.push(GAP);
      else {
        const name = JSON.parse(this.quoted()) as string;
        this.expect(':');
        members.push([name, this.value()]);
      }
    });
    return { kind: 'object', members };
  }

  private list(): Shown {
    const items: (Shown | typeof GAP)[] = [];
    this.each('[', ']', () => items.push(this.gap() ? GAP : this.value()));
    return { kind: 'list', items };
  }

  /** Commas stand between what is shown; beside a gap they may be missing. */
  private each(open: string, close: string, one: () => void): void {
    this.expect(open);
    while (this.peek() !== close) {
      one();
      if (this.peek() === ',') this.at += 1;
      else if (this.peek() !== close && this.source[this.lastSign()] !== GAP) throw this.fault(`, or ${close}`);
    }
    this.expect(close);
  }

  private gap(): boolean {
    if (this.peek() !== GAP) return false;
    this.at += 1;
    return true;
  }

  private text(): Shown {
    const quoted = this.quoted();
    const text = JSON.parse(quoted) as string;
    return text.includes(GAP)
      ? { kind: 'text', pattern: patternOf(text, '.*'), source: text }
      : { kind: 'exactly', value: text };
  }

  private quoted(): string {
    this.peek();
    const [quoted] = /^"(?:[^"\\]|\\.)*"/s.exec(this.source.slice(this.at)) ?? [];
    if (quoted === undefined) throw this.fault('a text');
    this.at += quoted.length;
    return quoted;
  }

  private lastSign(): number {
    let at = this.at - 1;
    while (/\s/.test(this.source.charAt(at))) at -= 1;
    return at;
  }

  private peek(): string {
    while (/\s/.test(this.source.charAt(this.at))) this.at += 1;
    return this.source.charAt(this.at);
  }

  private expect(sign: string): void {
    if (this.peek() !== sign) throw this.fault(sign);
    this.at += 1;
  }

  private fault(wanted: string): Unreadable {
    return new Unreadable(
      `what is shown cannot be read: wanted ${wanted} at "${this.source.slice(this.at, this.at + 40)}"`,
    );
  }
}
