/** Where the public site is, in each language. Its addresses stand on paper and in other people's pages: they never change. */
export const SITE = ['public/zh', 'public/en'] as const;

/** What is not under the API's prefix. */
export const SITE_ROUTES = [
  'robots.txt',
  'public',
  ...SITE.flatMap((place) => [place, `${place}/{*rest}`]),
  'i/:code',
  'i/:code/en',
];
