import { type Schemas } from '../../api/client.js';
import { type Language } from '../../words/words.js';

type Figure = Schemas['ReportFigureResponse'];

/** A figure as it is read: a number, an average with two places, a share in percent. */
export function shownValue(
  { unit, value }: Pick<Figure, 'unit' | 'value'>,
  count: (n: number) => string,
): string | null {
  if (value === null) return null;
  if (unit === 'count') return count(value);
  const hundredths = `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
  return unit === 'basis-points' ? `${hundredths} %` : hundredths;
}

export interface Group {
  readonly name: string;
  readonly label: string;
  readonly figures: readonly Figure[];
}

/** In the order in which the server tells them. */
export function groupsOf(figures: readonly Figure[], language: Language): Group[] {
  const groups = new Map<string, { label: string; figures: Figure[] }>();
  for (const figure of figures) {
    const group = groups.get(figure.group) ?? { label: figure.groupName[language], figures: [] };
    group.figures.push(figure);
    groups.set(figure.group, group);
  }
  return [...groups].map(([name, { figures: own, label }]) => ({ name, label, figures: own }));
}

/** Those of the figures that a picture shows: counted, of one beginning, and of which there is any. */
export function slices(figures: readonly Figure[], beginning: string): Figure[] {
  return figures.filter(
    ({ code, unit, value }) => unit === 'count' && code.startsWith(`${beginning}-`) && value !== null && value > 0,
  );
}

const PAGES: Readonly<Record<Schemas['StatisticsRowResponse']['page'], string>> = {
  matters: '/matters',
  targets: '/targets',
  plans: '/plans',
  draws: '/draws',
  inspections: '/inspections',
  inspectors: '/inspectors',
};

/** Where a row is looked at. */
export const pageOf = ({ id, page }: Pick<Schemas['StatisticsRowResponse'], 'id' | 'page'>): string =>
  `${PAGES[page]}/${id}`;
