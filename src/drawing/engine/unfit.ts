import { JobFailed } from '../../platform/jobs/job-handlers.js';
import { text, type Bilingual } from '../../platform/text.js';
import { ProtocolError } from '../../protocol/index.js';

/** The draw cannot be held as planned, and trying again would not change that. */
export class Unfit extends JobFailed {
  constructor(readonly words: Bilingual) {
    super(words.en);
    this.name = 'Unfit';
  }
}

/** A broken rule of the protocol in words: what, where, what was expected and what was found. */
export function wordsOf({ words, path, expected, found }: ProtocolError): Bilingual {
  const [wanted, got] = [expected ?? '', found ?? ''];
  return text(
    `${words.zh}（${path}${wanted === '' ? '' : `，应为 ${wanted}`}${got === '' ? '' : `，实为 ${got}`}）`,
    `${words.en} (${path}${wanted === '' ? '' : `, expected ${wanted}`}${got === '' ? '' : `, found ${got}`})`,
  );
}

/** A rule of the protocol that does not hold will not hold the next time either. */
export function judged<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ProtocolError) throw new Unfit(wordsOf(error));
    throw error;
  }
}
