import { text } from '../../platform/text.js';
import { type EntropyReveal, type LogFact, type Manifest } from '../../protocol/index.js';
import { type Draw } from '../draws/draw.entity.js';

/** What the log says of a draw that has just come to this phase. */
export function factOf({
  phase,
  number,
  commitment,
  entropy,
  manifest,
  recordHash,
  failure,
}: Draw): LogFact | undefined {
  if (commitment === null) return undefined;
  const of = { commitment, draw: number };
  if (phase === 'committed') {
    const { batch } = JSON.parse(manifest ?? 'null') as Pick<Manifest, 'batch'>;
    return { kind: 'commit', ...of, batch: batch.id, occurrence: batch.occurrence };
  }
  if (phase === 'seeded' && entropy !== null)
    return { kind: 'reveal', ...of, entropy: JSON.parse(entropy) as EntropyReveal };
  if ((phase === 'drawn' || phase === 'infeasible') && recordHash !== null)
    return { kind: 'record', ...of, record: recordHash };
  if (phase === 'ended' && failure !== null) {
    return { kind: 'end', ...of, reason: text(short(failure.zh), short(failure.en)) };
  }
  return undefined;
}

/** The moment at which the draw came to its phase: what the log says of it comes no earlier, whatever the clock says. */
export function momentOf({ committedAt, seededAt, drawnAt, endedAt }: Partial<Draw>): Date {
  const moment = committedAt ?? seededAt ?? drawnAt ?? endedAt ?? null;
  if (moment === null) throw new Error('a phase without its moment');
  return moment;
}

/** A reason in the log has 1000 code units at most; the draw itself keeps all of it. */
const short = (words: string): string => [...words].slice(0, 500).join('');
