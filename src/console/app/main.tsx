import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';

import './app.css';
import { isProblem } from './api/problem.js';
import { LikesContext, type Likes } from './frame/appearance.js';
import { keep, keptLanguage, keptLook, type Look } from './preferences.js';
import { router } from './router.js';
import { themeOf } from './theme.js';
import { SpeechProvider, wordsOf, type Language } from './words/words.js';
import { type Words } from './words/zh-CN.js';

type Locale = typeof zhCN;

interface Spoken {
  readonly language: Language;
  readonly words: Words;
  readonly locale: Locale;
}

async function spoken(language: Language): Promise<Spoken> {
  const [words, locale] = await Promise.all([
    wordsOf(language),
    language === 'zh' ? zhCN : import('antd/locale/en_GB').then((module) => module.default),
  ]);
  return { language, words, locale };
}

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // what the server refused it refuses again; what got lost on the way may come through
      retry: (failures, error) => failures < 2 && (!isProblem(error) || error.problem.status >= 500),
    },
  },
});

const DARK = window.matchMedia('(prefers-color-scheme: dark)');
const STILL = window.matchMedia('(prefers-reduced-motion: reduce)');

function useSystem(query: MediaQueryList): boolean {
  const [so, setSo] = useState(query.matches);
  useEffect(() => {
    const listen = (): void => setSo(query.matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, [query]);
  return so;
}

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

function Console({ first }: { readonly first: Spoken }): ReactNode {
  const [speech, setSpeech] = useState(first);
  const [look, setLook] = useState<Look>(keptLook);
  const system = useSystem(DARK);
  const dark = look === 'dark' || (look === 'system' && system);
  const still = useSystem(STILL);

  const speak = useCallback((language: Language): void => {
    keep('language', language);
    void spoken(language).then(setSpeech);
  }, []);
  const wear = useCallback((chosen: Look): void => {
    keep('look', chosen);
    setLook(chosen);
  }, []);
  useEffect(() => {
    document.documentElement.lang = speech.language === 'zh' ? 'zh-CN' : 'en';
  }, [speech]);
  useEffect(() => {
    document.documentElement.dataset.look = dark ? 'dark' : 'light';
  }, [dark]);

  const theme = useMemo(() => themeOf(dark, still), [dark, still]);
  const likes = useMemo<Likes>(
    () => ({ language: speech.language, look, speak, wear }),
    [speech.language, look, speak, wear],
  );
  return (
    <ConfigProvider theme={theme} locale={speech.locale} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      <SpeechProvider language={speech.language} words={speech.words}>
        <LikesContext value={likes}>
          <RouterProvider router={router} />
        </LikesContext>
      </SpeechProvider>
    </ConfigProvider>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
const first = await spoken(keptLanguage());
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Console first={first} />
    </QueryClientProvider>
  </StrictMode>,
);
