import { type ReactNode } from 'react';

import { useSpeech } from '../../words/words.js';
import { markOf } from './ring.js';

const SIZE = 220;
const WIDTH = 20;
const MIDDLE = SIZE / 2;
const RADIUS = 76;
const AROUND = 2 * Math.PI * RADIUS;

/**
 * So many of so many, as a ring of as many pieces while they can be told apart. What is missing stands around it by the number
 * under which it is listed.
 */
export function CoverageRing({
  done,
  of,
  numbered,
}: {
  readonly done: number;
  readonly of: number;
  /** How many of the missing ones are listed beside. */
  readonly numbered: number;
}): ReactNode {
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
        <g transform={`rotate(-90 ${MIDDLE} ${MIDDLE})`} fill="none" strokeWidth={WIDTH}>
          {pieces > 0 ? (
            Array.from({ length: pieces }, (_, at) => (
              <circle
                key={at}
                cx={MIDDLE}
                cy={MIDDLE}
                r={RADIUS}
                className={at < done ? 'ring-done' : 'ring-missing'}
                strokeDasharray={`${AROUND / pieces - gap} ${AROUND}`}
                strokeDashoffset={-(AROUND / pieces) * at}
              />
            ))
          ) : (
            <>
              <circle cx={MIDDLE} cy={MIDDLE} r={RADIUS} className="ring-missing" />
              <circle
                cx={MIDDLE}
                cy={MIDDLE}
                r={RADIUS}
                className="ring-done"
                strokeDasharray={`${AROUND * shown} ${AROUND}`}
              />
            </>
          )}
        </g>
        {pieces > 0 &&
          Array.from({ length: Math.min(numbered, of - done) }, (_, at) => {
            const { x, y } = markOf(done + at, pieces, MIDDLE, RADIUS + WIDTH / 2 + 11);
            return (
              <text key={at} x={x} y={y} className="ring-number" textAnchor="middle" dominantBaseline="central">
                {at + 1}
              </text>
            );
          })}
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
