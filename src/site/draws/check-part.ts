import { markup, type Markup } from '../../platform/http/plain-page.js';
import { link } from '../frame/markup.js';
import { type Speech } from '../words/speech.js';

export interface Checkable {
  readonly number: string;
  readonly published: boolean;
  readonly links: { readonly evidence: string | null; readonly extract: string | null };
  readonly origin: string;
}

/**
 * Three ways to see for oneself. Without a script the button leads to the page that checks draws; with one the draw is done
 * again here (src/console/public).
 */
export function checkPart(speech: Speech, { links, number, origin, published }: Checkable): Markup {
  const file = links.evidence ?? links.extract;
  if (!published || file === null) {
    return markup`<section id="check"><h2>${speech.t('draw.check')}</h2><p>${speech.t('draw.notCheckable')}</p></section>`;
  }
  const command = [
    `curl -O ${origin}/verify.py`,
    'sha256sum verify.py',
    `curl -o evidence.json ${origin}${file}`,
    'python3 verify.py evidence.json',
  ].join('\n');
  return markup`<section id="check"><h2>${speech.t('draw.check')}</h2>
<p>${speech.t('draw.checkWhat')}</p>
<div class="three">
<div class="card"><h3>${speech.t('draw.byButton')}</h3><p>${speech.t('draw.byButtonWhat')}</p>
<form class="ask" method="get" action="/verify/" data-check>
<input type="hidden" name="draw" value="${number}">
<p><label for="one-target">${speech.t('draw.oneTarget')}</label><input id="one-target" name="target" maxlength="64" autocomplete="off" autocapitalize="off" spellcheck="false"></p>
<p class="go"><button>${speech.t('draw.byButtonGo')}</button></p>
</form></div>
<div class="card"><h3>${speech.t('draw.byFile')}</h3><p>${speech.t('draw.byFileWhat')}</p>
<p>${link(file, speech.t(links.evidence === null ? 'draw.extract' : 'draw.evidence'))}</p>
<p class="go" data-drop="${speech.t('draw.byFileGo')}">${link('/verify/', speech.t('draw.byFileElse'))}</p></div>
<div class="card"><h3>${speech.t('draw.byPython')}</h3><p>${speech.t('draw.byPythonWhat')}</p>
<pre><code>${command}</code></pre></div>
</div>
<div id="checked" aria-live="polite"></div></section>`;
}
