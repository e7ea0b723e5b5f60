/** A sample of a scrape: its own name (with `_bucket`, `_sum`, `_count` where it is part of a histogram), labels and value. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: Sample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y;
const NUMBER = /^(?:[+-]?Inf|NaN|[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;

/**
 * Reads Prometheus' text format 0.0.4 and throws at whatever is not right: a sample without HELP and TYPE, a family or a
 * sample that comes twice, a value that is no number, a counter that is negative, a histogram whose buckets go down or whose
 * last is not its count.
 */
export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line is not ended');
  const families = new Map<string, { help: string; type?: Family['type']; samples: Sample[] }>();
  const seen = new Set<string>();
  let current = '';
  for (const [at, line] of text.split('\n').entries()) {
    const wrong = (why: string): Error => new Error(`line ${at + 1}: ${why}: ${line}`);
    if (line === '') continue;
    const help = new RegExp(`^# HELP (${NAME}) (.+)$`).exec(line);
    if (help !== null) {
      const [, name = '', words = ''] = help;
      if (families.has(name)) throw wrong('a family comes twice');
      families.set(name, { help: words, samples: [] });
      current = name;
      continue;
    }
    const type = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram)$`).exec(line);
    const family = families.get(current);
    if (family === undefined) throw wrong('nothing said what this is');
    if (type !== null) {
      if (type[1] !== current || family.type !== undefined) throw wrong('a type out of its place');
      family.type = type[2] as Family['type'];
      continue;
    }
    const [, name = '', , inner, number = ''] = new RegExp(`^(${NAME})(\\{(.*)\\})? (\\S+)$`).exec(line) ?? [];
    if (!NUMBER.test(number)) throw wrong('no sample');
    const suffixes = family.type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
    if (!suffixes.some((suffix) => name === current + suffix)) throw wrong(`no sample of ${current}`);
    const labels = labelsOf(inner ?? '', wrong);
    const key = `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
    if (seen.has(key)) throw wrong('a sample comes twice');
    seen.add(key);
    const value = Number(number.replace('Inf', 'Infinity'));
    if (family.type !== 'gauge' && !(value >= 0)) throw wrong('a count below nought');
    family.samples.push({ name, labels, value });
  }
  for (const [name, { type, samples }] of families) {
    if (type === undefined) throw new Error(`${name} has no type`);
    if (type === 'histogram') checkHistogram(name, samples);
  }
  return families as Map<string, Family>;
}

function labelsOf(inner: string, wrong: (why: string) => Error): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < inner.length) {
    const found = LABEL.exec(inner);
    if (found === null || Object.hasOwn(labels, found[1] ?? '')) throw wrong('labels');
    const [, name = '', raw = ''] = found;
    labels[name] = raw.replace(/\\(["\\n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
  }
  return labels;
}

function checkHistogram(name: string, samples: readonly Sample[]): void {
  const groups = new Map<string, { buckets: [number, number][]; count?: number; sum?: number }>();
  for (const sample of samples) {
    const { le, ...labels } = sample.labels;
    const key = JSON.stringify(Object.entries(labels).sort());
    const group = groups.get(key) ?? { buckets: [] };
    groups.set(key, group);
    if (sample.name.endsWith('_bucket'))
      group.buckets.push([Number((le ?? '').replace('Inf', 'Infinity')), sample.value]);
    else if (sample.name.endsWith('_count')) group.count = sample.value;
    else group.sum = sample.value;
  }
  for (const [key, { buckets, count, sum }] of groups) {
    const last = buckets.at(-1);
    const ascending = buckets.every(
      ([bound, value], n) => n === 0 || (bound > (buckets[n - 1]?.[0] ?? NaN) && value >= (buckets[n - 1]?.[1] ?? NaN)),
    );
    if (!ascending || last?.[0] !== Infinity || last[1] !== count || sum === undefined) {
      throw new Error(`${name} ${key} is no histogram`);
    }
  }
}
