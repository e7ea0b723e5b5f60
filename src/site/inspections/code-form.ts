import { markup, type Markup } from '../../platform/http/plain-page.js';
import { type Speech } from '../words/speech.js';

/** Where somebody types the code that stands on a paper. */
export const codeForm = (speech: Speech): Markup =>
  markup`<form class="ask" method="get" action="${speech.at('/code')}">
<p><label for="code">${speech.t('home.codeLabel')}</label><input id="code" name="code" required maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint"></p>
<p class="quiet" id="code-hint">${speech.t('home.codeHint')}</p>
<p class="go"><button>${speech.t('home.codeGo')}</button></p>
</form>`;
