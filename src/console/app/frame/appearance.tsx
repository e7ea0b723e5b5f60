import { createContext, use, type ReactNode } from 'react';

import { type Look } from '../preferences.js';
import { useSpeech, type Language } from '../words/words.js';

export interface Likes {
  readonly language: Language;
  readonly look: Look;
  readonly speak: (language: Language) => void;
  readonly wear: (look: Look) => void;
}

export const LikesContext = createContext<Likes | undefined>(undefined);

/** Which language, and light or dark. */
export function Appearance(): ReactNode {
  const { t } = useSpeech();
  const likes = use(LikesContext);
  if (likes === undefined) return null;
  return (
    <span className="appearance">
      <select
        aria-label={t('appearance.language')}
        value={likes.language}
        onChange={({ target }) => likes.speak(target.value as Language)}
      >
        <option value="zh">{t('appearance.zh')}</option>
        <option value="en">{t('appearance.en')}</option>
      </select>
      <select
        aria-label={t('appearance.look')}
        value={likes.look}
        onChange={({ target }) => likes.wear(target.value as Look)}
      >
        {(['system', 'light', 'dark'] as const).map((look) => (
          <option key={look} value={look}>
            {t(`appearance.${look}`)}
          </option>
        ))}
      </select>
    </span>
  );
}
