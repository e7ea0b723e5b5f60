/** The values of a form, as the API takes them. */
export type Values = Readonly<Record<string, unknown>>;

/** Lists and small objects are compared by what is in them. */
export const same = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left ?? null) === JSON.stringify(right ?? null);

/** What was changed: the fields that differ, with their new values. */
export function changesOf(base: Values, mine: Values, names: readonly string[]): Values {
  return Object.fromEntries(
    names.filter((name) => !same(base[name], mine[name])).map((name) => [name, mine[name] ?? null]),
  );
}

/** A field that somebody else changed in the meantime. */
export interface Theirs {
  readonly name: string;
  readonly base: unknown;
  readonly theirs: unknown;
  /** What is in the form. */
  readonly mine: unknown;
  /** Changed by both, and not to the same: somebody has to choose. */
  readonly both: boolean;
}

/** What others changed since the form was opened. */
export function theirChanges(base: Values, mine: Values, theirs: Values, names: readonly string[]): Theirs[] {
  return names
    .filter((name) => !same(base[name], theirs[name]))
    .map((name) => ({
      name,
      base: base[name],
      theirs: theirs[name],
      mine: mine[name],
      both: !same(base[name], mine[name]) && !same(mine[name], theirs[name]),
    }));
}

/** The form over what is there by now: what nobody here touched is theirs; where both changed it, theirs unless it was chosen to keep one's own. */
export function over(
  base: Values,
  mine: Values,
  theirs: Values,
  names: readonly string[],
  keep: ReadonlySet<string>,
): Values {
  return Object.fromEntries(
    names.map((name) => {
      const touched = !same(base[name], mine[name]);
      const clash = touched && !same(base[name], theirs[name]) && !same(mine[name], theirs[name]);
      return [name, touched && (!clash || keep.has(name)) ? mine[name] : theirs[name]];
    }),
  );
}
