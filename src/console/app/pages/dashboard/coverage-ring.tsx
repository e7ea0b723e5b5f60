import { type ReactNode } from 'react';

import { useSpeech } from '../../words/words.js';

const SIZE = 168;
const WIDTH = 18;
const RADIUS = (SIZE - WIDTH) / 2;
const AROUND = 2 * Math.PI * RADIUS;

/** So many of so many, as a ring of as many pieces while they can be told apart. */
export function CoverageRing({ done, of }: { readonly done: number; readonly of: number }): ReactNode {
  const { t, count } = useSpeech();
  const pieces = of > 0 && of <= 36 ? of : 0;
  const gap = pieces > 1 ? 4 : 0;
  const shown = of === 0 ? 0 : done / of;
  return (
    <figure className="ring">
      <svg
        viewBox={`0 0 ${SIZE} ${SIZE}`}
        width={SIZE}
        height={SIZE}
        role="img"
        aria-label={t('dashboard.ringLabel', { done, of })}
      >
        <g transform={`rotate(-90 ${SIZE / 2} ${SIZE / 2})`} fill="none" strokeWidth={WIDTH}>
          {pieces > 0 ? (
            Array.from({ length: pieces }, (_, at) => (
              <circle
                key={at}
                cx={SIZE / 2}
                cy={SIZE / 2}
                r={RADIUS}
                className={at < done ? 'ring-done' : 'ring-missing'}
                strokeDasharray={`${AROUND / pieces - gap} ${AROUND}`}
                strokeDashoffset={-(AROUND / pieces) * at}
              />
            ))
          ) : (
            <>
              <circle cx={SIZE / 2} cy={SIZE / 2} r={RADIUS} className="ring-missing" />
              <circle
                cx={SIZE / 2}
                cy={SIZE / 2}
                r={RADIUS}
                className="ring-done"
                strokeDasharray={`${AROUND * shown} ${AROUND}`}
              />
            </>
          )}
        </g>
      </svg>
      <figcaption aria-hidden="true">
        <strong>
          {count(done)} / {count(of)}
        </strong>
        <span>{t('dashboard.matters')}</span>
      </figcaption>
    </figure>
  );
}
