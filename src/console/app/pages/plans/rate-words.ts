import { type Schemas } from '../../api/client.js';
import { percentOf, RATES } from '../../record/rates.js';
import { type Speech } from '../../words/words.js';

/** How many a batch draws, in words. */
export function rateWords(rate: Schemas['BatchRate'], { t, count }: Speech): string {
  return rate.direction === 'number'
    ? t('plans.number', { n: count(rate.number ?? 0) })
    : t(RATES[rate.direction], { percent: percentOf(rate.millionths ?? 0) });
}
