/** What a text is filled with. */
export type Fillings = Readonly<Record<string, string | number>>;

/** `{name}` is what is given under that name, `{n|one target|{n} targets}` the first where n is 1, and otherwise the second. */
export const format = (text: string, fillings: Fillings = {}): string =>
  text
    .replace(
      /\{(\w+)\|([^|{}]*(?:\{\w+\}[^|{}]*)*)\|([^|{}]*(?:\{\w+\}[^|{}]*)*)\}/g,
      (_, name: string, one: string, many: string) => (String(fillings[name]) === '1' ? one : many),
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(fillings[name] ?? whole));
