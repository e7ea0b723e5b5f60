/** One line of the report. `holds` is what the tests assert. */
export interface Finding {
  readonly what: string;
  readonly figures: readonly string[];
  readonly bound: string;
  readonly holds: boolean;
}

export interface Question {
  readonly title: string;
  /** What the figures mean, in words. */
  readonly meaning: string;
  readonly columns: readonly string[];
  readonly findings: readonly Finding[];
}

/** p of a test that should pass: with fixed seeds it either always lies there or never. */
export const P_LEAST = 0.001;
export const P_MOST = 0.999;
export const P_BOUND = `p in [${P_LEAST}, ${P_MOST}]`;
/** p of a test that should fail, because what it looks at is biased on purpose. */
export const P_CAUGHT = 1e-6;

export function plausible(p: number): boolean {
  return p >= P_LEAST && p <= P_MOST;
}

export function figure(value: number, digits = 4): string {
  return value !== 0 && Math.abs(value) < 10 ** -digits ? value.toExponential(1) : value.toFixed(digits);
}

export function table({ columns, findings, meaning, title }: Question): string {
  const rows = [
    ['', ...columns, 'bound', ''],
    ...findings.map((one) => [one.what, ...one.figures, one.bound, one.holds ? 'holds' : 'BROKEN']),
  ];
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((row) => (row[c] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, c) => (c === 0 || c >= row.length - 2 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!)))
      .join('  ')
      .trimEnd();
  return `${title}\n${meaning}\n\n${rows.map(line).join('\n')}\n`;
}

/** What broke, for the message of an assertion. */
export function broken(question: Question): string[] {
  return question.findings
    .filter((one) => !one.holds)
    .map((one) => `${one.what}: ${one.figures.join(' ')} (${one.bound})`);
}
