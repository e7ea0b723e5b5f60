import { Markup, markup, policyFor } from '../../platform/http/plain-page.js';
import { type Bilingual } from '../../platform/text.js';
import { chinaDay, chineseDay } from '../../platform/clock/days.js';
import { wordsOfChance } from './chance.js';
import { CODE_STATE_WORDS } from './code-standing.js';
import { type PublicInspectionResponse } from './public-inspection.dto.js';

/* The page behind the QR of a paper: opened on a phone, at the door, by somebody who wants to know whether this is real. */

/** Red is kept for what is proven; what is not has another shape, too. */
const STYLE = `:root{color-scheme:light dark;--ink:#1c1c1a;--paper:#fbfaf7;--line:#d8d5cc;--soft:#65625a;--seal:#a3261d}
@media (prefers-color-scheme:dark){:root{--ink:#ecebe6;--paper:#191917;--line:#3d3b36;--soft:#a5a29a;--seal:#e0685d}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:40rem;margin:0 auto;padding:1.25rem 1rem 3rem}
header{display:flex;gap:1rem;align-items:center;padding-bottom:1rem;border-bottom:1px solid var(--line)}
.mark{flex:none;min-width:4.5rem;padding:.5rem .6rem;text-align:center;font-size:1.9rem;line-height:1.2;font-weight:700;border:3px solid var(--ink)}
.real{border-color:var(--seal);color:var(--seal);border-radius:.4rem}
.expired{border-style:dashed;font-size:1.25rem}
.unknown{border-style:double;border-width:8px}
h1{margin:0;font-size:1.15rem;line-height:1.4}
h2{margin:1.6rem 0 .3rem;font-size:1rem}
p{margin:.3rem 0}
ul{margin:.3rem 0;padding-left:1.2rem}
dl{margin:.6rem 0}
dt{color:var(--soft);font-size:.85rem}
dd{margin:0 0 .6rem}
[lang=en]{color:var(--soft);font-size:.85rem}
code{font:1rem/1.4 ui-monospace,Consolas,monospace;overflow-wrap:anywhere}
a{color:inherit}
footer{margin-top:2rem;padding-top:.6rem;border-top:1px solid var(--line);font-size:.85rem;color:var(--soft)}`;

export const PAGE_POLICY = policyFor(STYLE);

const said = ({ en, zh }: Bilingual): Markup =>
  markup`<p>${zh}</p>
    <p lang="en">${en}</p>`;

const heading = (zh: string, en: string): Markup => markup`<h2>${zh} <span lang="en">${en}</span></h2>`;

const row = (zh: string, en: string, value: Markup | string): Markup =>
  markup`<dt>${zh} <span lang="en">${en}</span></dt>
    <dd>${value}</dd>`;

function page(title: string, body: Markup): string {
  return markup`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body><main>
${body}
<footer>Sortis 公签 · 双随机、一公开</footer>
</main></body>
</html>
`.text;
}

/** What a code leads to that was given out. */
export function inspectionPage(told: PublicInspectionResponse): string {
  const state = told.state === 'real' ? 'real' : 'expired';
  const word = CODE_STATE_WORDS[state];
  return page(
    `${word.zh} · ${told.target}`,
    markup` <header>
        <div class="mark ${state}">${word.zh}</div>
        <div>
          <h1>${state === 'real' ? '这项检查是真的。' : told.verdict.zh}</h1>
          <p lang="en">${state === 'real' ? 'This inspection is real.' : told.verdict.en}</p>
        </div>
      </header>
      ${told.approved || state === 'expired' ? null : said(NOT_APPROVED)}
      <dl>
        ${row('检查机关', 'by', told.agency)} ${row('检查对象', 'of', told.target)}
        ${row('检查期限', 'when', `${chineseDay(told.visitFrom)} 至 ${chineseDay(told.visitUntil)}`)}
      </dl>
      ${heading('检查事项', 'what is inspected')}
      <ul>
        ${told.matters.map(({ legalBasis, name }) => markup`<li>${name}${legalBasis === null ? null : markup`<br /><span lang="zh">依据：${legalBasis}</span>`}</li>`)}
      </ul>
      ${heading('检查人员', 'who comes')}
      <p>请核对来人的执法证件。不少于两人。<span lang="en">Compare their certificates. At least two come.</span></p>
      <ul>
        ${told.team.map(({ certificateNumber, expert, name }) => markup`<li>${name} · ${certificateNumber === null ? '无证件号' : markup`证号 ${certificateNumber}`}${expert ? '（专家 expert）' : null}</li>`)}
      </ul>
      ${chanceSection(told)} ${told.result === null ? said(NO_RESULT) : resultSection(told.result)}
      ${heading('核验码', 'code')}
      <p><code>${told.code}</code></p>`,
  );
}

const NOT_APPROVED: Bilingual = {
  zh: '注意：这项检查尚未审批。未经审批，不得上门检查。',
  en: 'Mind: this inspection is not approved yet. Nobody may come before it is.',
};

const NO_RESULT: Bilingual = {
  zh: '检查结果尚未公示。',
  en: 'The result is not public yet.',
};

function chanceSection({ draw }: PublicInspectionResponse): Markup {
  return markup`${heading('为什么是我', 'why me')} ${said(wordsOfChance(draw.chance))} ${draw.assignedByName ? said(BY_NAME) : null}
    <dl>
      ${row('抽取编号', 'draw', draw.number)}
      ${draw.shortCode === null ? null : row('记录短码', 'its record', markup`<code>${draw.shortCode}</code>`)}
      ${row('自行核验', 'check it yourself', markup`<a href="${draw.verify}">${draw.verify}</a>`)}
      ${draw.evidence === null ? null : row('证据文件', 'evidence', markup`<a href="${draw.evidence}">${draw.evidence}</a>`)}
    </dl>`;
}

const BY_NAME: Bilingual = {
  zh: '本次检查人员为指定，非随机。',
  en: 'The inspectors were named, not drawn.',
};

const resultSection = ({ publishedAt, visitedOn, words }: NonNullable<PublicInspectionResponse['result']>): Markup =>
  markup`${heading('检查结果', 'result')} ${said(words)}
    <dl>
      ${visitedOn === null ? null : row('检查日期', 'visited', chineseDay(visitedOn))}
      ${publishedAt === null ? null : row('公示时间', 'published', chineseDay(chinaDay(new Date(publishedAt))))}
    </dl>`;

/** What a code leads to that was never given out. */
export const unknownPage = (said: string): string =>
  page(
    '假 · 没有这个核验码',
    markup` <header>
        <div class="mark unknown">假</div>
        <div>
          <h1>没有发出过这个核验码。</h1>
          <p lang="en">Fake: this code was never given out.</p>
        </div>
      </header>
      <p><code>${said.slice(0, 40)}</code></p>
      <p>如果是手工输入的，请再核对一遍。如果是从文书上扫描的，这份文书不是真的：请不要接受检查，并向检查机关核实。</p>
      <p lang="en">
        If you typed it, compare it once more. If you scanned it from a paper, that paper is not real: do not let them
        in, and ask the agency.
      </p>`,
  );

/** What an address gets that tried too many. */
export const tooManyPage = ({ en, zh }: Bilingual): string =>
  page(
    '请稍后再试',
    markup`<header><h1>${zh}</h1></header>
      <p lang="en">${en}</p>`,
  );
