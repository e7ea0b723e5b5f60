import { type EntropyEvent } from '../entropy/source.js';
import { type LogReading } from '../log/log-reading.js';
import { type Manifest } from '../pool/manifest.js';
import { type StepCheck } from './steps.js';

/** A UTC instant before which nobody but the source itself can know what comes of it. */
function knowableFrom(event: EntropyEvent): string {
  if (event.source !== 'figures') return event.notBefore;
  return event.events.reduce((first, { at }) => (at < first ? at : first), event.notBefore);
}

/** Whether the reader's own notes of the log have this commitment from before its randomness could be known. */
export function witnessStep(
  { commitment, manifest }: { readonly commitment: string; readonly manifest: Manifest },
  { seen }: LogReading,
): StepCheck {
  const seenAt = seen.get(commitment);
  const from = knowableFrom(manifest.entropy);
  return {
    step: 'witness',
    words: {
      zh: `您的见证记录在 ${seenAt} 就已见到这份承诺，早于随机数可能得知的 ${from}。`,
      en: `Your witness saw this commitment at ${seenAt}, before ${from}, from when its randomness could be known.`,
    },
    check: () => {
      if (seenAt === undefined)
        return {
          zh: '您的见证记录中没有这份承诺。',
          en: 'Your witness has not seen this commitment.',
          expected: commitment,
          found: '',
        };
      if (seenAt < from) return undefined;
      return {
        zh: '您的见证人见到这份承诺时，随机数已可能得知：不能证明承诺在先。',
        en: 'When your witness saw this commitment, its randomness could be known already: nothing shows that it was committed to before.',
        expected: `< ${from}`,
        found: seenAt,
      };
    },
  };
}
