import { OneOf, Text } from '../../platform/http/fields.js';

export const DOWNLOAD_FORMATS = ['json', 'csv', 'xlsx'] as const;
export type DownloadFormat = (typeof DOWNLOAD_FORMATS)[number];
export const FEED_FORMATS = ['atom', 'rss'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

type Query<T> = new () => T;

/** The filters of a list with what a download is asked for. */
export function DownloadOf<T extends object>(
  filters: Query<T>,
): Query<T & { format?: DownloadFormat; columns?: string }> {
  class DownloadQuery extends (filters as Query<object>) {
    @OneOf(DOWNLOAD_FORMATS, { optional: true, about: 'csv unless told' })
    format?: DownloadFormat;

    @Text({ max: 1000, optional: true, about: 'Names of columns with commas between; all unless told' })
    columns?: string;
  }
  return DownloadQuery as Query<T & DownloadQuery>;
}

/** The filters of a list with the format of a feed. */
export function FeedOf<T extends object>(filters: Query<T>): Query<T & { format?: FeedFormat }> {
  class FeedQuery extends (filters as Query<object>) {
    @OneOf(FEED_FORMATS, { optional: true, about: 'atom unless told' })
    format?: FeedFormat;
  }
  return FeedQuery as Query<T & FeedQuery>;
}
