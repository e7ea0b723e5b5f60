import { ProtocolError, type Words } from '../errors.js';
import { type Problem } from './replay.js';

export type StepCode =
  | 'canonical'
  | 'roots'
  | 'commitment'
  | 'log-inclusion'
  | 'checkpoint-signature'
  | 'time-order'
  | 'entropy'
  | 'seeds'
  | 'sizes'
  | 'selection'
  | 'pairing'
  | 'constraints'
  | 'result'
  | 'relation'
  | 'witness';

export interface VerifiedStep {
  readonly step: StepCode;
  readonly ok: boolean;
  readonly zh: string;
  readonly en: string;
  readonly expected?: string;
  readonly found?: string;
  /** Only what the file shows could be checked, not the whole lists. */
  readonly scope?: 'shown';
  /** It holds as far as it goes, but the chief matter could not be checked. */
  readonly checked?: false;
}

/** A step in its turn: what is said if it holds, and the check. */
export interface StepCheck {
  readonly step: StepCode;
  readonly words: Words;
  readonly scope?: 'shown';
  readonly checked?: false;
  readonly check: () => Problem | undefined;
}

export function problemOf(error: ProtocolError): Problem {
  const path = error.path === '' ? '/' : error.path;
  return {
    zh: `${path}：${error.words.zh}。`,
    en: `${path}: ${error.words.en}.`,
    expected: error.expected ?? '',
    found: error.found ?? '',
  };
}

export function caught(check: () => void): Problem | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return problemOf(error);
    throw error;
  }
}

/** The time between two instants in words, both 2020s-style `…Z` texts that were checked before. */
export function duration(from: string, until: string): Words {
  const seconds = Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / 1000));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const parts = [
    [days, '天', 'd'],
    [hours, '小时', 'h'],
    [minutes, '分', 'min'],
    [seconds % 60, '秒', 's'],
  ] as const;
  const told = parts.filter(([count]) => count > 0);
  if (told.length === 0) return { zh: '0 秒', en: '0 s' };
  return {
    zh: told.map(([count, zh]) => `${count} ${zh}`).join(' '),
    en: told.map(([count, , en]) => `${count} ${en}`).join(' '),
  };
}
