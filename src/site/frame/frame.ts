import { markup, type Markup } from '../../platform/http/plain-page.js';
import { type Language } from '../../platform/text.js';
import { placeOf, SPEECHES, type Key, type Speech } from '../words/speech.js';
import { type SiteAssets } from './site-assets.js';

/*
 * The one frame of every page that the server writes for the public. It stands without a script and without a style; nothing
 * in it is from another host, and nothing that anybody has typed comes into it but as text.
 */

/** Nothing but the site's own files and this server. */
export const SITE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export const SECTIONS = ['checklist', 'plans', 'draws', 'results'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Feed {
  readonly title: string;
  readonly type: string;
  readonly address: string;
}

/** One page, ready but for the frame. */
export interface Sheet {
  readonly title: string;
  readonly body: Markup;
  /** The same page in each language. */
  readonly addresses: Readonly<Record<Language, string>>;
  readonly section?: Section | 'home';
  readonly feeds?: readonly Feed[];
  /** What a search engine has no use for: one of many views of the same list, a page about one paper. */
  readonly unlisted?: boolean;
}

/** The same path of the site in both languages. */
export const inBoth = (path: string): Sheet['addresses'] => ({ zh: placeOf('zh', path), en: placeOf('en', path) });

const NAMES: Readonly<Record<Section | 'home', Key>> = {
  home: 'site.home',
  checklist: 'site.checklist',
  plans: 'site.plans',
  draws: 'site.draws',
  results: 'site.results',
};

export function framed(speech: Speech, sheet: Sheet, { script, styles }: SiteAssets): string {
  const { addresses, body, feeds = [], section, title, unlisted } = sheet;
  const { language } = speech;
  const other: Language = language === 'zh' ? 'en' : 'zh';
  const way = (name: Section | 'home', path: string): Markup =>
    markup`<li><a href="${speech.at(path)}"${name === section ? markup` aria-current="page"` : null}>${speech.t(NAMES[name])}</a></li>`;
  return markup`<!doctype html>
<html lang="${htmlLanguage(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
${unlisted === true ? markup`<meta name="robots" content="noindex">` : null}
<title>${speech.t('site.title', { page: title })}</title>
${styles.map((address) => markup`<link rel="stylesheet" href="${address}">`)}
${LANGUAGES.map((one) => markup`<link rel="alternate" hreflang="${htmlLanguage(one)}" href="${addresses[one]}">`)}
${feeds.map((feed) => markup`<link rel="alternate" type="${feed.type}" title="${feed.title}" href="${feed.address}">`)}
<link rel="icon" href="data:,">
${script === undefined ? null : markup`<script type="module" src="${script}"></script>`}
</head>
<body>
<a class="skip" href="#main">${speech.t('site.skip')}</a>
<header class="top">
<p class="brand"><a href="${speech.at('')}"><strong>${speech.t('site.brand')}</strong> ${speech.t('site.name')}</a></p>
<nav aria-label="${speech.t('site.nav')}"><ul>
${way('home', '')}${SECTIONS.map((one) => way(one, `/${one}`))}
<li><a href="/verify/">${speech.t('site.verify')}</a></li>
<li class="other"><a href="${addresses[other]}" lang="${htmlLanguage(other)}" hreflang="${htmlLanguage(other)}">${speech.t('site.otherLanguage')}</a></li>
</ul></nav>
</header>
<main id="main" tabindex="-1">
${body}
</main>
<footer class="foot">
<p>${speech.t('site.footer')}</p>
<p>${speech.t('site.hours')} ${speech.t('site.privacy')}</p>
<p><a href="/api/v1/log/checkpoint">${speech.t('site.log')}</a> · <a href="/verify.py">${speech.t('site.verifyPy')}</a> · <a href="/api/docs">${speech.t('site.api')}</a></p>
</footer>
</body>
</html>
`.text;
}

const LANGUAGES = Object.keys(SPEECHES) as Language[];
export const htmlLanguage = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en');
