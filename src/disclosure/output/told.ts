import { DomainError, invalid } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type BulletinResponse } from './bulletin.dto.js';

/** What one download may hold. */
export const MOST_ROWS = 20_000;
/** Entries of a feed. */
export const MOST_IN_FEED = 50;

/** A column of a download. */
export interface Column<T> {
  readonly name: string;
  readonly heading: Bilingual;
  readonly of: (bulletin: T) => string;
}

/** Bulletins of one kind, as downloads and feeds take them. */
export interface BulletinSource<Query, T extends BulletinResponse> {
  readonly title: Bilingual;
  readonly columns: readonly Column<T>[];
  /** In the order of the list; throws where it is more than a download may hold. */
  all(query: Query): AsyncIterable<readonly T[]>;
  /** Those that changed last, the latest first, and when the newest of them, or a rule about them, did. */
  latest(query: Query): Promise<{ readonly items: readonly BulletinResponse[]; readonly changedAt: Date }>;
}

export const tooManyRows = (): DomainError =>
  new DomainError(
    'too-large',
    'download_too_large',
    text(
      `超过 ${MOST_ROWS} 行，一次下载放不下；请按单位（agency）、年度（year）或事项（matter）缩小范围。`,
      `More than ${MOST_ROWS} rows do not go into one download; narrow it by agency, year or matter.`,
    ),
  );

/** The columns that were asked for, in that order; all of them unless told. */
export function chosenColumns<T>(columns: readonly Column<T>[], said: string | undefined): readonly Column<T>[] {
  if (said === undefined || said === '') return columns;
  const names = [...new Set(said.split(',').map((name) => name.trim()))];
  return names.map((name) => {
    const found = columns.find((column) => column.name === name);
    if (found !== undefined) return found;
    const offered = columns.map((column) => column.name);
    throw invalid(
      '/columns',
      'unknown_column',
      text(
        `没有列“${name.slice(0, 64)}”，可用：${offered.join('、')}。`,
        `There is no column "${name.slice(0, 64)}"; there are ${offered.join(', ')}.`,
      ),
    );
  });
}

/** The columns that every kind has, those of its own between them. */
export function columnsAround<T extends BulletinResponse>(own: readonly Column<T>[]): readonly Column<T>[] {
  return [
    { name: 'number', heading: text('编号', 'Number'), of: ({ number }) => number },
    { name: 'title', heading: text('名称', 'Title'), of: ({ title }) => title },
    { name: 'agency', heading: text('单位', 'Agency'), of: ({ agency }) => agency.name },
    { name: 'year', heading: text('年度', 'Year'), of: ({ year }) => String(year) },
    { name: 'state', heading: text('状态', 'State'), of: ({ state }) => state },
    ...own,
    { name: 'publishedAt', heading: text('公示时间', 'Published'), of: ({ publishedAt }) => publishedAt },
    { name: 'changedAt', heading: text('更新时间', 'Changed'), of: ({ changedAt }) => changedAt },
    { name: 'version', heading: text('版次', 'Version'), of: ({ version }) => String(version) },
    { name: 'reason', heading: text('更正理由', 'Reason'), of: ({ reason }) => reason ?? '' },
    { name: 'hash', heading: text('内容校验码', 'Hash'), of: ({ hash }) => hash ?? '' },
    { name: 'link', heading: text('地址', 'Address'), of: ({ link }) => link },
  ];
}
